/**
 * One side of a call: performs what `call_state.ts` decides, and shows how it stands. Camera and drawing are others'
 * business; this brings poses, words and a voice there and back. Browser-safe.
 */
import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { Pose } from "@/lib/avatar/pose/pose.ts";
import type { CallAvatar } from "@/lib/calls/client/avatar.ts";
import type { CallEffect, CallEvent, CallPhase, CallState } from "@/lib/calls/client/call_model.ts";
import { NEW_CALL } from "@/lib/calls/client/call_model.ts";
import { stepCall } from "@/lib/calls/client/call_state.ts";
import { type Control, Exchange, type RecordConsent } from "@/lib/calls/client/exchange.ts";
import { hashOf, type ModelSending, type PeerModel } from "@/lib/calls/client/model_transfer.ts";
import { type CallPeerLine, createCallPeer } from "@/lib/calls/client/peer.ts";
import type { Quality } from "@/lib/calls/client/quality.ts";
import { decodeFrame, type SignalFrame } from "@/lib/calls/client/signals.ts";
import { type CallStats, Figures } from "@/lib/calls/client/figures.ts";
import { createLink, type LinkDeps, LinkRefused, type LiveLink } from "@/lib/realtime/link.ts";
import { CLOSE } from "@/lib/realtime/close_codes.ts";
import { createServers, type Ice } from "@/lib/rtc/servers.ts";

export type { CallAvatar, CallPhase };

export interface CallDeps extends Pick<LinkDeps, "open"> {
  /** Address of the call's socket, `ws:` or `wss:`. */
  socket: string;
  /** The secret by which this page, loaded anew, comes back to its seat: 22 to 64 characters of base64url. */
  key: string;
  /** What opens the door once for somebody with an account; null where none is needed. */
  ticket(): Promise<string | null>;
  /** Whether there is such a call; asked where a socket did not open, as browsers do not tell why. */
  exists(): Promise<boolean>;
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

const NOBODY: CallAvatar = { spec: "", name: "", vrm: null, background: "art" };
const TICK_MS = 100;
const LOOK_EVERY_MS = 1_000;
/** A farewell takes a moment to get out. */
const FAREWELL_MS = 300;

/** Makes one side of a call. Nothing happens before `join()`. */
export function createCall(deps: CallDeps): Call {
  return new LiveCall(deps);
}

class LiveCall implements Call {
  readonly #deps: CallDeps;
  readonly #servers;
  readonly #exchange: Exchange;
  readonly #figures: Figures;
  #state: CallState = NEW_CALL;
  #avatar: CallAvatar = NOBODY;
  #certificate: RTCCertificate | null = null;
  #microphone: MediaStreamTrack | null = null;
  #link: LiveLink | null = null;
  #line: CallPeerLine | null = null;
  #tries = 0;
  #stopTicking: (() => void) | null = null;
  #lookAtMs = 0;
  #farewell = false;
  #disposed = false;
  /** The line whose peer the signals tell of. */
  #metAtMs: number | null = null;
  #model = 0;

  readonly phase = signal<CallPhase>(NEW_CALL.phase);
  readonly peer = signal<{ id: string; avatar: CallAvatar } | null>(null);
  readonly voice = signal<MediaStream | null>(null);

