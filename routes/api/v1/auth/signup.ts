/** `/api/v1/auth/signup`. */
import { serve } from "@/lib/http/operation.ts";
import { signUpOperation } from "@/lib/accounts/api.ts";

export const handler = serve(signUpOperation);
