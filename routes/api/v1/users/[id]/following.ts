/** `/api/v1/users/{id}/following`. */
import { serve } from "@/lib/http/operation.ts";
import { listFollowingOperation } from "@/lib/social/api.ts";

export const handler = serve(listFollowingOperation);
