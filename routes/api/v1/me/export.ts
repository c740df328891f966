/** `/api/v1/me/export`. */
import { serve } from "@/lib/http/operation.ts";
import { exportOperation } from "@/lib/accounts/api_me.ts";

export const handler = serve(exportOperation);
