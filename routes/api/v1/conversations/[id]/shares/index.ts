/** `/api/v1/conversations/{id}/shares`. */
import { listChatSharesOperation, shareChatOperation } from "@/lib/chat/api_shares.ts";
import { serve } from "@/lib/http/operation.ts";

export const handler = serve(listChatSharesOperation, shareChatOperation);
