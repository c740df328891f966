/** A client of the first system's spaces, unchanged but for its host, against the server as operators start it. */
import assert from "node:assert/strict";
import { z } from "zod";
import { EMOTIONS } from "@/lib/ai/model.ts";
import {
  type Json,
  knock,
  Person,
  SPACES,
  SpaceSocket,
} from "@/tests/integration/realtime_client.ts";
import { startServer, type TestServer } from "@/tests/support/server.ts";

/** A character that comes with the server; the client's own `char_001` is an id like any other. */
const CHARACTER = "duduri";

/** What the client reads, by the names and types it reads it with. */
const Space = z.object({
  space_id: z.string().min(1),
  name: z.string(),
  type: z.enum(["lounge", "event", "fanmeeting"]),
  is_public: z.boolean(),
  max_users: z.int(),
  theme: z.string(),
  participants: z.array(z.object({
    user_id: z.string().min(1),
    character_id: z.string().nullable(),
    position: z.strictObject({ x: z.number(), y: z.number(), z: z.number() }),
  })),
});
const Chat = z.object({
  space_id: z.string(),
  user_id: z.string(),
  character_id: z.string().nullable(),
  message: z.string(),
  character_reply: z.string().min(1).nullable(),
  emotion: z.enum(EMOTIONS).nullable(),
  timestamp: z.iso.datetime(),
});
const ChatFrame = Chat.omit({ space_id: true }).extend({
  type: z.literal("chat_message"),
  nickname: z.string(),
});

const LOUNGE = {
  name: "친구들과의 라운지",
  type: "lounge",
  is_public: false,
  max_users: 20,
  theme: "cozy",
};

/** `delayMs`: the model's pause between two words. */
async function start({ delayMs = 0 } = {}): Promise<TestServer> {
  return await startServer({ env: { DEMO_DELAY_MS: String(delayMs), LOG_LEVEL: "warn" } });
}

/** A frame that comes after everything that was caused before it was asked for. */
async function settled(socket: SpaceSocket): Promise<void> {
  const before = socket.of("pong").length;
  socket.send({ type: "ping" });
  await socket.until(() => socket.of("pong").length > before);
}

Deno.test("every REST call of the first system's client answers as it expects", async () => {
  await using server = await start();
  const ana = await Person.signUp(server.origin, "Ana");
  const made = await ana.call("POST", SPACES, LOUNGE);
  assert.equal(made.status, 201);
  const { space_id: id, ...space } = Space.parse(made.json);
  assert.deepEqual(space, { ...LOUNGE, participants: [] });

  const open = await ana.makeSpace({ ...LOUNGE, is_public: true });
  const listed = await ana.call("GET", SPACES);
  assert.equal(listed.status, 200);
  const spaces = z.array(Space).parse(listed.json.items);
  assert(spaces.some(({ space_id }) => space_id === open));
  assert(!spaces.some(({ space_id }) => space_id === id), "a private space is on no list");

  const joined = await ana.call("POST", `${SPACES}/${id}/join`, { character_id: CHARACTER });
  assert.equal(joined.status, 200);
  const [me, ...others] = Space.parse(joined.json).participants;
  assert.deepEqual([me?.user_id, me?.character_id, others], [ana.id, CHARACTER, []]);
  const read = await ana.call("GET", `${SPACES}/${id}`);
  assert.equal(read.status, 200);
  assert.deepEqual(Space.parse(read.json), Space.parse(joined.json));

  const asked = { message: "안녕하세요!", character_id: CHARACTER };
  const answered = await ana.call("POST", `${SPACES}/${id}/chat`, asked);
  assert.equal(answered.status, 200, JSON.stringify(answered.json));
  const chat = Chat.parse(answered.json);
  assert.deepEqual(
    [chat.space_id, chat.user_id, chat.character_id, chat.message],
    [id, ana.id, CHARACTER, asked.message],
  );
  assert(chat.character_reply);
  assert(chat.emotion);
  const alone = await ana.call("POST", `${SPACES}/${id}/chat`, { message: "혼잣말" });
  const { character_id, character_reply, emotion } = Chat.parse(alone.json);
  assert.deepEqual([character_id, character_reply, emotion], [null, null, null]);

  const left = await ana.call("POST", `${SPACES}/${id}/leave`);
  assert.equal(left.status, 200);
  assert.deepEqual(Space.parse(left.json).participants, []);
});

