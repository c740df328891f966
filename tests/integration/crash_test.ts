/** What a kill -9 may cost: nothing that was acknowledged. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Message } from "@/lib/chat/model.ts";
import { newId } from "@/lib/id.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";
import { startServer, type TestServer } from "@/tests/support/server.ts";

/** Somebody with a token, from an address of their own, so that limits by address do not meet. */
interface Person {
  headers: Record<string, string>;
  id: string;
}

let people = 0;

async function enter(server: TestServer): Promise<Person> {
  const address = `10.${people >> 8}.${people & 255}.7`;
  people++;
  const headers = { "x-forwarded-for": address };
  const response = await fetch(`${server.origin}/api/v1/auth/guest`, { method: "POST", headers });
  assert.equal(response.status, 201);
  const { user, access_token } = await response.json();
  return { headers: { ...headers, authorization: `Bearer ${access_token}` }, id: user.id };
}

/** Sends a form as a browser does, without following where it leads. */
async function post(
  server: TestServer,
  { path, person, fields }: { path: string; person: Person; fields: Record<string, string> },
): Promise<Response> {
  return await fetch(server.origin + path, {
    method: "POST",
    headers: person.headers,
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
}

async function startChat(server: TestServer, person: Person): Promise<string> {
  const response = await post(server, {
    path: "/chats",
    person,
    fields: { character: "duduri" },
  });
  await response.body?.cancel();
  assert.equal(response.status, 303);
  return response.headers.get("location")!.split("/").at(-1)!;
}

function serverOptions(delayMs: number) {
  return { env: { TRUST_PROXY: "true", DEMO_DELAY_MS: String(delayMs), LOG_LEVEL: "warn" } };
}

async function withStore<T>(server: TestServer, look: (kv: Deno.Kv) => Promise<T>): Promise<T> {
  using kv = await Deno.openKv(join(server.folderPath, "kv.sqlite"));
  return await look(kv);
}

async function messagesOf(kv: Deno.Kv, conversationId: string): Promise<Message[]> {
  const found: Message[] = [];
  for await (const { value } of kv.list<Message>({ prefix: keys.messages(conversationId) })) {
    found.push(value);
  }
  return found;
}

Deno.test("a kill in the middle of a reply loses no word that was shown", async () => {
  await using server = await startServer(serverOptions(40));
  const person = await enter(server);
  const chat = await startChat(server, person);
  const id = newId();
  const sent = await post(server, {
    path: `/chats/${chat}/send`,
    person,
    fields: { id, text: "요즘 뭐 고치세요?" },
  });
  assert.equal(sent.status, 303);
  const page = await fetch(`${server.origin}/chats/${chat}`, { headers: person.headers });
  let seen = "";
  const reader = page.body!.pipeThrough(new TextDecoderStream()).getReader();
  // The face of the moment stands before the words.
  const start = /is-streaming[\s\S]*<div class="bubble">(?:<img[^>]*>)*/;
  const shown = () => seen.split(start)[1] ?? "";
  while (shown().length < 25) {
    const { done, value } = await reader.read();
    assert(!done, "the reply ended before it could be killed");
    seen += value;
  }
  await server.kill();
  await reader.cancel().catch(() => {/* the connection went with the server */});
  await server.start();

  const after = await fetch(`${server.origin}/chats/${chat}`, { headers: person.headers });
  const text = await after.text();
  assert(text.includes("요즘 뭐 고치세요?"));
  assert(text.includes(shown()), `shown before the kill: ${shown()}`);
  await server.kill("SIGTERM");
  await withStore(server, async (kv) => {
    const messages = await messagesOf(kv, chat);
    const said = messages.find(({ sentAs }) => sentAs === id);
    const reply = messages.find(({ parentId }) => parentId === said?.id);
    assert.equal(reply?.finish, "lost");
    assert.deepEqual(await checkStore(kv), []);
  });
});

Deno.test("a kill during 200 writes at once loses no message, like or account that was acknowledged", async () => {
  await using server = await startServer(serverOptions(0));
  const persons = await Promise.all(Array.from({ length: 40 }, () => enter(server)));
  const chats = await Promise.all(persons.map((person) => startChat(server, person)));

  const said: { chat: string; id: string }[] = [];
  const liked: string[] = [];
  const joined: string[] = [];
  const writes = persons.flatMap((person, n) => [
    ...Array.from({ length: 3 }, () => async () => {
      const id = newId();
      const path = `/chats/${chats[n]}/send`;
      const response = await post(server, { path, person, fields: { id, text: `말 ${n}` } });
      await response.body?.cancel();
      if (response.status === 303) said.push({ chat: chats[n]!, id });
    }),
    async () => {
      const response = await fetch(`${server.origin}/api/v1/characters/duduri/like`, {
        method: "PUT",
        headers: person.headers,
      });
      if (response.status === 200 && (await response.json()).liked) liked.push(person.id);
    },
    async () => {
      joined.push((await enter(server)).id);
    },
  ]);
  assert.equal(writes.length, 200);
  // Killed as soon as a third is acknowledged; the others meet a server that is gone.
  const third = Promise.withResolvers<void>();
  const all = writes.map((write) =>
    write().catch(() => {/* nothing was acknowledged */}).finally(() => {
      if (said.length + liked.length + joined.length >= 66) third.resolve();
    })
  );
  await third.promise;
  await server.kill();
  await Promise.all(all);
  await server.start();
  await server.kill("SIGTERM");

  const acknowledged = said.length + liked.length + joined.length;
  assert(acknowledged < writes.length, "the kill came when all was done");
  assert(said.length > 0 && liked.length > 0 && joined.length > 0);

  await withStore(server, async (kv) => {
    for (const { chat, id } of said) {
      const stored = await messagesOf(kv, chat);
      assert(stored.some(({ sentAs }) => sentAs === id), `message ${id} of ${chat}`);
    }
    for (const id of liked) {
      const entry = await kv.get(keys.like("character", "duduri", id));
      assert(entry.versionstamp !== null, `like of ${id}`);
    }
    for (const id of joined) {
      assert((await kv.get(keys.user(id))).versionstamp !== null, `account ${id}`);
    }
    assert.deepEqual(await checkStore(kv), []);
  });
});
