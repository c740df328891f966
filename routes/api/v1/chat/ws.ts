/** `WS /api/v1/chat/ws`: the assistant over a plain WebSocket. */
import { assistantSocketOperation } from "@/lib/assistant/api.ts";
import { serve } from "@/lib/http/operation.ts";

export const handler = serve(assistantSocketOperation);
