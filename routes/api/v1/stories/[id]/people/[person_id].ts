/** `/api/v1/stories/{id}/people/{person_id}`. */
import { serve } from "@/lib/http/operation.ts";
import { getPersonOperation } from "@/lib/stories/people/api.ts";

export const handler = serve(getPersonOperation);
