/** `/api/v1/me/sessions/{id}`. */
import { serve } from "@/lib/http/operation.ts";
import { endSessionOperation } from "@/lib/accounts/api_me.ts";

export const handler = serve(endSessionOperation);
