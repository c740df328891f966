import assert from "node:assert/strict";
import type { Turn } from "@/lib/chat/model.ts";
import { createConversation } from "@/lib/chat/store.ts";
import { beginContinuation, beginReplyTo } from "@/lib/chat/turn_begin.ts";
import { appendToTurn, holdTurn, settleTurn } from "@/lib/chat/turn_store.ts";
import { resumedMessage, viewConversation } from "@/lib/chat/view.ts";
import { newId } from "@/lib/id.ts";

const ownerId = "me";
const writer = { instance: "a", madeBy: "test/model", nowMs: 2000 };

async function write(kv: Deno.Kv, turn: Turn | null, text: string): Promise<Turn> {
  const held = await appendToTurn(kv, (await holdTurn(kv, turn!))!, {
    text,
    emotion: null,
    nowMs: 2500,
  });
  return held!.turn;
}

async function settle(kv: Deno.Kv, { conversationId, id }: Turn): Promise<void> {
  await settleTurn(kv, { conversationId, turnId: id }, { finish: "stop", nowMs: 3000 });
}

/** A store in which something happens after a number of reads. */
function happeningAfter(kv: Deno.Kv, reads: number, happen: () => Promise<void>): Deno.Kv {
  let left = reads;
  const counted = async <T>(read: () => Promise<T>): Promise<T> => {
    const found = await read();
    if (--left === 0) await happen();
    return found;
  };
  return new Proxy(kv, {
    get(target, name) {
      if (name === "get") {
        return (...args: Parameters<Deno.Kv["get"]>) => counted(() => kv.get(...args));
      }
      if (name === "getMany") {
        return (...args: Parameters<Deno.Kv["getMany"]>) => counted(() => kv.getMany(...args));
      }
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

async function openTurn(kv: Deno.Kv): Promise<{ id: string; turn: Turn }> {
  const { id } = await createConversation(kv, {
    ownerId,
    character: { id: "haru", name: "Haru" },
    greetings: ["hello"],
    nowMs: 1000,
  });
  const turn = await beginReplyTo(kv, id, { ownerId, sentAs: newId(), content: "hi", writer });
  return { id, turn: await write(kv, turn, "One.") };
}

for (const reads of [1, 2, 3]) {
  Deno.test(`a reply that ends after read ${reads} of a page is on it, as running or as a message`, async () => {
    using kv = await Deno.openKv(":memory:");
    const { id, turn } = await openTurn(kv);
    const during = happeningAfter(kv, reads, () => settle(kv, turn));
    const view = await viewConversation(during, id, { ownerId, before: null, nowMs: 2600 });
    const shown = view.path.messages.map(({ message }) => message.content);
    assert(view.turn?.id === turn.id || shown.at(-1) === "One.", shown.join());
  });
}

Deno.test("a page knows which message a continuation adds to, and what it says so far", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, turn } = await openTurn(kv);
  const look = () => viewConversation(kv, id, { ownerId, before: null, nowMs: 2600 });
  assert.equal(resumedMessage(await look()), null);
  await settle(kv, turn);
  assert.equal(resumedMessage(await look()), null);
  await write(kv, await beginContinuation(kv, id, { ownerId, writer }), " Two.");
  assert.equal(resumedMessage(await look())?.content, "One.");
});
