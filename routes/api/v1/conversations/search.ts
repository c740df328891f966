/** `/api/v1/conversations/search`. */
import { searchOperation } from "@/lib/chat/api.ts";
import { serve } from "@/lib/http/operation.ts";

export const handler = serve(searchOperation);