/** The client's own script, as it stands on its page; `log` is its console. */
function runClient(
  address: string,
  character: string,
): { log: unknown[][]; frames: Json[]; ws: WebSocket } {
  const log: unknown[][] = [];
  const frames: Json[] = [];
  const console = { log: (...words: unknown[]) => log.push(words) };
  const ws = new WebSocket(address);
  ws.onmessage = (event) => {
    const data = JSON.parse(event.data);
    frames.push(data);
    if (data.type === "chat_message") {
      console.log("Message:", data.message);
      console.log("Character reply:", data.character_reply);
      console.log("Emotion:", data.emotion);
    }
  };
  ws.onopen = () => {
    ws.send(JSON.stringify({ type: "chat", message: "안녕하세요!", character_id: character }));
  };
  return { log, frames, ws };
}

Deno.test("the first system's script gets one chat_message for its chat, with the reply and its emotion", async () => {
  await using server = await start({ delayMs: 40 });
  const ana = await Person.signUp(server.origin, "Ana");
  const bo = await Person.signUp(server.origin, "Bo");
  const id = await ana.makeSpace({ ...LOUNGE, is_public: true });
  using other = await SpaceSocket.open(bo.socketUrl(id));
  const { host } = new URL(server.origin);
  const client = runClient(
    `ws://${host}/api/v1/spatial/spaces/${id}/ws?token=${ana.token}&character_id=${CHARACTER}`,
    CHARACTER,
  );
  const seen = await other.until(({ type }) => type === "chat_message");
  const chat = ChatFrame.parse(seen);
  assert.deepEqual(
    [chat.user_id, chat.nickname, chat.message, chat.character_id],
    [ana.id, "Ana", "안녕하세요!", CHARACTER],
  );
  assert(chat.character_reply);
  assert(chat.emotion);
  // What follows on the same log shows that no second one came in between.
  other.send({ type: "emote", emote: "wave" });
  await other.until(({ type, user_id }) => type === "emote" && user_id === bo.id);
  assert.equal(other.of("chat_message").length, 1);
  const closed = Promise.withResolvers<void>();
  client.ws.onclose = () => closed.resolve();
  client.ws.close();
  await closed.promise;
  assert.deepEqual(client.log, [
    ["Message:", "안녕하세요!"],
    ["Character reply:", chat.character_reply],
    ["Emotion:", chat.emotion],
  ]);
  // The looks that the query asked for are those that others see.
  const joined = other.frames.find(({ type, participant }) =>
    type === "participant_joined" && participant.user_id === ana.id
  );
  assert.equal(joined.participant.character_id, CHARACTER);
  // What streams before the message is the message; its end may come with the whole.
  const chunks = other.of("character_chunk").map(({ content }) => content).join("").trim();
  assert(chunks.length > 0 && chat.character_reply.startsWith(chunks), chunks);
});

Deno.test("people in one space see each other come, move, type, emote and go", async () => {
  await using server = await start();
  const ana = await Person.signUp(server.origin, "Ana");
  const bo = await Person.signUp(server.origin, "Bo");
  const id = await ana.makeSpace({ name: "마당" });
  using a = await SpaceSocket.open(ana.socketUrl(id));
  const [welcome] = a.of("welcome");
  assert.deepEqual(
    [welcome.you.user_id, welcome.messages, welcome.resumed, typeof welcome.last_event_id],
    [ana.id, [], false, "string"],
  );
  using b = await SpaceSocket.open(bo.socketUrl(id));
  const joined = await a.until((frame) =>
    frame.type === "participant_joined" && frame.participant.user_id === bo.id
  );
  assert.match(joined.event_id, /^[0-9a-f]{24}$/);
  const { x, z } = b.of("welcome")[0].you.position;
  b.send({ type: "move", position: { x: x + 0.4, y: 0, z }, heading: 1 });
  const moved = await a.until(({ type, positions }) =>
    type === "positions" && positions.some(({ user_id }: Json) => user_id === bo.id)
  );
  const row = moved.positions.find(({ user_id }: Json) => user_id === bo.id);
  assert.deepEqual(Object.keys(row.position).sort(), ["x", "y", "z"]);
  assert(Math.abs(row.position.x - x - 0.4) < 0.02);
  b.send({ type: "typing", is_typing: true });
  const typing = await a.until(({ type }) => type === "typing");
  assert.deepEqual([typing.user_id, typing.is_typing], [bo.id, true]);
  b.send({ type: "emote", emote: "wave" });
  const emote = await a.until(({ type }) => type === "emote");
  assert.deepEqual([emote.user_id, emote.emote], [bo.id, "wave"]);
  b.send({ type: "signal", to: ana.id, signal: { sdp: "v=0" } });
  const signal = await a.until(({ type }) => type === "signal");
  assert.deepEqual([signal.from, signal.to, signal.signal], [bo.id, ana.id, { sdp: "v=0" }]);
  b.send({ type: "ping" });
  await b.until(({ type }) => type === "pong");
  await bo.call("POST", `${SPACES}/${id}/leave`);
  await a.until(({ type, user_id }) => type === "participant_left" && user_id === bo.id);
  assert.equal((await b.closed).code, 1000);
});

