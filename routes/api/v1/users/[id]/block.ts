/** `/api/v1/users/{id}/block`. */
import { serve } from "@/lib/http/operation.ts";
import { blockOperations } from "@/lib/social/api.ts";

export const handler = serve(...blockOperations);
