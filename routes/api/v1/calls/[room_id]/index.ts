/** `/api/v1/calls/{room_id}`. */
import { getCallOperation } from "@/lib/calls/api.ts";
import { serve } from "@/lib/http/operation.ts";

export const handler = serve(getCallOperation);
