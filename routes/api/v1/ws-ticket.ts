/** `/api/v1/ws-ticket`. */
import { serve } from "@/lib/http/operation.ts";
import { issueTicketOperation } from "@/lib/realtime/api.ts";

export const handler = serve(issueTicketOperation);
