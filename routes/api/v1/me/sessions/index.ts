/** `/api/v1/me/sessions`. */
import { serve } from "@/lib/http/operation.ts";
import { endOtherSessionsOperation, listSessionsOperation } from "@/lib/accounts/api_me.ts";

export const handler = serve(listSessionsOperation, endOtherSessionsOperation);
