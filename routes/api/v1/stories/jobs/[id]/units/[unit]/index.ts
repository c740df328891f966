/** `/api/v1/stories/jobs/{id}/units/{unit}`. */
import { serve } from "@/lib/http/operation.ts";
import { editUnitOperation, getUnitOperation } from "@/lib/stories/writing/api.ts";

export const handler = serve(editUnitOperation, getUnitOperation);
