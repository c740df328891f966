/** `/api/v1/spatial/spaces/{id}/event/reminder`. */
import { serve } from "@/lib/http/operation.ts";
import { cancelReminderOperation, setReminderOperation } from "@/lib/spaces/events/api.ts";

export const handler = serve(setReminderOperation, cancelReminderOperation);
