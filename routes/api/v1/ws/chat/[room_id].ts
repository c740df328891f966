/** `WS /api/v1/ws/chat/{room_id}`: a chat room with an AI. */
import { serve } from "@/lib/http/operation.ts";
import { enterRoomOperation } from "@/lib/rooms/api.ts";

export const handler = serve(enterRoomOperation);
