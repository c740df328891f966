/** Two instances on one KV Connect server, one of which is killed: everybody sees the same, once and in order. */
import assert from "node:assert/strict";
import { eventsOf, listEntries } from "@/lib/realtime/log.ts";
import type { LoggedEvent } from "@/lib/realtime/model.ts";
import { createLink, type LiveLink } from "@/lib/realtime/link.ts";
import type { LinkFrame } from "@/lib/realtime/link_state.ts";
import { spaceTopic } from "@/lib/spaces/model.ts";
import { type Json, socketUrl } from "@/tests/integration/realtime_client.ts";
import { type Denokv, findDenokv, startDenokv } from "@/tests/support/denokv.ts";
import { addLounge, addPeople, type Known } from "@/tests/support/people.ts";
import { startServer, type TestServer } from "@/tests/support/server.ts";

const CLIENTS_EACH = 50;
/** Of each client: what one connection may say in a moment, and some that wait for the bucket to fill again. */
const CHATS_EACH = 10;
const EMOTES_EACH = 10;
const EVENTS = 2 * CLIENTS_EACH * (CHATS_EACH + EMOTES_EACH);
/** The first instance is killed once so many were seen. */
const KILL_AFTER = 600;

/** The instances by their places; one that is gone stays in the list, as clients do not know that it is. */
interface Stage {
  origins: readonly string[];
  spaceId: string;
}

interface Waiting {
  isIt: (frame: Json) => boolean;
  resolve: (frame: Json) => void;
}

/** Somebody in the space: says things one after the other, each once the one before came back, and keeps what it sees. */
class Client {
  readonly seen: string[] = [];
  readonly person: Known;
  readonly #link: LiveLink;
  readonly #onEvent: () => void;
  /** Where it is told to come back; the other instance after a connection that broke. */
  #place: number;
  #tries = 0;
  #waiting: Waiting[] = [];
  #cutAtMs: number | null = null;
  welcomes = 0;
  /** Welcomes after the first that did not go on where the connection broke. */
  forgotten = 0;
  /** Longest time between a break and the next welcome. */
  gapMs = 0;

  constructor(stage: Stage, { person, place, onEvent }: {
    person: Known;
    place: number;
    onEvent: () => void;
  }) {
    this.person = person;
    this.#place = place;
    this.#onEvent = onEvent;
    this.#link = createLink({
      url: (lastEventId) => {
        const { origins, spaceId } = stage;
        const origin = origins[(this.#place + this.#tries++) % origins.length]!;
        return Promise.resolve(socketUrl(origin, spaceId, {
          token: person.token,
          positions: "binary",
          frames: "batch",
          ...(lastEventId === null ? {} : { last_event_id: lastEventId }),
        }));
      },
      onFrame: (frame) => this.#take(frame),
      onPhase: ({ kind }) => {
        if (kind === "waiting") this.#cutAtMs ??= performance.now();
        if (kind === "ended") throw new Error("Cannot go on as the server said not to come back");
      },
    });
  }

  async enter(): Promise<void> {
    const welcome = this.#next(({ type }) => type === "welcome");
    this.#link.start();
    await welcome;
  }

  leave(): void {
    this.#link.stop();
  }

  #take(frame: LinkFrame): void {
    if (frame.type === "welcome") {
      if (++this.welcomes > 1 && !frame.resumed) this.forgotten++;
      this.#place += this.#tries - 1;
      this.#tries = 0;
      if (this.#cutAtMs !== null) {
        this.gapMs = Math.max(this.gapMs, performance.now() - this.#cutAtMs);
      }
      this.#cutAtMs = null;
    }
    if (frame.event_id) {
      this.seen.push(frame.event_id);
      this.#onEvent();
    }
    const waiting = this.#waiting;
    this.#waiting = waiting.filter(({ isIt }) => !isIt(frame));
    for (const { isIt, resolve } of waiting) if (isIt(frame)) resolve(frame);
  }

  #next(isIt: (frame: Json) => boolean): Promise<Json> {
    const { promise, resolve } = Promise.withResolvers<Json>();
    this.#waiting.push({ isIt, resolve });
    return promise;
  }

  /** Says something and waits until it stands in the log; says it again where nobody can know whether it does. */
  async say(n: number): Promise<void> {
    const nonce = `${this.person.id}-${n}`;
    const message = { type: "chat", message: `${n}번째 말`, nonce };
    await this.#insist(message, (frame) => frame.type === "chat_message" && frame.nonce === nonce);
  }

  async wave(): Promise<void> {
    const { id } = this.person;
    const emote = { type: "emote", emote: "wave" };
    await this.#insist(emote, ({ type, user_id }) => type === "emote" && user_id === id);
  }

  /** Waits for an event of another. */
  async hear(isIt: (frame: Json) => boolean): Promise<void> {
    await this.#next(isIt);
  }

  async #insist(frame: { type: string }, isIt: (frame: Json) => boolean): Promise<void> {
    for (;;) {
      const answer = this.#next((answer) =>
        isIt(answer) || answer.type === "welcome" || answer.type === "error"
      );
      // Without a connection there is a welcome to wait for.
      this.#link.send(frame);
      const { type, code, retry_after_s } = await answer;
      if (type === "error") {
        assert.equal(code, "rate_limited");
        await new Promise((resolve) => setTimeout(resolve, retry_after_s * 1000));
      } else if (type !== "welcome") return;
      else if (await this.#wasSaid(isIt)) return;
    }
  }

  /** Whether what was missed has it in it: that comes before the answer to a ping. */
  async #wasSaid(isIt: (frame: Json) => boolean): Promise<boolean> {
    const next = this.#next((frame) => isIt(frame) || ["pong", "welcome"].includes(frame.type));
    if (!this.#link.send({ type: "ping" })) return false;
    return isIt(await next);
  }
}