  constructor(deps: CallDeps) {
    this.#deps = deps;
    this.#servers = createServers({ fetchIce: deps.fetchIce, now: deps.now });
    this.#figures = new Figures(deps.now);
    this.#exchange = new Exchange({
      way: {
        send: (label, data) => this.#line?.send(label, data) ?? false,
        buffered: (label) => this.#line?.buffered(label) ?? 0,
        fingerprints: () => this.#line?.fingerprints() ?? null,
      },
      now: deps.now,
      random: deps.random,
      onBye: () => this.#step({ type: "bye" }),
      onAvatar: (avatar) => {
        const now = this.peer.peek();
        if (now) this.peer.value = { ...now, avatar };
      },
    });
  }

  get quality() {
    return this.#figures.quality;
  }
  get code() {
    return this.#exchange.code;
  }
  get codeChanged() {
    return this.#exchange.codeChanged;
  }
  get ownModel() {
    return this.#exchange.ownModel;
  }
  get peerModel() {
    return this.#exchange.peerModel;
  }
  get control() {
    return this.#exchange.control;
  }
  get consent() {
    return this.#exchange.consent;
  }

  join(avatar: CallAvatar): void {
    this.#avatar = avatar;
    this.#step({ type: "join" });
  }

  leave(): void {
    this.#step({ type: "leave" });
  }

  network(): void {
    this.#step({ type: "network" });
  }

  acceptCode(): void {
    this.#exchange.codeChanged.value = false;
  }

  sendPose(pose: Pose): void {
    if (this.#line?.isOpen("pose")) this.#exchange.poses.send(pose, this.#deps.now());
  }

  samplePeer(nowMs: number): Pose {
    return this.#exchange.poses.sample(nowMs);
  }

  async setMicrophone(track: MediaStreamTrack | null): Promise<void> {
    this.#microphone = track;
    await this.#line?.setMicrophone(track);
  }

  setAvatar(avatar: CallAvatar): void {
    this.#avatar = avatar;
    this.control.send({ type: "avatar", avatar });
  }

  async sendModel(model: { bytes: ArrayBuffer; name: string } | null): Promise<void> {
    const mine = ++this.#model;
    const given = model && { ...model, hash: await hashOf(model.bytes) };
    // Of two wishes, the later holds.
    if (mine === this.#model) this.#exchange.give(given);
  }

  stats(): CallStats {
    const { reconnects } = this.#state;
    return this.#figures.sum({ poses: this.#exchange.poses.counts, reconnects });
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#farewell = false;
    this.#close();
    this.#stop();
  }

  #step(event: CallEvent): void {
    if (this.#disposed) return;
    const before = this.#state;
    const { state, effects } = stepCall(before, event, this.#deps.now());
    this.#state = state;
    batch(() => {
      for (const effect of effects) this.#perform(effect);
      this.#show(before);
    });
  }

  #show(before: CallState): void {
    const { phase, peer, line } = this.#state;
    if (phase !== before.phase) {
      this.phase.value = phase;
      this.#figures.enter(phase);
    }
    const metAtMs = line?.openedAtMs ?? null;
    if (peer?.id === this.peer.peek()?.id && metAtMs === this.#metAtMs) return;
    // What a peer said of themself since they came is newer than what the server knows.
    this.#metAtMs = metAtMs;
    this.peer.value = peer;
    if (!peer) this.#exchange.end();
  }

  #perform(effect: CallEffect): void {
    switch (effect.type) {
      case "start":
        return this.#start();
      case "stop":
        return this.#stop();
      case "hurry":
        return this.#link?.hurry();
      case "send":
        return void this.#link?.send(effect.frame);
      case "open":
        return this.#open(effect.generation, effect.caller);
      case "call":
        return this.#line?.call();
      case "close":
        return this.#close();
      case "perform":
        return this.#line?.perform(effect.effect);
      case "bye":
        this.#farewell = this.control.send({ type: "bye" });
    }
  }

  #start(): void {
    this.#tries = 0;
    this.#figures.begin();
    this.#link = createLink({
      ...(this.#deps.open ? { open: this.#deps.open } : {}),
      now: this.#deps.now,
      url: (lastEventId) => this.#url(lastEventId),
      onOpen: () => this.#introduce(),
      onFrame: (value) => {
        const frame = decodeFrame(value);
        if (frame?.type === "joined") this.#tries = 0;
        if (frame) this.#step({ type: "frame", frame });
      },
      onPhase: (phase) => this.#step({ type: "link", phase }),
    });
    this.#link.start();
    this.#stopTicking ??= this.#deps.every(TICK_MS, () => this.#tick());
  }

  #introduce(): void {
    const frame: SignalFrame = { type: "join", avatar: this.#avatar, key: this.#deps.key };
    this.#link?.send(frame);
  }

  /** What has to be there before a socket opens. */
  async #url(lastEventId: string | null): Promise<string> {
    const { certificate, exists, socket } = this.#deps;
    if (this.#tries++ > 0 && !await exists()) throw new LinkRefused(CLOSE.gone.code, "gone");
    // The door is asked for what it gives once; the rest is kept.
    const [ticket] = await Promise.all([
      this.#deps.ticket(),
      // Two in one network need no servers; whoever needs them gets them with the first restart.
      this.#servers.fresh().catch(() => {}),
      certificate?.().then((made) => this.#certificate ??= made).catch(() => {}),
    ]);
    const query = new URLSearchParams({
      ...(ticket ? { ticket } : {}),
      ...(lastEventId ? { last_event_id: lastEventId } : {}),
    });
    return query.size > 0 ? `${socket}?${query}` : socket;
  }

  #config(servers: RTCConfiguration): RTCConfiguration {
    return this.#certificate ? { ...servers, certificates: [this.#certificate] } : servers;
  }

  #open(generation: number, caller: boolean): void {
    const mine = (call: () => void): void => {
      if (this.#state.line?.generation === generation) call();
    };
    this.#exchange.begin({ anew: this.#metAtMs !== this.#state.line?.openedAtMs });
    const line: CallPeerLine = createCallPeer({
      connect: this.#deps.connect,
      config: this.#config(this.#servers.config),
      freshConfig: async () => this.#config(await this.#servers.fresh()),
      caller,
      onEvent: (event) => this.#step({ type: "rtc", generation, event }),
      onVoice: (track) => mine(() => this.voice.value = this.#deps.streamOf(track)),
      onMessage: (label, data) => mine(() => this.#exchange.heard(label, data)),
      onLow: (label) => mine(() => this.#exchange.low(label)),
      onOpen: (label, open) =>
        mine(() => {
          this.#exchange.opened(label, open);
          if (label === "model") return;
          const any = line.isOpen("control") || line.isOpen("pose");
          this.#step({ type: "channel", generation, open: any });
        }),
    });
    this.#line = line;
    void line.setMicrophone(this.#microphone);
  }

  #close(): void {
    const line = this.#line;
    this.#line = null;
    this.voice.value = null;
    this.#figures.close();
    if (!line) return;
    if (this.#farewell) this.#deps.after(FAREWELL_MS, () => line.close());
    else line.close();
    this.#farewell = false;
  }

  #stop(): void {
    this.#link?.stop();
    this.#link = null;
    this.#stopTicking?.();
    this.#stopTicking = null;
  }

  #tick(): void {
    const nowMs = this.#deps.now();
    this.#exchange.poses.tick(nowMs);
    this.#step({ type: "tick" });
    const line = this.#line;
    if (!line || nowMs < this.#lookAtMs) return;
    this.#lookAtMs = nowMs + LOOK_EVERY_MS;
    line.getStats().then((report) => {
      if (line === this.#line) this.#figures.look(report, this.#exchange.poses.loss);
    }).catch(() => {
      // A connection that closes meanwhile tells nothing.
    });
  }
}
