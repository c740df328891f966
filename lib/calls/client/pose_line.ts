/**
 * Poses to and from one peer: in the binary form to those who read it, as JSON to others, and never more than the way
 * takes. Browser-safe.
 */
import { encodeAck, PoseDecoder, PoseEncoder } from "@/lib/avatar/pose/codec.ts";
import { Playout } from "@/lib/avatar/pose/playout.ts";
import type { Pose } from "@/lib/avatar/pose/pose.ts";
import { poseFromJson, poseToJson } from "@/lib/avatar/pose/pose_json.ts";
import type { ChannelData } from "@/lib/calls/client/channels.ts";
import type { Count } from "@/lib/calls/client/quality.ts";

export interface PoseLineDeps {
  send(data: ChannelData): boolean;
  /** Bytes that wait to be sent. */
  buffered(): number;
}

/** What went and came, since the beginning of the call. */
export interface PoseCounts {
  sent: number;
  sentBytes: number;
  /** Left out, as the way was full. */
  skipped: number;
  received: number;
  lost: number;
}

/** Two binary poses: what waits longer is old by the time it goes. */
const FULL_BYTES = 256;
/** A side that sends no pose tells at least this often what it knows, in milliseconds. */
const ACK_EVERY_MS = 250;

export class PoseLine {
  readonly #deps: PoseLineDeps;
  #encoder = new PoseEncoder();
  #decoder = new PoseDecoder();
  #playout = new Playout();
  /** The peer reads the binary form. */
  binary = false;
  readonly #counts: PoseCounts = { sent: 0, sentBytes: 0, skipped: 0, received: 0, lost: 0 };
  #lostBefore = 0;
  #toldAtMs = -Infinity;
  #told: number | null = null;

  constructor(deps: PoseLineDeps) {
    this.#deps = deps;
  }

  get counts(): Readonly<PoseCounts> {
    return { ...this.#counts, lost: this.#lostBefore + this.#decoder.lost };
  }

  /** Lost and received on this connection; null where the form tells nothing of it. */
  get loss(): Count | null {
    return this.#decoder.acked === null
      ? null
      : { lost: this.counts.lost, got: this.#counts.received };
  }

  /** Sends a pose now, or not at all. */
  send(pose: Pose, nowMs: number): void {
    if (this.#deps.buffered() > FULL_BYTES) {
      this.#counts.skipped++;
      return;
    }
    const data = this.binary ? this.#encoder.encode(pose, this.#decoder.acked) : poseToJson(pose);
    if (!this.#deps.send(data)) return;
    this.#counts.sent++;
    this.#counts.sentBytes += data.length;
    this.#toldAtMs = nowMs;
    this.#told = this.#decoder.acked;
  }

  /** Takes what came; whatever it is, nothing is thrown. */
  take(data: ChannelData, nowMs: number): void {
    if (typeof data === "string") {
      const pose = poseFromJson(data);
      if (pose) this.#arrived(pose, nowMs);
      return;
    }
    const read = this.#decoder.decode(data);
    if (!read) return;
    this.#encoder.acknowledge(read.ack);
    if (read.pose) this.#arrived(read.pose, nowMs);
  }

  #arrived(pose: Pose, nowMs: number): void {
    this.#counts.received++;
    this.#playout.take(pose, nowMs);
  }

  /** Tells what is known here, where no pose does. */
  tick(nowMs: number): void {
    const { acked } = this.#decoder;
    if (!this.binary || acked === this.#told || nowMs - this.#toldAtMs < ACK_EVERY_MS) return;
    if (!this.#deps.send(encodeAck(acked))) return;
    this.#toldAtMs = nowMs;
    this.#told = acked;
  }

  sample(nowMs: number): Pose {
    return this.#playout.sample(nowMs);
  }

  /** A new connection to the same page: both begin to count anew. */
  reconnect(): void {
    this.#lostBefore += this.#decoder.lost;
    this.#encoder = new PoseEncoder();
    this.#decoder = new PoseDecoder();
    this.#told = null;
    this.binary = false;
  }

  /** Somebody else, or nobody: nothing is shown of who was there. */
  forget(): void {
    this.reconnect();
    this.#playout = new Playout();
  }
}
