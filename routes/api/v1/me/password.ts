/** `/api/v1/me/password`. */
import { serve } from "@/lib/http/operation.ts";
import { changePasswordOperation } from "@/lib/accounts/api_me.ts";

export const handler = serve(changePasswordOperation);
