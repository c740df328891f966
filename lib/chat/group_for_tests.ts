/** A conversation with several characters for tests, and a model that says what a test tells it to. */
import assert from "node:assert/strict";
import { make } from "@/lib/characters/characters_for_tests.ts";
import { createCard, emptyCardData } from "@/lib/characters/card/model.ts";
import { say } from "@/lib/chat/actions.ts";
import { startGroup } from "@/lib/chat/cast.ts";
import { readPath, requireConversation } from "@/lib/chat/store.ts";
import { createTurnRunner } from "@/lib/chat/turn.ts";
import { onlyModel } from "@/lib/ai/provider.ts";
import { newId } from "@/lib/id.ts";
import { createLog } from "@/lib/log.ts";
import { scriptedModel } from "@/tests/support/scripted_model.ts";

export const viewer = { id: "me", kind: "full", nickname: "Ann", sessionId: "s" } as const;
export const ownerId = viewer.id;
const now = () => Date.UTC(2026, 10, 21);

/** A conversation with these characters, who speak as they are asked to, and a model that says what a test tells it to. */
export async function gather(kv: Deno.Kv, names: readonly string[], talkativeness = 0) {
  const model = scriptedModel();
  const turns = createTurnRunner({
    kv,
    now,
    log: createLog({ level: "error", write: (line) => assert.fail(line) }),
    instance: "here",
    models: onlyModel(model.model),
    maxOutputTokens: 100,
    pauseMs: 0,
  });
  const deps = { kv, now, turns };
  const characters = [];
  for (const name of names) {
    const card = createCard({
      ...emptyCardData(name),
      first_mes: `${name} 왔어요`,
      extensions: { talkativeness },
    });
    characters.push(await make(kv, name, { card }));
  }
  const { id } = await startGroup(deps, {
    viewer,
    characterIds: characters.map(({ id }) => id),
  });
  const speak = (content: string) => say(deps, id, { ownerId, sentAs: newId(), content });
  const reply = async (text: string) => {
    const asked = await model.asked();
    asked.text(text);
    asked.end();
    return asked.request;
  };
  /** Waits until nothing is written any more. */
  const quiet = async () => {
    const bell = kv.watch([["turn", id]]).getReader();
    for (;;) {
      const { value } = await bell.read();
      if (value?.[0]?.value === null) break;
    }
    await bell.cancel();
  };
  const told = async () => {
    const { leaf } = await requireConversation(kv, id, ownerId);
    return (await readPath(kv, id, { leaf, limit: 100 })).messages
      .map(({ message: { speaker, role, content } }) =>
        `${role === "user" ? "Ann" : speaker?.name ?? names[0]}: ${content}`
      );
  };
  return {
    id,
    deps,
    characters,
    model,
    speak,
    reply,
    quiet,
    told,
    [Symbol.asyncDispose]: () => turns.drain(1000),
  };
}
