/** `/api/v1/ice`. */
import { serve } from "@/lib/http/operation.ts";
import { iceOperation } from "@/lib/calls/ice.ts";

export const handler = serve(iceOperation);
