/** Many people doing everything at once, in two windows each, accounts that leave included; the store must agree after. */
import assert from "node:assert/strict";
import type { z } from "zod";
import { Account } from "@/lib/accounts/wire.ts";
import { type Chance, createChance } from "@/lib/ai/demo/random.ts";
import type { Message } from "@/lib/chat/model.ts";
import { newId } from "@/lib/id.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";
import { Browser } from "@/tests/integration/accounts_client.ts";
import { openTestApp, type TestApp } from "@/tests/support/app.ts";

const PASSWORD = "a warm wooden floor";
const PEOPLE = 10;
/** Loops of each person, which share one cookie jar. */
const WINDOWS = 2;
const STEPS = 50;

interface World {
  app: TestApp;
  /** Characters that were made, whether or not they are still there. */
  characters: string[];
  /** Everybody that a person was at some time, by id. */
  seen: Map<string, Account>;
  /** Answers nobody should get. */
  faults: string[];
}

class Person {
  readonly browser: Browser;
  #n = 0;

  constructor(readonly world: World, readonly name: string, address: string) {
    const send = (request: Request) => world.app.send(request, address);
    this.browser = new Browser({ send });
  }

  /** Sends something and reads the answer; a fault of the server's is noted. */
  async #read(path: string, response: Promise<Response>): Promise<Response> {
    const answer = await response;
    await answer.text();
    if (answer.status >= 500) this.world.faults.push(`${answer.status} for ${path}`);
    return answer;
  }

  get(path: string): Promise<Response> {
    return this.#read(path, this.browser.get(path));
  }

  post(path: string, fields: Record<string, string> = {}): Promise<Response> {
    return this.#read(path, this.browser.post(path, fields));
  }

  json(method: string, path: string, body?: unknown): Promise<Response> {
    return this.#read(`${method} ${path}`, this.browser.json(method, path, body));
  }

  async me(): Promise<Account | null> {
    const response = await this.browser.json("GET", "/api/v1/auth/me");
    if (response.status !== 200) return null;
    const account = Account.parse(await response.json());
    this.world.seen.set(account.id, account);
    return account;
  }

  nextName(): string {
    return `${this.name}-${this.#n++}`;
  }
}
type Account = z.infer<typeof Account>;

type Deed = (person: Person, chance: Chance) => Promise<unknown>;

const characterPath = ({ world }: Person, chance: Chance) =>
  `/characters/${chance.pick(world.characters) ?? "none"}`;

async function chatOf(person: Person, chance: Chance): Promise<string | null> {
  const me = await person.me();
  if (!me) return null;
  const found: string[] = [];
  const prefix = keys.conversationsByOwner(me.id);
  for await (const { value } of person.world.app.kv.list<string>({ prefix })) found.push(value);
  return chance.pick(found);
}

/** A form about some message of some conversation of this person's. */
function onMessage(
  action: string,
  fields: (message: Message, others: readonly Message[]) => Record<string, string>,
): Deed {
  return async (person, chance) => {
    const chat = await chatOf(person, chance);
    if (!chat) return;
    const prefix = keys.messages(chat);
    const messages = (await Array.fromAsync(person.world.app.kv.list<Message>({ prefix })))
      .map(({ value }) => value);
    const message = chance.pick(messages);
    if (!message) return;
    const others = messages.filter(({ depth }) => depth === message.depth);
    const place = `${message.depth}.${message.id}`;
    await person.post(`/chats/${chat}/${action}`, { place, ...fields(message, others) });
  };
}

const onChat =
  (action: string, fields: () => Record<string, string> = () => ({})): Deed =>
  async (person, chance) => {
    const chat = await chatOf(person, chance);
    if (chat) await person.post(`/chats/${chat}/${action}`, fields());
  };

