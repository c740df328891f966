/** Every operation of the API, for its document. */
import { accountOperations } from "@/lib/accounts/api.ts";
import { characterOperations } from "@/lib/characters/api.ts";
import type { Operation } from "@/lib/http/operation.ts";
import { healthOperation } from "@/lib/service/health.ts";

export const OPERATIONS: readonly Operation[] = [
  ...accountOperations,
  ...characterOperations,
  healthOperation,
];
