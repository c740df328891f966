/** `WS /api/v1/calls/{room_id}/ws`: how the two people of a call find each other. */
import { enterCallOperation } from "@/lib/calls/api.ts";
import { serve } from "@/lib/http/operation.ts";

export const handler = serve(enterCallOperation);
