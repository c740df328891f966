/**
 * The least that can stand between a provider and a socket: each event's text goes out as a frame of the same shape as
 * Maru's. No SDK, no store, no limits, no tags. Prints the port that it listens on.
 */
const [provider = "", protocol = "gemini"] = Deno.args;

interface GeminiEvent {
  candidates: { content: { parts: { text: string }[] } }[];
}
interface OpenAiEvent {
  choices: { delta: { content: string } }[];
}

const PROTOCOLS = {
  gemini: {
    path: "/v1beta/models/gemini-3.5-flash-lite:streamGenerateContent?alt=sse",
    textOf: (json: string) => {
      const { candidates }: GeminiEvent = JSON.parse(json);
      return candidates[0]!.content.parts[0]!.text;
    },
  },
  openai: {
    path: "/v1/chat/completions",
    textOf: (json: string) => {
      const { choices }: OpenAiEvent = JSON.parse(json);
      return choices[0]!.delta.content;
    },
  },
};
const { path, textOf } = PROTOCOLS[protocol === "openai" ? "openai" : "gemini"];

async function pass(socket: WebSocket, question: string): Promise<void> {
  const body = JSON.stringify({ contents: [{ role: "user", parts: [{ text: question }] }] });
  const response = await fetch(provider + path, { method: "POST", body });
  let held = "";
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
    const events = (held + text).split(/\r?\n\r?\n/);
    held = events.pop() ?? "";
    for (const event of events) {
      if (event === "data: [DONE]") continue;
      const content = textOf(event.slice("data: ".length));
      socket.send(JSON.stringify({ type: "ai_chunk", content }));
    }
  }
  socket.send(JSON.stringify({ type: "ai_done" }));
}

Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  // deno-lint-ignore no-console -- this line is the program's answer
  onListen: ({ port }) => console.log(`http://127.0.0.1:${port}`),
}, (request) => {
  const { socket, response } = Deno.upgradeWebSocket(request);
  socket.onmessage = ({ data }) => void pass(socket, JSON.parse(data).content);
  return response;
});
