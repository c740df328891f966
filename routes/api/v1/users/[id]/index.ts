/** `/api/v1/users/{id}`. */
import { serve } from "@/lib/http/operation.ts";
import { getPersonOperation } from "@/lib/social/api.ts";

export const handler = serve(getPersonOperation);
