/** `/api/v1/users/{id}/follow`. */
import { serve } from "@/lib/http/operation.ts";
import { followOperations } from "@/lib/social/api.ts";

export const handler = serve(...followOperations);