Deno.test("the door says 401 without a token, 404 to strangers of a private space, 409 where it is full", async () => {
  await using server = await start();
  const ana = await Person.signUp(server.origin, "Ana");
  const bo = await Person.signUp(server.origin, "Bo");
  const cy = await Person.signUp(server.origin, "Cy");
  const hidden = await ana.makeSpace(LOUNGE);
  const small = await ana.makeSpace({ name: "둘이서", max_users: 2 });
  const door = async (url: string) => (await knock(url)).status;
  const bare = (url: string) => url.split("?")[0]!;
  assert.equal(await door(bare(ana.socketUrl(small))), 401);
  assert.equal(await door(`${bare(ana.socketUrl(small))}?token=wrong`), 401);
  assert.equal(await door(bo.socketUrl(hidden)), 404);
  assert.equal((await bo.call("GET", `${SPACES}/${hidden}`)).status, 404);
  assert.equal((await bo.call("POST", `${SPACES}/${hidden}/join`)).status, 404);
  assert.equal(await door(bo.socketUrl("nowhere")), 404);
  using _a = await SpaceSocket.open(ana.socketUrl(small));
  using _b = await SpaceSocket.open(bo.socketUrl(small));
  const full = await knock(cy.socketUrl(small));
  assert.equal(full.status, 409);
  assert.match(full.json.title, /every seat is taken/);
  assert.equal((await cy.call("POST", `${SPACES}/${small}/join`)).status, 409);
  // Who is in has not been disturbed by those who were not let in.
  assert.equal((await ana.call("GET", `${SPACES}/${small}`)).json.participants.length, 2);
});

const BAD_FRAMES: { name: string; frame: string | Uint8Array<ArrayBuffer> }[] = [
  { name: "no JSON", frame: "안녕" },
  { name: "no object", frame: "[]" },
  { name: "no type", frame: "{}" },
  { name: "an unknown type", frame: '{"type":"fly"}' },
  { name: "an empty chat", frame: '{"type":"chat","message":" "}' },
  {
    name: "a chat that is too long",
    frame: JSON.stringify({ type: "chat", message: "가".repeat(1001) }),
  },
  { name: "a move to nowhere", frame: '{"type":"move","position":{"x":1e9,"y":0,"z":0}}' },
  { name: "an unknown emote", frame: '{"type":"emote","emote":"explode"}' },
  { name: "bytes", frame: new Uint8Array([1, 2, 3]) },
];

Deno.test("frames that nobody can read are answered with an error, and the tenth in a minute closes with 1008", async () => {
  await using server = await start();
  const ana = await Person.signUp(server.origin, "Ana");
  const id = await ana.makeSpace({ name: "마당" });
  using a = await SpaceSocket.open(ana.socketUrl(id));
  for (const [n, { name, frame }] of BAD_FRAMES.entries()) {
    if (typeof frame === "string") a.send(frame);
    else a.sendBytes(frame);
    await a.until(() => a.of("error").length > n);
    const { code, message } = a.of("error")[n];
    assert.equal(code, "bad_frame", name);
    assert.equal(typeof message, "string");
  }
  await settled(a);
  assert.equal(a.of("error").length, BAD_FRAMES.length, "and none of them did anything else");
  a.send("the tenth");
  assert.equal((await a.closed).code, 1008);
});

Deno.test("a server that is asked to end closes sockets with 1012, and its successor goes on where they were", async () => {
  await using server = await start();
  const ana = await Person.signUp(server.origin, "Ana");
  const id = await ana.makeSpace({ name: "마당" });
  using a = await SpaceSocket.open(ana.socketUrl(id));
  a.send({ type: "chat", message: "하나" });
  const seen = await a.until(({ type }) => type === "chat_message");
  a.send({ type: "chat", message: "둘" });
  await a.until(({ message }) => message === "둘");
  const restarted = server.restart();
  assert.equal((await a.closed).code, 1012);
  await restarted;
  const again = new Person(server.origin, ana.id, ana.token);
  using b = await SpaceSocket.open(again.socketUrl(id, { last_event_id: seen.event_id }));
  assert.equal(b.of("welcome")[0].resumed, true);
  await b.until(({ message }) => message === "둘");
  assert.deepEqual(b.of("chat_message").map(({ message }) => message), ["둘"]);
  assert.equal(server.stderr, "");
});
