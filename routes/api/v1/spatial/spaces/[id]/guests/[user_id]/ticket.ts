/** `/api/v1/spatial/spaces/{id}/guests/{user_id}/ticket`. */
import { serve } from "@/lib/http/operation.ts";
import { giveTicketOperation, takeTicketOperation } from "@/lib/spaces/events/api_guests.ts";

export const handler = serve(giveTicketOperation, takeTicketOperation);
