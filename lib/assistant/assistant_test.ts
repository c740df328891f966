import assert from "node:assert/strict";
import { onlyModel } from "@/lib/ai/provider.ts";
import { createToolbox } from "@/lib/ai/tools/registry.ts";
import { type Assistant, type Closable, createAssistant } from "@/lib/assistant/assistant.ts";
import type { Outlet, ServerEventName } from "@/lib/assistant/protocol.ts";
import { parseEnv } from "@/lib/env.ts";
import { createLog } from "@/lib/log.ts";
import { createHub } from "@/lib/realtime/hub.ts";
import { createLiveRooms, type LiveRooms } from "@/lib/rooms/live.ts";
import type { RawSocket } from "@/lib/realtime/socket.ts";
import { scriptedModel } from "@/tests/support/scripted_model.ts";

// What is in an event is asserted field by field.
// deno-lint-ignore no-explicit-any
type Json = any;

/** Keeps what comes, and waits for what a test is about. */
class Inbox {
  readonly came: Json[] = [];
  #taken = 0;
  #wake = () => {};

  take(event: Json): void {
    this.came.push(event);
    this.#wake();
  }

  async next(type: string): Promise<Json> {
    for (;;) {
      while (this.#taken < this.came.length) {
        const event = this.came[this.#taken++];
        if (event.type === type) return event;
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
    }
  }
}

interface Instance {
  assistant: Assistant;
  rooms: LiveRooms;
}

/** Two instances over one store. */
async function inTwo(
  run: (one: Instance, two: Instance, script: ReturnType<typeof scriptedModel>) => Promise<void>,
): Promise<void> {
  const kv = await Deno.openKv(":memory:");
  const log = createLog({ level: "silent" });
  const script = scriptedModel();
  const models = onlyModel(script.model);
  const chatModel = models.standard;
  const make = (instance: string) => {
    const hub = createHub({ kv, log, now: Date.now, instance });
    const deps = { kv, log, hub, now: Date.now, env: parseEnv({}), chatModel, models };
    const assistant = createAssistant({ ...deps, toolbox: createToolbox([]) });
    return { hub, assistant, rooms: createLiveRooms(deps) };
  };
  const [one, two] = [make("one"), make("two")];
  try {
    await run(one, two, script);
  } finally {
    for (const { assistant, rooms, hub } of [one, two]) {
      await assistant.close();
      await rooms.dismiss();
      await hub.close();
    }
    kv.close();
  }
}

function connect({ assistant }: Instance) {
  const inbox = new Inbox();
  const outlet: Outlet & Closable = {
    emit: (type: ServerEventName, payload) => inbox.take({ type, ...payload }),
    close: () => Promise.resolve(),
  };
  const client = assistant.connect(outlet, { viewer: null, address: "203.0.113.9" });
  return { client, inbox };
}

Deno.test("a session that is open on two instances is one session", () =>
  inTwo(async (one, two, script) => {
    const a = connect(one);
    a.client.take({ type: "join-chat", userId: "user-1", sessionId: null });
    const { sessionId } = await a.inbox.next("chat-joined");
    const b = connect(two);
    b.client.take({ type: "join-chat", userId: "user-1", sessionId });
    assert.equal((await b.inbox.next("chat-joined")).resumed, true);
    await b.inbox.next("ai-message");
    await a.inbox.next("ai-message");
    a.client.take({ type: "send-message", sessionId, message: "안녕" });
    const asked = await script.asked();
    asked.text("반갑습니다");
    asked.end();
    for (const { inbox } of [a, b]) {
      assert.equal((await inbox.next("message-sent")).content, "안녕");
      assert.equal((await inbox.next("ai-message")).content, "반갑습니다");
    }
    b.client.take({ type: "send-message", sessionId, message: "네" });
    const second = await script.asked();
    assert.equal(second.request.messages.length, 3, "it knows what was said elsewhere");
    second.end();
    assert.equal((await a.inbox.next("message-sent")).content, "네");
    assert.equal(b.inbox.came.filter(({ type }) => type === "message-sent").length, 2, "each once");
  }));

class Pipe implements RawSocket {
  readyState = 1;
  bufferedAmount = 0;
  readonly inbox = new Inbox();
  onmessage: RawSocket["onmessage"] = null;
  onclose: RawSocket["onclose"] = null;
  onerror: RawSocket["onerror"] = null;

  send(data: string | Uint8Array<ArrayBuffer>): void {
    this.inbox.take(JSON.parse(String(data)));
  }

  close(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose?.(new CloseEvent("close"));
  }

  say(frame: unknown): void {
    this.onmessage?.(new MessageEvent("message", { data: JSON.stringify(frame) }));
  }
}

function enter({ rooms }: Instance): Pipe {
  const pipe = new Pipe();
  rooms.admit({
    roomId: "마당",
    viewer: null,
    address: "203.0.113.9",
    nickname: "보리",
    lastEventId: null,
  }).enter(pipe);
  return pipe;
}

Deno.test("[RC1] [RC2] a room with people on two instances is one room", () =>
  inTwo(async (one, two) => {
    const a = enter(one);
    await a.inbox.next("system");
    const b = enter(two);
    await b.inbox.next("system");
    assert.equal((await a.inbox.next("system")).content, "보리님이 입장했습니다.");
    for (let n = 0; n < 4; n++) {
      (n % 2 === 0 ? a : b).say({ type: "user_msg", nickname: "보리", content: `${n}` });
      await a.inbox.next("user_msg");
      await b.inbox.next("user_msg");
    }
    const ids = [a, b].map(({ inbox }) =>
      inbox.came.filter(({ type }) => type === "user_msg").map(({ event_id }) => event_id)
    );
    assert.deepEqual(ids[0], ids[1]);
    b.close();
    assert.equal((await a.inbox.next("system")).content, "보리님이 퇴장했습니다.");
    a.close();
  }));