async function startInstance(denokv: Denokv): Promise<TestServer> {
  const env = { KV_URL: denokv.url, DENO_KV_ACCESS_TOKEN: denokv.token, LOG_LEVEL: "error" };
  return await startServer({ env: { ...env, SEED_ON_START: "false" } });
}

/** Every event of the space, as the store has it. */
async function readLog(kv: Deno.Kv, spaceId: string): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  let after = "";
  for (;;) {
    const entries = await listEntries(kv, spaceTopic(spaceId), { after, limit: 500 });
    if (entries.length === 0) return events;
    events.push(...entries.flatMap(eventsOf));
    after = entries.at(-1)!.versionstamp;
  }
}

function report(clients: readonly Client[], { events, ms }: { events: number; ms: number }): void {
  const breaks = clients.reduce((sum, { welcomes }) => sum + welcomes - 1, 0);
  const gapMs = Math.max(...clients.map((client) => client.gapMs));
  const deliveries = clients.reduce((sum, { seen }) => sum + seen.length, 0);
  // deno-lint-ignore no-console -- the figures are what somebody runs this for
  console.log(
    `${events} events to ${clients.length} clients on two instances in ${
      (ms / 1000).toFixed(1)
    } s: ` +
      `${deliveries} deliveries, ${breaks} reconnects, worst gap ${Math.round(gapMs)} ms`,
  );
}

const denokvPath = await findDenokv();
if (denokvPath === null) {
  // deno-lint-ignore no-console -- a test that does not run must say so
  console.warn("denokv is not installed, so nothing is shown of two instances on one store");
}

Deno.test({
  name: "two instances on one store tell everybody the same, also while one of them is killed",
  ignore: denokvPath === null,
  async fn() {
    await using denokv = await startDenokv(denokvPath!);
    Deno.env.set("DENO_KV_ACCESS_TOKEN", denokv.token);
    using kv = await Deno.openKv(denokv.url);
    const people = await addPeople(kv, 2 * CLIENTS_EACH);
    const spaceId = await addLounge(kv, people[0]!, { maxUsers: 3 * CLIENTS_EACH });
    await using doomed = await startInstance(denokv);
    await using other = await startInstance(denokv);
    const stage = { origins: [doomed.origin, other.origin], spaceId };

    let heard = 0;
    const enough = Promise.withResolvers<void>();
    const clients = people.map((person, n) =>
      new Client(stage, {
        person,
        place: n % 2,
        onEvent: n === 1 ? () => void (++heard === KILL_AFTER && enough.resolve()) : () => {},
      })
    );
    try {
      await Promise.all(clients.map((client) => client.enter()));
      const startMs = performance.now();
      const saying = Promise.all(clients.map(async (client) => {
        for (let n = 0; n < CHATS_EACH; n++) {
          await client.say(n);
          await client.wave();
        }
      }));
      await enough.promise;
      await doomed.kill("SIGKILL");
      await saying;
      // What comes last, to everybody: who has heard it has heard all there is.
      const last = ({ type, message }: Json) => type === "chat_message" && message === "끝";
      const all = Promise.all(clients.map((client) => client.hear(last)));
      await sayByRest(other.origin, spaceId, { message: "끝", user: people[1]! });
      await all;
      const ms = performance.now() - startMs;

      const events = await readLog(kv, spaceId);
      const said = events.flatMap(({ event }) => (event as Json).nonce ?? []);
      assert.equal(said.length, clients.length * CHATS_EACH, "each chat was said");
      assert.equal(new Set(said).size, said.length, "and none of them twice");
      const log = events.map(({ id }) => id);
      for (const [n, { seen, forgotten }] of clients.entries()) {
        assert.equal(forgotten, 0, `client ${n} was told anew what it had missed`);
        // Each came at its own moment, and has everything from then on.
        const from = log.indexOf(seen[0]!);
        assert.deepEqual(seen, log.slice(from), `client ${n}`);
        assert(seen.length >= EVENTS, `client ${n} saw ${seen.length}`);
      }
      assert(clients.filter((_, n) => n % 2 === 0).every(({ welcomes }) => welcomes > 1));
      report(clients, { events: log.length, ms });
      // Lines of our own are JSON; the runtime may have words of its own.
      assert.deepEqual(other.stderr.split("\n").filter((line) => line.startsWith("{")), []);
    } finally {
      for (const client of clients) client.leave();
    }
  },
});

async function sayByRest(
  origin: string,
  spaceId: string,
  { message, user }: { message: string; user: Known },
): Promise<void> {
  const response = await fetch(`${origin}/api/v1/spatial/spaces/${spaceId}/chat`, {
    method: "POST",
    headers: { authorization: `Bearer ${user.token}`, "content-type": "application/json" },
    body: JSON.stringify({ message }),
  });
  assert.equal(response.status, 200, await response.text());
}
