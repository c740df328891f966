/** `/api/v1/stories/{id}/people`. */
import { serve } from "@/lib/http/operation.ts";
import { listPeopleOperation } from "@/lib/stories/people/api.ts";

export const handler = serve(listPeopleOperation);
