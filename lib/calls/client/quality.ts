/** How good the way to the other is, from what a browser counts and from poses that did not come. Pure. Browser-safe. */

export interface Quality {
  /** There and back, in milliseconds; null where it was not measured. */
  readonly roundTripMs: number | null;
  /** Share of what was sent to us that never came, 0 to 1; null where it was not measured. */
  readonly loss: number | null;
  /** `relay` goes through a server that passes on what it cannot read. */
  readonly path: "direct" | "relay" | null;
}

export const NO_QUALITY: Quality = { roundTripMs: null, loss: null, path: null };

/** What is read of a report of statistics. */
export interface Reading {
  roundTripMs: number | null;
  path: "direct" | "relay" | null;
  /** Since the connection was made, all of it. */
  sentBytes: number;
  receivedBytes: number;
  /** Packets of sound, since the connection was made. */
  soundLost: number;
  soundReceived: number;
}

type Entry = Readonly<Record<string, unknown>>;

/** Reads what one of the browsers' reports has. Source: W3C WebRTC Statistics. */
export function readStats(report: RTCStatsReport): Reading {
  const entries = new Map<string, Entry>();
  report.forEach((entry: Entry, id: string) => entries.set(id, entry));
  const all = [...entries.values()];
  const of = (type: string) => all.filter((entry) => entry.type === type);
  const transports = of("transport");
  const pairs = of("candidate-pair");
  const chosen = transports.map((one) => entries.get(String(one.selectedCandidatePairId)))
    .find((pair) => pair !== undefined) ??
    // Firefox names it at the pair itself.
    pairs.find((pair) => pair.selected === true) ??
    pairs.find((pair) => pair.nominated === true && pair.state === "succeeded");
  const ends = [chosen?.localCandidateId, chosen?.remoteCandidateId]
    .map((id) => entries.get(String(id))?.candidateType);
  const counted = transports.some((one) => typeof one.bytesSent === "number") ? transports : pairs;
  const sum = (list: readonly Entry[], name: string) =>
    list.reduce((total, entry) => total + (numberOf(entry[name]) ?? 0), 0);
  const sounds = of("inbound-rtp").filter((one) => one.kind === "audio");
  const roundTripS = numberOf(chosen?.currentRoundTripTime);
  return {
    roundTripMs: roundTripS === null ? null : roundTripS * 1000,
    path: !chosen ? null : ends.includes("relay") ? "relay" : "direct",
    sentBytes: sum(counted, "bytesSent"),
    receivedBytes: sum(counted, "bytesReceived"),
    soundLost: Math.max(0, sum(sounds, "packetsLost")),
    soundReceived: sum(sounds, "packetsReceived"),
  };
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** What was lost and what came, both counted since a beginning. */
export interface Count {
  lost: number;
  got: number;
}

/** Looks that a share of loss is made of: one a second. */
const LOOKS = 6;

/** The share that was lost of late. */
export class LossMeter {
  #looks: Count[] = [];

  /** Takes one more look; a count that went back is of a new beginning. */
  look(count: Count): number | null {
    const last = this.#looks.at(-1);
    if (last && (count.lost < last.lost || count.got < last.got)) this.#looks = [];
    this.#looks = [...this.#looks, count].slice(-LOOKS);
    const [first] = this.#looks;
    return shareOf({ lost: count.lost - first!.lost, got: count.got - first!.got });
  }
}

/** Null where nothing was sent. */
export function shareOf({ lost, got }: Count): number | null {
  return lost + got === 0 ? null : lost / (lost + got);
}
