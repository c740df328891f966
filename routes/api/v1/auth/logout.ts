/** `/api/v1/auth/logout`. */
import { serve } from "@/lib/http/operation.ts";
import { logOutOperation } from "@/lib/accounts/api.ts";

export const handler = serve(logOutOperation);
