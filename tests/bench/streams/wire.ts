/**
 * Counts the bytes that a server sends for one reply that comes token by token, on each way a reply takes: by a pass-through
 * of TCP that stands between, so that heads of frames, of chunks and of HTTP are all in it.
 */
import { z } from "zod";
import { ChatSocket } from "@/tests/integration/assistant_client.ts";

/** A pass-through to a server, and what came through it towards the client. */
function openCounter(origin: string) {
  const { hostname, port } = new URL(origin);
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  let bytes = 0;
  const open = new Set<Deno.Conn>();
  const counting = () =>
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.length;
        controller.enqueue(chunk);
      },
    });
  const accept = async () => {
    for await (const client of listener) {
      const server = await Deno.connect({ hostname, port: Number(port) });
      open.add(client).add(server);
      // Either side may hang up at any moment, which ends both.
      client.readable.pipeTo(server.writable).catch(() => {});
      server.readable.pipeThrough(counting()).pipeTo(client.writable).catch(() => {});
    }
  };
  const accepting = accept();
  const { port: own } = listener.addr as Deno.NetAddr;
  return {
    origin: `http://127.0.0.1:${own}`,
    bytes: () => bytes,
    async [Symbol.asyncDispose]() {
      listener.close();
      for (const each of open) {
        try {
          each.close();
        } catch {
          // Closed already, with its other half.
        }
      }
      await accepting;
    },
  };
}
type Counter = ReturnType<typeof openCounter>;

/** What one reply took: its text, and all that came for it, in bytes. */
interface Wire {
  text: number;
  wire: number;
  /** Of that, what came while it was written, where the whole of it comes once more in the end. */
  streamed?: number;
}

const Frame = z.looseObject({ type: z.string(), content: z.string().optional() });
const sizeOf = (text: string) => new TextEncoder().encode(text).length;

async function socketOf(counter: Counter, path: string, cookie: string) {
  const headers = { cookie, origin: counter.origin };
  const url = `${counter.origin.replace(/^http/, "ws")}${path}`;
  // Deno takes headers where browsers take protocols.
  const socket = new WebSocket(url, { headers } as unknown as string[]);
  const frames: z.infer<typeof Frame>[] = [];
  let bell = Promise.withResolvers<void>();
  socket.onmessage = ({ data }) => {
    frames.push(Frame.parse(JSON.parse(data)));
    bell.resolve();
  };
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  return {
    send: (frame: unknown) => socket.send(JSON.stringify(frame)),
    close: () => socket.close(),
    async until(type: string): Promise<z.infer<typeof Frame>[]> {
      for (;;) {
        const at = frames.findIndex((frame) => frame.type === type);
        if (at >= 0) return frames.splice(0, at + 1);
        bell = Promise.withResolvers();
        await bell.promise;
      }
    },
  };
}

const textIn = (frames: readonly { content?: string | undefined }[]) =>
  frames.map(({ content = "" }) => content).join("");

async function inRoom(counter: Counter, cookie: string): Promise<Wire> {
  const socket = await socketOf(counter, "/api/v1/ws/chat/wire", cookie);
  await socket.until("system");
  const before = counter.bytes();
  socket.send({ type: "ai_msg", content: "이야기해 줘", history: [] });
  const frames = await socket.until("ai_done");
  socket.close();
  return {
    text: sizeOf(textIn(frames.filter(({ type }) => type === "ai_chunk"))),
    wire: counter.bytes() - before,
  };
}

async function inAssistant(counter: Counter, cookie: string): Promise<Wire> {
  const socket = await socketOf(counter, "/api/v1/chat/ws", cookie);
  socket.send({ type: "join-chat", userId: "wire" });
  const [joined] = (await socket.until("ai-message")).filter(({ type }) => type === "chat-joined");
  socket.send({ type: "send-message", sessionId: joined!["sessionId"], message: "이야기해 줘" });
  await socket.until("message-sent");
  const before = counter.bytes();
  const frames = await socket.until("ai-message");
  socket.close();
  return withWhole(frames.at(-1)!, counter.bytes() - before);
}

/** Clients want the whole message at the end, too. */
function withWhole(whole: { content?: string | undefined }, wire: number): Wire {
  return {
    text: sizeOf(whole.content ?? ""),
    wire,
    streamed: wire - sizeOf(JSON.stringify(whole)),
  };
}

async function overSocketIo(
  counter: Counter,
  transports: ("polling" | "websocket")[],
): Promise<Wire> {
  await using chat = new ChatSocket(counter.origin, { transports });
  const { sessionId } = await chat.join({ userId: "wire" });
  chat.emit("send-message", { sessionId, message: "이야기해 줘" });
  await chat.next("message-sent");
  const before = counter.bytes();
  const whole = await chat.next("ai-message");
  return withWhole(whole, counter.bytes() - before);
}

/** The page that grows: from the first piece of the reply to the end of the document. */
async function onPage(counter: Counter, cookie: string, conversation: string): Promise<Wire> {
  const path = `${counter.origin}/chats/${conversation}`;
  const headers = { cookie, origin: counter.origin };
  const body = new URLSearchParams({ id: crypto.randomUUID().replaceAll("-", ""), text: "안녕?" });
  const sent = await fetch(`${path}/send`, { method: "POST", headers, body, redirect: "manual" });
  await sent.body?.cancel();
  if (sent.status !== 303) throw new Error(`The message was not taken: ${sent.status}`);
  const page = await fetch(path, { headers });
  let html = "";
  let before: number | null = null;
  let after = 0;
  for await (const piece of page.body!.pipeThrough(new TextDecoderStream())) {
    html += piece;
    if (before === null && html.includes(TOKEN)) before = counter.bytes() - sizeOf(piece);
    // What stands below the reply is the page's own, and comes whatever the reply was.
    if (!html.includes("turn-over")) after = counter.bytes();
  }
  const said = html.split("turn-over")[0]!.split(TOKEN).length - 1;
  return { text: said * sizeOf(TOKEN), wire: after - (before ?? after) };
}

/** The token that the provider of this bench says. */
export const TOKEN = " 나무";

/** Tells, in words, how many bytes come for a byte of a reply. */
export async function measureWire(
  origin: string,
  { cookie, conversation }: { cookie: string; conversation: string },
): Promise<string> {
  const ways: [name: string, measure: (counter: Counter) => Promise<Wire>][] = [
    ["room", (counter) => inRoom(counter, cookie)],
    ["assistant", (counter) => inAssistant(counter, cookie)],
    ["Socket.IO over WebSocket", (counter) => overSocketIo(counter, ["websocket"])],
    ["Socket.IO over polling", (counter) => overSocketIo(counter, ["polling"])],
    ["growing page", (counter) => onPage(counter, cookie, conversation)],
  ];
  const told: string[] = [];
  for (const [name, measure] of ways) {
    await using counter = openCounter(origin);
    const { text, wire, streamed } = await measure(counter);
    const part = streamed === undefined
      ? ""
      : ` (${(streamed / text).toFixed(2)} of it streamed, the rest the whole once more)`;
    told.push(`${name} ${(wire / text).toFixed(2)}${part}`);
  }
  return `Bytes on the wire to bytes of text, for a reply of 1,000 tokens that come one by one: ${
    told.join(", ")
  }`;
}
