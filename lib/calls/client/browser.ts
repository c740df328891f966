/** Makes a call of what a browser has. Browser-safe. */
import { type Call, createCall } from "@/lib/calls/client/connection.ts";
import { seatKey } from "@/lib/calls/client/tab_seat.ts";
import { fetchIce } from "@/lib/rtc/servers.ts";

/** The certificates of peer connections; small and quickly made. */
const CERTIFICATE = { name: "ECDSA", namedCurve: "P-256" };

/** Makes a call in a room; it listens to the network until it is disposed. */
export function openBrowserCall(
  { roomId, signedIn = true }: {
    roomId: string;
    /** False for a reader without a session, who comes by the link alone: then none is asked for. */
    signedIn?: boolean;
  },
): Call {
  const address = `/api/v1/calls/${encodeURIComponent(roomId)}`;
  const socket = new URL(`${address}/ws`, location.href);
  socket.protocol = socket.protocol.replace("http", "ws");
  let certificate: Promise<RTCCertificate> | null = null;
  const call = createCall({
    socket: socket.href,
    key: seatKey({ roomId, tab: () => sessionStorage }),
    ticket: () => signedIn ? fetchTicket(`call:${roomId}`) : Promise.resolve(null),
    exists: () => exists(address),
    fetchIce: () => fetchIce(roomId),
    connect: (config) => new RTCPeerConnection(config),
    certificate: () => certificate ??= RTCPeerConnection.generateCertificate(CERTIFICATE),
    streamOf: (track) => new MediaStream([track]),
    every(ms, call) {
      const timer = setInterval(call, ms);
      return () => clearInterval(timer);
    },
    after(ms, call) {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
    now: () => performance.now(),
    random: (bytes) => void crypto.getRandomValues(bytes),
  });
  const ending = new AbortController();
  const { signal } = ending;
  addEventListener("online", () => call.network(), { signal });
  watchNetwork(call, signal);
  return Object.assign(call, {
    dispose: ((dispose) => () => {
      ending.abort();
      dispose();
    })(call.dispose.bind(call)),
  });
}

/** A ticket for somebody with a session; null for whoever has none, and comes by the link alone. */
async function fetchTicket(topic: string): Promise<string | null> {
  const response = await fetch("/api/v1/ws-ticket", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ topic }),
  });
  if (response.status === 401) return null;
  if (!response.ok) throw new Error(`Cannot get a ticket: the answer was ${response.status}`);
  const { ticket } = await response.json();
  return typeof ticket === "string" ? ticket : null;
}

async function exists(address: string): Promise<boolean> {
  const response = await fetch(address, { headers: { accept: "application/json" } });
  if (response.status === 404) return false;
  if (!response.ok) throw new Error(`Cannot look for the call: the answer was ${response.status}`);
  return true;
}

/**
 * Tells a call of another kind of network while there was one all the time, where a browser says so. The same event tells
 * of each guess of its speed.
 */
function watchNetwork(call: Call, signal: AbortSignal): void {
  if (!("connection" in navigator) || !(navigator.connection instanceof EventTarget)) return;
  const network = navigator.connection;
  const kind = () => "type" in network ? network.type : undefined;
  let last = kind();
  network.addEventListener("change", () => {
    const now = kind();
    if (now !== last && now !== "none") call.network();
    last = now;
  }, { signal });
}
