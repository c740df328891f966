/** `GET /api/v1/chat/sessions/{sessionId}/messages`. */
import { assistantHistoryOperation } from "@/lib/assistant/api.ts";
import { serve } from "@/lib/http/operation.ts";

export const handler = serve(assistantHistoryOperation);
