/** What a call comes to, in figures: how it is now, and all of it for when it is over. Browser-safe. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { CallPhase } from "@/lib/calls/client/call_model.ts";
import type { PoseCounts } from "@/lib/calls/client/pose_line.ts";
import {
  type Count,
  LossMeter,
  NO_QUALITY,
  type Quality,
  readStats,
  shareOf,
} from "@/lib/calls/client/quality.ts";

export interface CallStats {
  /** How long there was somebody to talk to, mending included; milliseconds. */
  durationMs: number;
  /** How often a broken way was mended. */
  reconnects: number;
  /** Everything that went from peer to peer: poses, words, sound, files. */
  sentBytes: number;
  receivedBytes: number;
  /** Bytes of the last second, or null before one has passed. */
  sentBytesPerS: number | null;
  receivedBytesPerS: number | null;
  posesSent: number;
  posesReceived: number;
  /** Left out, as the way was full. */
  posesSkipped: number;
  /** Bytes of a pose that was sent; null before the first. */
  meanPoseBytes: number | null;
  /** Share of the peer's poses, or else of sound, that never came; null where it was not measured. */
  loss: number | null;
  /** The middle of all that were measured. */
  roundTripMs: number | null;
  /** The last that was used. */
  path: Quality["path"];
}

/** Round trips that are kept: those of an hour. */
const MOST_TRIPS = 3_600;

interface Bytes {
  sent: number;
  received: number;
}

export class Figures {
  readonly #now: () => number;
  readonly #quality = signal<Quality>(NO_QUALITY);
  #meter = new LossMeter();
  #trips: number[] = [];
  #path: Quality["path"] = null;
  #talkedMs = 0;
  #talkingSinceMs: number | null = null;
  /** Of connections that are closed, and of the one that is there. */
  #before: Bytes = { sent: 0, received: 0 };
  #bytes: Bytes = { sent: 0, received: 0 };
  #rate: { sent: number; received: number } | null = null;
  #lookedAtMs: number | null = null;
  #sound: Count = { lost: 0, got: 0 };
  #soundBefore: Count = { lost: 0, got: 0 };

  constructor(now: () => number) {
    this.#now = now;
  }

  get quality(): ReadonlySignal<Quality> {
    return this.#quality;
  }

  /** Another call begins. */
  begin(): void {
    this.#talkedMs = 0;
    this.#talkingSinceMs = null;
    this.#trips = [];
    this.#path = null;
    this.#before = { sent: 0, received: 0 };
    this.#soundBefore = { lost: 0, got: 0 };
    this.close();
  }

  enter({ kind }: CallPhase): void {
    const talking = kind === "live" || kind === "trouble";
    const nowMs = this.#now();
    if (talking) this.#talkingSinceMs ??= nowMs;
    else if (this.#talkingSinceMs !== null) {
      this.#talkedMs += nowMs - this.#talkingSinceMs;
      this.#talkingSinceMs = null;
    }
  }

  /** A connection is closed: what it counted stays counted. */
  close(): void {
    this.#before = add(this.#before, this.#bytes);
    this.#soundBefore = {
      lost: this.#soundBefore.lost + this.#sound.lost,
      got: this.#soundBefore.got + this.#sound.got,
    };
    this.#bytes = { sent: 0, received: 0 };
    this.#sound = { lost: 0, got: 0 };
    this.#meter = new LossMeter();
    this.#lookedAtMs = null;
    this.#rate = null;
    this.#quality.value = NO_QUALITY;
  }

  /**
   * Takes a look at the connection.
   *
   * @param poses Lost and received poses on this connection; null where they are not numbered.
   */
  look(report: RTCStatsReport, poses: Count | null): void {
    const nowMs = this.#now();
    const read = readStats(report);
    const bytes = { sent: read.sentBytes, received: read.receivedBytes };
    if (this.#lookedAtMs !== null && nowMs > this.#lookedAtMs) {
      const perS = 1000 / (nowMs - this.#lookedAtMs);
      this.#rate = {
        sent: Math.max(0, bytes.sent - this.#bytes.sent) * perS,
        received: Math.max(0, bytes.received - this.#bytes.received) * perS,
      };
    }
    this.#lookedAtMs = nowMs;
    this.#bytes = bytes;
    this.#sound = { lost: read.soundLost, got: read.soundReceived };
    if (read.roundTripMs !== null) {
      this.#trips = [...this.#trips, read.roundTripMs].slice(-MOST_TRIPS);
    }
    if (read.path !== null) this.#path = read.path;
    const loss = this.#meter.look(poses ?? this.#sound);
    const { roundTripMs, path } = read;
    this.#quality.value = { roundTripMs, loss, path };
  }

  sum({ poses, reconnects }: { poses: Readonly<PoseCounts>; reconnects: number }): CallStats {
    const bytes = add(this.#before, this.#bytes);
    const since = this.#talkingSinceMs;
    const sorted = [...this.#trips].sort((a, b) => a - b);
    return {
      durationMs: this.#talkedMs + (since === null ? 0 : this.#now() - since),
      reconnects,
      sentBytes: bytes.sent,
      receivedBytes: bytes.received,
      sentBytesPerS: this.#rate?.sent ?? null,
      receivedBytesPerS: this.#rate?.received ?? null,
      posesSent: poses.sent,
      posesReceived: poses.received,
      posesSkipped: poses.skipped,
      meanPoseBytes: poses.sent === 0 ? null : poses.sentBytes / poses.sent,
      loss: shareOf({ lost: poses.lost, got: poses.received }) ?? shareOf({
        lost: this.#soundBefore.lost + this.#sound.lost,
        got: this.#soundBefore.got + this.#sound.got,
      }),
      roundTripMs: sorted[sorted.length >> 1] ?? null,
      path: this.#path,
    };
  }
}

function add(a: Bytes, b: Bytes): Bytes {
  return { sent: a.sent + b.sent, received: a.received + b.received };
}
