/**
 * One side of a call, as a page has it: camera and drawing are others' business; this brings poses, words and a voice there
 * and back. Browser-safe.
 */
import type { ReadonlySignal } from "@preact/signals";
import type { Pose } from "@/lib/avatar/pose/pose.ts";
import type { CallAvatar } from "@/lib/calls/client/avatar.ts";
import type { CallPhase } from "@/lib/calls/client/call_model.ts";
import type { DoorDeps } from "@/lib/calls/client/door.ts";
import type { Control, RecordConsent } from "@/lib/calls/client/exchange.ts";
import type { CallStats } from "@/lib/calls/client/figures.ts";
import { LiveCall } from "@/lib/calls/client/live_call.ts";
import type { ModelSending, PeerModel } from "@/lib/calls/client/model_transfer.ts";
import type { Quality } from "@/lib/calls/client/quality.ts";
import type { Ice } from "@/lib/rtc/servers.ts";

export type { CallAvatar, CallPhase };

export interface CallDeps extends Pick<DoorDeps, "open" | "socket" | "ticket" | "exists"> {
  /** The secret by which this page, loaded anew, comes back to its seat: 22 to 64 characters of base64url. */
  key: string;
  fetchIce(): Promise<Ice>;
  connect(config: RTCConfiguration): RTCPeerConnection;
  /** A certificate for all connections of this page, so that the code of a call stays; absent where there can be none. */
  certificate?(): Promise<RTCCertificate>;
  streamOf(track: MediaStreamTrack): MediaStream;
  /** Calls every so many milliseconds until the returned function is called. */
  every(ms: number, call: () => void): () => void;
  after(ms: number, call: () => void): () => void;
  /** Milliseconds that never go back: `performance.now()`. All times of a call are of this clock. */
  now(): number;
  random(bytes: Uint8Array<ArrayBuffer>): void;
}

export interface Call {
  readonly phase: ReadonlySignal<CallPhase>;
  readonly peer: ReadonlySignal<{ readonly id: string; readonly avatar: CallAvatar } | null>;
  readonly quality: ReadonlySignal<Quality>;
  /** Six digits that both sides see if nobody is between them; null while there are none. See `code.ts`. */
  readonly code: ReadonlySignal<string | null>;
  /** The code is another one than before: it has to be compared once more. */
  readonly codeChanged: ReadonlySignal<boolean>;
  /** The reader has compared it. */
  acceptCode(): void;
  /** What the peer's microphone brings, muted or not; null while there is no way for it. */
  readonly voice: ReadonlySignal<MediaStream | null>;
  /** Comes into the room; also after a call that ended. */
  join(avatar: CallAvatar): void;
  /** Hangs up, for both. */
  leave(): void;
  /** Goes without a word to anybody, as another tab has the seat and goes on there. */
  giveWay(): void;
  /** Sends a pose now, or not at all where the way is full. */
  sendPose(pose: Pose): void;
  /** The peer's pose of a moment on the clock of `now`; its `shapes` are written anew by the next call. */
  samplePeer(nowMs: number): Pose;
  setMicrophone(track: MediaStreamTrack | null): Promise<void>;
  setAvatar(avatar: CallAvatar): void;
  /** Gives a VRM file to whoever is there and whoever comes, as long as they take it; null takes it back. */
  sendModel(model: { bytes: ArrayBuffer; name: string } | null): Promise<void>;
  readonly ownModel: ReadonlySignal<ModelSending | null>;
  readonly peerModel: ReadonlySignal<PeerModel | null>;
  readonly control: Control;
  readonly consent: RecordConsent;
  stats(): CallStats;
  /** The machine has another network, or is back on one. */
  network(): void;
  /** Ends everything without a word to anybody: a page that is loaded anew comes back to its seat. */
  dispose(): void;
}

/** Makes one side of a call. Nothing happens before `join()`. */
export function createCall(deps: CallDeps): Call {
  return new LiveCall(deps);
}
