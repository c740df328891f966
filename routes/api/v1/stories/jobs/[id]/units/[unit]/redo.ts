/** `/api/v1/stories/jobs/{id}/units/{unit}/redo`. */
import { serve } from "@/lib/http/operation.ts";
import { redoUnitOperation } from "@/lib/stories/writing/api.ts";

export const handler = serve(redoUnitOperation);
