/** `/api/v1/stories/generate`. */
import { serve } from "@/lib/http/operation.ts";
import { generateOperation } from "@/lib/stories/writing/api.ts";

export const handler = serve(generateOperation);
