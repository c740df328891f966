/** `/api/v1/auth/me`. */
import { serve } from "@/lib/http/operation.ts";
import { whoAmIOperation } from "@/lib/accounts/api.ts";

export const handler = serve(whoAmIOperation);
