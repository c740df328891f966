/** Reads what the page of a call with a character shows. */
import { avatarSpecToText } from "@/lib/avatar/spec.ts";
import { propsOf } from "@/lib/calls/page/page.ts";
import type { CallPageProps, CharacterSide } from "@/lib/calls/page/props.ts";
import { voiceOfCard } from "@/lib/characters/card/spoken_voice.ts";
import { asksForAge } from "@/lib/characters/mature.ts";
import { getCard, requireCharacter } from "@/lib/characters/store.ts";
import { isGroup } from "@/lib/chat/group.ts";
import { requireConversation } from "@/lib/chat/store.ts";
import { failure } from "@/lib/errors.ts";
import type { ApiContext } from "@/lib/http/operation.ts";

/**
 * Reads the lobby of a call with a character; null where it has to be asked first whether one reads what is made for adults.
 *
 * @throws {HttpError} `not_found` for a character that is not there for this reader, and for a conversation that is not
 * theirs with it.
 */
export async function readCharacterLobby(
  ctx: ApiContext,
  { characterId, conversationId }: { characterId: string; conversationId: string | null },
): Promise<{ call: CallPageProps; side: CharacterSide } | null> {
  const { services: { kv }, viewer } = ctx.state;
  const character = await requireCharacter(kv, characterId, viewer?.id ?? null);
  if (asksForAge(ctx.req, character, viewer)) return null;
  if (conversationId !== null) {
    if (!viewer) throw failure("not_found");
    const conversation = await requireConversation(kv, conversationId, viewer.id);
    if (isGroup(conversation) || conversation.characterId !== character.id) {
      throw failure("not_found");
    }
  }
  const [{ data }, call] = await Promise.all([
    getCard(kv, character),
    propsOf(ctx, { roomId: `character-${character.id}`, view: "lobby", present: 0 }),
  ]);
  return {
    call,
    side: {
      id: character.id,
      name: character.name,
      face: avatarSpecToText(character.avatar),
      lang: character.lang,
      voice: voiceOfCard(data),
      conversationId,
    },
  };
}
