/** `/api/v1/auth/login`. */
import { serve } from "@/lib/http/operation.ts";
import { logInOperation } from "@/lib/accounts/api.ts";

export const handler = serve(logInOperation);
