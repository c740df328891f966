/**
 * Opens sockets, asks once on each, all at the same time, and measures how old each chunk of text is when its frame is
 * here. Reads its plan as JSON from stdin; prints its result as one line of JSON. A process of its own, so that it shares no
 * thread with what it measures.
 */
import { z } from "zod";
import { percentile } from "@/tests/bench/load.ts";
import { requireLoopback } from "@/tests/bench/loopback.ts";
import { preciseMs, stampsOf } from "@/tests/bench/streams/stamp.ts";

export const StreamPlan = z.object({
  /** One socket each: where to, and who comes. */
  visits: z.array(z.object({ url: z.string(), cookie: z.string() })).max(512),
});
export type StreamPlan = z.infer<typeof StreamPlan>;

export const StreamResult = z.object({
  chunks: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  /** Of the frames' payloads and heads, against those of the text in them. */
  bytesToText: z.number(),
});
export type StreamResult = z.infer<typeof StreamResult>;

const Frame = z.looseObject({ type: z.string(), content: z.string().optional() });

async function open(url: string, cookie: string): Promise<WebSocket> {
  const { url: http } = requireLoopback(url);
  const headers = { cookie, origin: http.origin };
  // Deno takes headers where browsers take protocols.
  const socket = new WebSocket(url.replace(/^http/, "ws"), { headers } as unknown as string[]);
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error(`Cannot open a socket to ${url}`));
  });
  return socket;
}

interface Tally {
  agesMs: number[];
  wireBytes: number;
  textBytes: number;
}

function ask(socket: WebSocket, tally: Tally): Promise<void> {
  const bytesOf = (text: string) => new TextEncoder().encode(text).length;
  return new Promise((resolve, reject) => {
    socket.onclose = () => reject(new Error("A socket closed before its answer was complete"));
    socket.onmessage = ({ data }) => {
      const nowMs = preciseMs();
      const { type, content = "" } = Frame.parse(JSON.parse(data));
      if (type === "ai_error") reject(new Error(`Refused: ${data}`));
      if (type === "ai_done") resolve();
      if (type !== "ai_chunk") return;
      for (const ms of stampsOf(content)) tally.agesMs.push(nowMs - ms);
      const size = bytesOf(data);
      // RFC 6455, 5.2: a server's head has two bytes, and two more from 126 on.
      tally.wireBytes += size + (size < 126 ? 2 : 4);
      tally.textBytes += bytesOf(content);
    };
    socket.send(JSON.stringify({ type: "ai_msg", content: "마루야, 오늘 어땠어?", history: [] }));
  });
}

if (import.meta.main) {
  const plan = StreamPlan.parse(JSON.parse(await new Response(Deno.stdin.readable).text()));
  const sockets: WebSocket[] = [];
  for (const { url, cookie } of plan.visits) sockets.push(await open(url, cookie));
  const tally: Tally = { agesMs: [], wireBytes: 0, textBytes: 0 };
  await Promise.all(sockets.map((socket) => ask(socket, tally)));
  const sorted = Float64Array.from(tally.agesMs).sort();
  const result: StreamResult = {
    chunks: sorted.length,
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
    bytesToText: tally.wireBytes / tally.textBytes,
  };
  // deno-lint-ignore no-console -- this line is the program's answer
  console.log(JSON.stringify(result));
  Deno.exit(0);
}
