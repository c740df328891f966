/** Every operation of the API, for its document. */
import { accountOperations } from "@/lib/accounts/api.ts";
import { iceOperation } from "@/lib/calls/ice.ts";
import { characterOperations } from "@/lib/characters/api.ts";
import type { Operation } from "@/lib/http/operation.ts";
import { healthOperation } from "@/lib/service/health.ts";
import { issueTicketOperation } from "@/lib/realtime/api.ts";
import { eventOperations } from "@/lib/spaces/events/api_guests.ts";

export const OPERATIONS: readonly Operation[] = [
  ...accountOperations,
  ...characterOperations,
  iceOperation,
  ...eventOperations,
  issueTicketOperation,
  healthOperation,
];
