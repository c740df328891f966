/**
 * Speaks the streaming protocols of Gemini and of OpenAI: each reply in as many chunks as asked for, evenly in time, each with the time at which
 * it was written. Prints the port that it listens on.
 */
import { preciseMs, stamped } from "@/tests/bench/streams/stamp.ts";

const CHUNKS = Number(Deno.args[0] ?? 40);
const PAUSE_MS = Number(Deno.args[1] ?? 120);
/** What each chunk says; the time of writing when missing. */
const TOKEN = Deno.args[2];

const textNow = () => TOKEN ?? stamped(preciseMs());

const encoder = new TextEncoder();

type Protocol = (n: number) => Uint8Array;

const openai: Protocol = (n) => {
  const last = n === CHUNKS - 1;
  const choice = {
    index: 0,
    delta: { content: textNow() },
    finish_reason: last ? "stop" : null,
  };
  const body = { id: "c", object: "chat.completion.chunk", model: "m", choices: [choice] };
  const done = last ? "data: [DONE]\n\n" : "";
  return encoder.encode(`data: ${JSON.stringify(body)}\n\n${done}`);
};

const gemini: Protocol = (n) => {
  const last = n === CHUNKS - 1;
  const usageMetadata = { promptTokenCount: 40, candidatesTokenCount: 20 * (n + 1) };
  const candidate = {
    content: { role: "model", parts: [{ text: textNow() }] },
    index: 0,
    ...(last ? { finishReason: "STOP" } : {}),
  };
  const body = { candidates: [candidate], usageMetadata, modelVersion: "gemini-3.5-flash-lite" };
  return encoder.encode(`data: ${JSON.stringify(body)}\r\n\r\n`);
};

let replies = 0;

/** Replies begin at the same moment, but their chunks are spread over time, as models do not speak in step. */
function reply(chunk: Protocol): ReadableStream<Uint8Array> {
  const phaseMs = (replies++ * 37) % PAUSE_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return new ReadableStream({
    start(controller) {
      const startMs = performance.now() + phaseMs;
      let n = 0;
      const next = () => {
        controller.enqueue(chunk(n++));
        if (n === CHUNKS) controller.close();
        else timer = setTimeout(next, Math.max(0, startMs + n * PAUSE_MS - performance.now()));
      };
      timer = setTimeout(next, phaseMs);
    },
    cancel: () => clearTimeout(timer),
  });
}

Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  // deno-lint-ignore no-console -- this line is the program's answer
  onListen: ({ port }) => console.log(`http://127.0.0.1:${port}`),
}, async (request) => {
  await request.text();
  const protocol = request.url.endsWith("/chat/completions") ? openai : gemini;
  return new Response(reply(protocol), { headers: { "content-type": "text/event-stream" } });
});
