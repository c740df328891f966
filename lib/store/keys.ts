/**
 * The whole key space of the store. No file outside `keys/` spells a key, and nothing but this one is imported for them.
 *
 * Each file in `keys/` has the keys of one domain, and above them a map with a row for each:
 *
 * ```
 * key                                      value                 expires    written in one atomic with
 * ["session", id]                          Session v1            yes        session_by_user
 * ```
 *
 * `ms` and `n` in a key are numbers: Deno KV sorts them as numbers, and lists are read in reverse to get newest or
 * highest first. An index holds the id of its record, never a copy.
 */

import { accountKeys } from "./keys/accounts.ts";
import { assistantKeys } from "./keys/assistant.ts";
import { basicKeys } from "./keys/basics.ts";
import { callKeys } from "./keys/calls.ts";
import { characterKeys } from "./keys/characters.ts";
import { chatKeys } from "./keys/chats.ts";
import { moderationKeys } from "./keys/moderation.ts";
import { paintingKeys } from "./keys/painting.ts";
import { realtimeKeys } from "./keys/realtime.ts";
import { socialKeys } from "./keys/social.ts";
import { spaceKeys } from "./keys/spaces.ts";
import { storyKeys } from "./keys/stories.ts";
import { welfareKeys } from "./keys/welfare.ts";
import { writingKeys } from "./keys/writing.ts";

export type { CountName, RankSort, SubjectKind } from "./keys/parts.ts";

export const keys = {
  ...basicKeys,
  ...accountKeys,
  ...characterKeys,
  ...chatKeys,
  ...storyKeys,
  ...writingKeys,
  ...moderationKeys,
  ...paintingKeys,
  ...socialKeys,
  ...spaceKeys,
  ...callKeys,
  ...welfareKeys,
  ...assistantKeys,
  ...realtimeKeys,
};