const DEEDS: Record<string, [weight: number, deed: Deed]> = {
  make: [3, async (person, chance) => {
    const visibility = chance.pick(["public", "public", "private", "unlisted"]);
    const tags = chance.shuffle(["차", "tea", "Tea", "night"]).slice(0, 2);
    const body = { name: person.nextName(), tags, visibility, lang: "ko", greeting: "어서 와요." };
    const response = await person.browser.json("POST", "/api/v1/characters", body);
    const { id } = await response.json();
    if (response.status === 201) person.world.characters.push(id);
  }],
  change: [2, (person, chance) =>
    person.json("PATCH", `/api/v1${characterPath(person, chance)}`, {
      tagline: person.nextName(),
      visibility: chance.pick(["public", "private"]),
    })],
  copy: [1, (person, chance) => person.post(`${characterPath(person, chance)}/duplicate`)],
  remove: [1, (person, chance) => person.post(`${characterPath(person, chance)}/remove`)],
  like: [3, (person, chance) =>
    person.post(`${characterPath(person, chance)}/like`, {
      liked: chance.pick(["yes", "yes", "no"])!,
    })],
  begin: [3, (person, chance) =>
    person.post("/chats", {
      character: chance.pick(person.world.characters) ?? "none",
      ...(chance.happens(0.3) ? { fresh: "yes" } : {}),
    })],
  say: [6, onChat("send", () => ({ id: newId(), text: "안녕하세요. 오늘은 어때요?" }))],
  again: [2, onChat("again")],
  goOn: [2, onChat("continue")],
  undo: [1, onChat("undo")],
  removeChat: [1, onChat("remove")],
  choose: [
    2,
    onMessage("choose", (message, others) => ({
      to: others.find(({ id }) => id !== message.id)?.id ?? message.id,
    })),
  ],
  edit: [1, onMessage("edit", () => ({ text: "다른 말", then: "save" }))],
  reword: [1, onMessage("edit", () => ({ text: "다른 말", then: "reply" }))],
  delete: [2, onMessage("delete", () => ({}))],
  stop: [1, async (person, chance) => {
    const chat = await chatOf(person, chance);
    if (!chat) return;
    const { value } = await person.world.app.kv.get<{ id: string }>(keys.turn(chat));
    if (value) await person.post(`/chats/${chat}/stop`, { turn: value.id });
  }],
  read: [3, async (person, chance) => {
    const chat = await chatOf(person, chance);
    if (chat) await person.get(`/chats/${chat}`);
  }],
  leaveThePage: [1, async (person, chance) => {
    const chat = await chatOf(person, chance);
    if (chat) await (await person.browser.get(`/chats/${chat}`)).body?.cancel();
  }],
  look: [1, (person) => person.get("/characters?q=차")],
  rename: [1, (person) => person.post("/account", { nickname: person.nextName() })],
  takeAlong: [1, (person) => person.get("/account/export")],
  endSessions: [1, (person) => person.post("/account/sessions")],
  signUp: [1, async (person) => {
    const nickname = person.nextName();
    const email = `${nickname}@example.com`;
    await person.post("/signup", { email, password: PASSWORD, nickname });
  }],
  logIn: [1, async (person, chance) => {
    const email = chance.pick(await emailsOf(person.world)) ?? "nobody@example.com";
    // Only into one's own: whoever is one's guest now becomes part of it.
    if (!email.startsWith(person.name)) return;
    await person.post("/logout", { sure: "1" });
    await person.post("/chats", { character: chance.pick(person.world.characters) ?? "none" });
    await person.post("/login", { email, password: PASSWORD });
  }],
  leave: [1, async (person) => {
    const me = await person.me();
    if (!me) return;
    const fields = me.kind === "guest" ? { word: "delete" } : { password: PASSWORD };
    await person.post("/account/delete", fields);
  }],
};

async function emailsOf({ app: { kv } }: World): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of kv.list({ prefix: keys.usersByEmail() })) found.push(String(key[1]));
  return found;
}

async function live(person: Person, chance: Chance): Promise<void> {
  const deeds = Object.values(DEEDS).flatMap(([weight, deed]) => Array<Deed>(weight).fill(deed));
  for (let n = 0; n < STEPS; n++) await chance.pick(deeds)!(person, chance);
}

for (const seed of [1, 2, 3, 4]) {
  Deno.test(`whatever many people do at once, the store agrees with itself and keeps nothing of who left (seed ${seed})`, async () => {
    await using app = await openTestApp({ env: { DEMO_DELAY_MS: "1" }, logLevel: "error" });
    const world: World = { app, characters: [], seen: new Map(), faults: [] };
    const people = Array.from(
      { length: PEOPLE },
      (_, n) => new Person(world, `somebody${n}`, `203.0.113.${n + 1}`),
    );
    await Promise.all(
      people.flatMap((person, n) =>
        Array.from(
          { length: WINDOWS },
          (_, window) => live(person, createChance(seed * 1000 + n * 10 + window)),
        )
      ),
    );
    await app.services.turns.drain(2_000);
    assert.deepEqual([world.faults, app.logged], [[], []]);
    assert.deepEqual(await checkStore(app.kv), []);
    const left: Account[] = [];
    for (const [id, account] of world.seen) {
      if ((await app.kv.get(keys.user(id))).value === null) left.push(account);
    }
    assert(left.length > 0, "nobody left");
    await expectNothingOf(left, app.kv);
  });
}

/** Looks for those who left, or went into another account, in every key and value of the store. */
async function expectNothingOf(left: readonly Account[], kv: Deno.Kv): Promise<void> {
  for await (const { key, value } of kv.list({ prefix: [] })) {
    // Bytes of blobs are looked into as text; the mark that an account is gone ends by itself.
    if (key[0] === "gone" || key[0] === "throttle") continue;
    const shown = Deno.inspect([key, value instanceof Uint8Array ? decode(value) : value], {
      depth: 20,
      strAbbreviateSize: Infinity,
      iterableLimit: Infinity,
    });
    for (const { id, email } of left) {
      assert(!shown.includes(id), `${id} left, and is in ${shown}`);
      assert(email === null || !shown.includes(email), `${email} left, and is in ${shown}`);
    }
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
