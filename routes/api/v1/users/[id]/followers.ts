/** `/api/v1/users/{id}/followers`. */
import { serve } from "@/lib/http/operation.ts";
import { listFollowersOperation } from "@/lib/social/api.ts";

export const handler = serve(listFollowersOperation);
