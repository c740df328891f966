/** `/api/v1/conversations/import`. */
import { importOperation } from "@/lib/chat/api.ts";
import { serve } from "@/lib/http/operation.ts";

export const handler = serve(importOperation);
