/** `/api/v1/notifications/read`. */
import { serve } from "@/lib/http/operation.ts";
import { readNotificationsOperation } from "@/lib/social/api.ts";

export const handler = serve(readNotificationsOperation);
