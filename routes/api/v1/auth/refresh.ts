/** `/api/v1/auth/refresh`. */
import { serve } from "@/lib/http/operation.ts";
import { refreshOperation } from "@/lib/accounts/api.ts";

export const handler = serve(refreshOperation);
