/** A call that goes on: performs what `call_state.ts` decides, and shows how it stands. Browser-safe. */
import { batch, signal } from "@preact/signals";
import type { Pose } from "@/lib/avatar/pose/pose.ts";
import type { CallAvatar } from "@/lib/calls/client/avatar.ts";
import type { CallEffect, CallEvent, CallPhase, CallState } from "@/lib/calls/client/call_model.ts";
import { NEW_CALL } from "@/lib/calls/client/call_model.ts";
import { stepCall } from "@/lib/calls/client/call_state.ts";
import type { Call, CallDeps } from "@/lib/calls/client/connection.ts";
import { openDoor } from "@/lib/calls/client/door.ts";
import { Exchange } from "@/lib/calls/client/exchange.ts";
import { type CallStats, Figures } from "@/lib/calls/client/figures.ts";
import { hashOf } from "@/lib/calls/client/model_transfer.ts";
import { type CallPeerLine, createCallPeer } from "@/lib/calls/client/peer.ts";
import type { SignalFrame } from "@/lib/calls/client/signals.ts";
import type { LiveLink } from "@/lib/realtime/link.ts";
import { createServers } from "@/lib/rtc/servers.ts";

const NOBODY: CallAvatar = { spec: "", name: "", vrm: null, background: "art" };
const TICK_MS = 100;
const LOOK_EVERY_MS = 1_000;
/** A farewell takes a moment to get out. */
const FAREWELL_MS = 300;

export class LiveCall implements Call {
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

  giveWay(): void {
    this.#step({ type: "elsewhere" });
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
    const { open, socket, ticket, exists, now } = this.#deps;
    this.#figures.begin();
    this.#link = openDoor({
      ...(open ? { open } : {}),
      now,
      socket,
      ticket,
      exists,
      prepare: () => this.#prepare(),
      onOpen: () => this.#introduce(),
      onFrame: (frame) => this.#step({ type: "frame", frame }),
      onPhase: (phase) => this.#step({ type: "link", phase }),
    });
    this.#link.start();
    this.#stopTicking ??= this.#deps.every(TICK_MS, () => this.#tick());
  }

  #introduce(): void {
    const frame: SignalFrame = { type: "join", avatar: this.#avatar, key: this.#deps.key };
    this.#link?.send(frame);
  }

  async #prepare(): Promise<void> {
    const certificate = this.#certificate ?? this.#deps.certificate?.();
    // Two in one network need no servers; whoever needs them gets them with the first restart.
    const [made] = await Promise.allSettled([certificate, this.#servers.fresh()]);
    if (made.status === "fulfilled") this.#certificate = made.value ?? null;
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
