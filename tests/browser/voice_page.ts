/** A page with nothing on it but the voice of a room, and a relay in place of the space: for its browser test. */
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import type { IceReply } from "@/lib/calls/ice.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** `/?me=a` is the page of a; the names of all are in `?room=a,b`. */
const PAGE_SCRIPT = `
import { h, render } from "preact";
import { VoicePanel } from "@/components/lounge/VoicePanel.tsx";
import { createVoice } from "@/lib/lounge/voice/browser.ts";
const query = new URLSearchParams(location.search);
const me = query.get("me");
const socket = new WebSocket("/relay?me=" + me);
const waiting = [];
socket.onopen = () => waiting.splice(0).forEach((text) => socket.send(text));
const shares = [];
let lost = false;
const voice = createVoice({
  me,
  send(to, signal) {
    const text = JSON.stringify({ to, signal });
    sizes.push(text.length);
    if (signal.description) descriptions.push(signal.description.type);
    if (lost) return;
    if (socket.readyState === 1) socket.send(text); else waiting.push(text);
  },
  announceScreen: (on) => shares.push(on),
});
const sizes = [];
const descriptions = [];
socket.onmessage = ({ data }) => {
  const { from, signal } = JSON.parse(data);
  if (!lost) voice.receive(from, signal);
};
render(h(VoicePanel, { voice, locale: query.get("lang") ?? "en", nameOf: (id) => id.toUpperCase() }),
  document.querySelector("main"));
Object.assign(globalThis, {
  voice, shares, sizes, descriptions,
  setLost: (on) => { lost = on; },
  /** Puts people on a line, metres apart. */
  stand(spots) {
    voice.setPlaces({ x: spots[me], z: 0, heading: 0 },
      Object.keys(spots).filter((id) => id !== me).map((id) => ({ id, x: spots[id], z: 0 })));
  },
  linkTo: (id) => voice.people.value.get(id)?.link ?? null,
  speaking: (id) => voice.people.value.get(id)?.speaking ?? false,
  /** Kinds of the two ends of the way that is used. */
  async way(id) {
    const stats = await voice.getStats(id);
    const all = new Map();
    stats?.forEach((one) => all.set(one.id, one));
    for (const one of all.values()) {
      if (one.type !== "candidate-pair" || !one.nominated || one.state !== "succeeded") continue;
      return [one.localCandidateId, one.remoteCandidateId].map((end) => all.get(end)?.candidateType).join("-");
    }
    return null;
  },
  /** Packets and energy of what is heard of somebody, so far. */
  async heard(id) {
    const stats = await voice.getStats(id);
    let packets = 0, energy = 0;
    stats?.forEach((one) => {
      if (one.type !== "inbound-rtp" || one.kind !== "audio") return;
      packets += one.packetsReceived;
      energy += one.totalAudioEnergy ?? 0;
    });
    return { packets, energy };
  },
});
globalThis.ready = true;
`;

/** The policy of the app's pages; what a test evaluates while it waits needs `eval` besides. */
const POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; object-src 'none'";

const NO_SERVERS: IceReply = { iceServers: [], iceTransportPolicy: "all", ttl: 3600 };

export interface VoicePage {
  origin: string;
  /** Compressed bytes of the voice alone, without Preact and parts that the lounge has anyway. */
  sizeBytes: number;
  close(): Promise<void>;
}

/** Serves the page; `ice` is what the API answers when it is asked for servers. */
export async function serveVoice(ice: IceReply = NO_SERVERS): Promise<VoicePage> {
  const [script, sizeBytes] = [await bundle(PAGE_SCRIPT, []), await weigh()];
  const sockets = new Map<string, WebSocket>();
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
    const url = new URL(request.url);
    if (url.pathname === "/relay") return relay(request, url.searchParams.get("me")!, sockets);
    return answer(url, script, ice);
  });
  return {
    origin: `http://127.0.0.1:${server.addr.port}`,
    sizeBytes,
    async close() {
      for (const socket of sockets.values()) socket.close();
      await server.shutdown();
      await esbuild.stop();
    },
  };
}

/** Passes signals on to whom they are meant for, as a space does. */
function relay(request: Request, me: string, sockets: Map<string, WebSocket>): Response {
  const { socket, response } = Deno.upgradeWebSocket(request);
  socket.onopen = () => sockets.set(me, socket);
  socket.onmessage = ({ data }) => {
    const { to, signal } = JSON.parse(data);
    const other = sockets.get(to);
    if (other?.readyState === WebSocket.OPEN) other.send(JSON.stringify({ from: me, signal }));
  };
  socket.onclose = () => {
    if (sockets.get(me) === socket) sockets.delete(me);
  };
  return response;
}

async function answer(url: URL, script: string, ice: IceReply): Promise<Response> {
  const headers = (type: string) => ({
    "content-type": `${type}; charset=utf-8`,
    "content-security-policy": POLICY,
    "permissions-policy": "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()",
  });
  switch (url.pathname) {
    case "/":
      return new Response(
        `<!doctype html><html lang="en"><title>Voice</title><meta name="viewport" content="width=device-width">
${["maru", "parts", "voice"].map((n) => `<link rel="stylesheet" href="/${n}.css">`).join("")}
<link rel="icon" href="data:,"><main></main><script type="module" src="/page.js"></script>`,
        { headers: headers("text/html") },
      );
    case "/page.js":
      return new Response(script, { headers: headers("text/javascript") });
    case "/api/v1/ice":
      return Response.json(ice);
  }
  if (!/^\/[\w/.-]+\.(?:css|svg|woff2)$/.test(url.pathname)) {
    return new Response(null, { status: 404 });
  }
  const type = url.pathname.endsWith(".css") ? "text/css" : "image/svg+xml";
  try {
    const file = await Deno.readFile(`${ROOT}static${url.pathname}`);
    return new Response(file, { headers: headers(type) });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return new Response(null, { status: 404 });
    throw error;
  }
}

/** Weighs what voice adds to the lounge, whose parts are there anyway. */
async function weigh(): Promise<number> {
  const script = await bundle(
    `export * from "@/lib/lounge/voice/browser.ts"; export * from "@/components/lounge/VoicePanel.tsx";`,
    ["preact", "preact/*", "@preact/signals", "@/components/Button.tsx", "@/components/Field.tsx"]
      .concat(["@/components/Icon.tsx", "@/components/Notice.tsx"]),
  );
  return gzipSync(script, { level: 9 }).length;
}

async function bundle(contents: string, external: string[]): Promise<string> {
  const built = await esbuild.build({
    stdin: { contents, resolveDir: ROOT, loader: "tsx" },
    bundle: true,
    write: false,
    format: "esm",
    minify: true,
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    external,
    // What is weighed without does not go through the alias.
    ...(external.length > 0 ? { plugins: [rooted] } : { alias: { "@": ROOT.replace(/\/$/, "") } }),
    logLevel: "silent",
  });
  return built.outputFiles[0]!.text;
}

const rooted: esbuild.Plugin = {
  name: "rooted",
  setup(build) {
    const outside = new Set(build.initialOptions.external);
    build.onResolve(
      { filter: /^@\// },
      ({ path }) => outside.has(path) ? { path, external: true } : { path: ROOT + path.slice(2) },
    );
  },
};
