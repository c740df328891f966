/** `/api/v1/conversations/{id}/shares/{code}`. */
import { revokeChatShareOperation } from "@/lib/chat/api_shares.ts";
import { serve } from "@/lib/http/operation.ts";

export const handler = serve(revokeChatShareOperation);
