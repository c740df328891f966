/** Every operation of the API, for its document. */
import { accountOperations } from "@/lib/accounts/api.ts";
import { assistantOperations } from "@/lib/assistant/api.ts";
import { callOperations } from "@/lib/calls/api.ts";
import { characterCallOperations } from "@/lib/calls/character/api.ts";
import { iceOperation } from "@/lib/calls/ice.ts";
import { characterOperations } from "@/lib/characters/api.ts";
import { conversationOperations } from "@/lib/chat/api.ts";
import { chatShareOperations } from "@/lib/chat/api_shares.ts";
import type { Operation } from "@/lib/http/operation.ts";
import { healthOperation } from "@/lib/service/health.ts";
import { moderationOperations } from "@/lib/moderation/api.ts";
import { socialOperations } from "@/lib/social/api.ts";
import { feedbackOperations } from "@/lib/social/feedback_api.ts";
import { enterSpaceOperation } from "@/lib/spaces/live/api.ts";
import { issueTicketOperation } from "@/lib/realtime/api.ts";
import { enterRoomOperation } from "@/lib/rooms/api.ts";
import { boardOperations } from "@/lib/spaces/board_api.ts";
import { spaceOperations } from "@/lib/spaces/api_moderation.ts";
import { eventOperations } from "@/lib/spaces/events/api_guests.ts";
import { shareOperations } from "@/lib/spaces/share/api.ts";
import { storyOperations } from "@/lib/stories/api.ts";
import { writingOperations } from "@/lib/stories/writing/api.ts";
import { welfareOperations } from "@/lib/welfare/api.ts";

export const OPERATIONS: readonly Operation[] = [
  ...accountOperations,
  ...characterOperations,
  ...conversationOperations,
  ...chatShareOperations,
  iceOperation,
  ...callOperations,
  ...characterCallOperations,
  ...socialOperations,
  ...moderationOperations,
  ...feedbackOperations,
  ...spaceOperations,
  ...eventOperations,
  ...shareOperations,
  ...boardOperations,
  ...storyOperations,
  ...writingOperations,
  ...welfareOperations,
  issueTicketOperation,
  enterRoomOperation,
  ...assistantOperations,
  enterSpaceOperation,
  healthOperation,
];
