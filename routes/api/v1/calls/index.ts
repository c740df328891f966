/** `/api/v1/calls`. */
import { createCallOperation } from "@/lib/calls/api.ts";
import { serve } from "@/lib/http/operation.ts";

export const handler = serve(createCallOperation);
