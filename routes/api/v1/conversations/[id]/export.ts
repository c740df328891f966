/** `/api/v1/conversations/{id}/export`. */
import { exportOperation } from "@/lib/chat/api.ts";
import { serve } from "@/lib/http/operation.ts";

export const handler = serve(exportOperation);
