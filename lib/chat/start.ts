/** Begins conversations, and finds those that go on. */
import type { Viewer } from "@/lib/accounts/model.ts";
import { expandMacros } from "@/lib/characters/card/macros.ts";
import { type CardData, getCallName } from "@/lib/characters/card/model.ts";
import type { Character } from "@/lib/characters/model.ts";
import { settleStanding } from "@/lib/characters/standing.ts";
import { getCard, requireCharacter } from "@/lib/characters/store.ts";
import type { CastMember, Conversation } from "@/lib/chat/model.ts";
import { createConversation, findConversationWith } from "@/lib/chat/store.ts";
import type { Services } from "@/lib/define.ts";
import { getDefaultPersona } from "@/lib/personas/store.ts";
import { chooseParticles } from "@/lib/i18n/particles.ts";
import type { Horizon } from "@/lib/stories/people/model.ts";
import { openHorizons } from "@/lib/stories/people/open_horizons.ts";
import { cardForPrompt } from "@/lib/stories/people/prompt_card.ts";

/** Most greetings that become alternatives of the first message. */
const MAX_GREETINGS = 20;
/** Longest greeting, in characters: below 64 KiB as UTF-8. */
const MAX_GREETING_CHARS = 18_000;

/**
 * Opens the conversation that the viewer had last with a character, or begins one.
 *
 * @throws {HttpError} `not_found` where the character is not there for them.
 */
export async function startConversation(
  { kv, now }: Pick<Services, "kv" | "now">,
  { viewer, characterId, fresh, cast, horizons }: {
    viewer: Viewer;
    characterId: string;
    fresh: boolean;
    /** Everybody it is to be with, where there are several. */
    cast?: CastMember[];
    /** How far the stories are known that they come out of; absent: as far as the viewer has read. */
    horizons?: Horizon[];
  },
): Promise<Conversation> {
  const character = await requireCharacter(kv, characterId, viewer.id);
  const known = fresh ? null : await findConversationWith(kv, viewer.id, characterId);
  if (known) return known;
  const nowMs = now();
  const [card, persona, reach] = await Promise.all([
    getCard(kv, character),
    getDefaultPersona(kv, viewer.id),
    horizons ?? openHorizons(kv, [character], { viewerId: viewer.id, nowMs }),
  ]);
  const { card: { data } } = await cardForPrompt(kv, {
    character,
    card,
    horizons: reach,
    viewerId: viewer.id,
    nowMs,
  });
  const conversation = await createConversation(kv, {
    ownerId: viewer.id,
    character,
    greetings: greetingsOf(data, { character, userName: persona?.name ?? viewer.nickname }),
    personaId: persona?.id ?? null,
    ...(cast ? { cast } : {}),
    horizons: reach,
    nowMs,
  });
  // Moves the character in the lists; should this be cut off, the next start of the server does it.
  await settleStanding(kv, characterId, nowMs);
  return conversation;
}

/** The greetings of a card with their names filled in; at least one, also for a card without any. */
export function greetingsOf(
  card: CardData,
  { character, userName }: { character: Pick<Character, "lang">; userName: string },
): string[] {
  const name = getCallName(card);
  const macros = { char: name, user: userName, random: Math.random };
  // Cut before as well: an imported greeting may be millions of characters, and names make more of it.
  const fill = (greeting: string) =>
    chooseParticles(expandMacros(greeting.slice(0, MAX_GREETING_CHARS), macros, "show")).trim();
  const said = [card.first_mes, ...card.alternate_greetings]
    .filter((greeting) => greeting.trim() !== "")
    .slice(0, MAX_GREETINGS)
    .map((greeting) => fill(greeting).slice(0, MAX_GREETING_CHARS))
    .filter((greeting) => greeting !== "");
  if (said.length > 0) return said;
  return [character.lang === "ko" ? `*${name}, 고개를 들어 바라본다.*` : `*${name} looks up.*`];
}
