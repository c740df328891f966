/** `/api/v1/notifications`. */
import { serve } from "@/lib/http/operation.ts";
import { listNotificationsOperation } from "@/lib/social/api.ts";

export const handler = serve(listNotificationsOperation);
