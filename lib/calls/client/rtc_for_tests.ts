/**
 * Peer connections without a network, for tests of this folder: signalling states with implicit rollback, ICE names that
 * a restart changes, certificates, and a way that can be cut. Times are those of `setTimeout`, which a test puts under a
 * clock of its own.
 */
import { FakeChannel } from "@/lib/calls/client/channel_for_tests.ts";
import { type FakeTransceiver, transceiver } from "@/lib/calls/client/transceiver_for_tests.ts";

/** What all connections of one test go through. */
export class FakeNetwork {
  /** Nothing gets through. */
  cut = false;
  /** Share of what may be lost that is lost. */
  loss = 0;
  latencyMs = 20;
  random: () => number = Math.random;
  readonly all: FakePeerConnection[] = [];
  names = 0;

  connect = (config: RTCConfiguration): RTCPeerConnection => {
    const pc = new FakePeerConnection(this, config);
    this.all.push(pc);
    // What of a peer connection is used, it has.
    return pc as unknown as RTCPeerConnection;
  };

  /** Cuts all ways, or opens them again; connections notice after a while, as real ones do. */
  setCut(cut: boolean): void {
    this.cut = cut;
    for (const pc of this.all) pc.notice();
  }

  /** Whoever has agreed with somebody else meets them. */
  meet(): void {
    for (const a of this.all) {
      for (const b of this.all) {
        if (a !== b && a.agreesWith(b) && b.agreesWith(a) && (a.reaches(b) || b.reaches(a))) {
          a.join(b);
          b.join(a);
        }
      }
    }
  }
}

interface Half {
  type: "offer" | "answer";
  ufrag: string;
  sdp: string;
}

type Handler<E> = ((event: E) => void) | null;

export class FakePeerConnection {
  signalingState = "stable";
  connectionState = "new";
  localDescription: Half | null = null;
  currentLocalDescription: Half | null = null;
  currentRemoteDescription: Half | null = null;
  onnegotiationneeded: (() => void) | null = null;
  onicecandidate: Handler<{ candidate: RTCIceCandidateInit | null }> = null;
  onconnectionstatechange: (() => void) | null = null;
  ontrack: Handler<{ track: { kind: string } }> = null;
  ondatachannel: Handler<{ channel: FakeChannel }> = null;
  configs: RTCConfiguration[];
  restarts = 0;
  readonly channels: FakeChannel[] = [];
  readonly #network: FakeNetwork;
  #transceivers: FakeTransceiver[] = [];
  #remote: Half | null = null;
  #ufrag: string;
  readonly #fingerprint: string;
  #agreed = "";
  #restarting = false;
  #asked = false;
  #known = new Set<string>();
  #other: FakePeerConnection | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(network: FakeNetwork, config: RTCConfiguration) {
    this.#network = network;
    this.configs = [config];
    this.#ufrag = `u${++network.names}`;
    const [certificate] = config.certificates ?? [];
    const name = certificate ? String(certificate) : this.#ufrag;
    this.#fingerprint = Array.from(
      name.padEnd(32, "-").slice(0, 32),
      (char) => char.charCodeAt(0).toString(16).padStart(2, "0").toUpperCase(),
    ).join(":");
  }

  get closed(): boolean {
    return this.signalingState === "closed";
  }

  getTransceivers(): FakeTransceiver[] {
    return this.#transceivers;
  }

  addTransceiver(kind: string): FakeTransceiver {
    const made = transceiver(kind);
    this.#transceivers.push(made);
    this.#ask();
    return made;
  }

  createDataChannel(label: string, init: RTCDataChannelInit): FakeChannel {
    const channel = new FakeChannel(this.#network, label, init.ordered !== false);
    this.channels.push(channel);
    if (this.#other) this.#pair(channel, this.#other);
    this.#ask();
    return channel;
  }

  get #wanted(): string {
    const media = this.#transceivers.map(({ receiver }) => receiver.track.kind);
    return [...media, ...(this.channels.length > 0 ? ["application"] : [])].sort().join();
  }

  #ask(): void {
    if (this.#asked || this.closed) return;
    this.#asked = true;
    setTimeout(() => {
      this.#asked = false;
      const needed = this.#restarting || this.#wanted !== this.#agreed;
      if (needed && this.signalingState === "stable") this.onnegotiationneeded?.();
    }, 0);
  }

  async setLocalDescription(): Promise<void> {
    await pause();
    this.#must(this.signalingState !== "have-local-offer");
    const type = this.signalingState === "stable" ? "offer" : "answer";
    const renewed = type === "answer" && this.currentRemoteDescription !== null &&
      this.currentRemoteDescription.ufrag !== this.#remote?.ufrag;
    if (this.#restarting || renewed) this.#ufrag = `u${++this.#network.names}`;
    const half = this.#describe(type);
    this.localDescription = half;
    if (type === "offer") this.signalingState = "have-local-offer";
    else this.#agree(half, this.#remote!);
    const { ufrag } = half;
    setTimeout(() => {
      if (this.closed) return;
      const candidate = `candidate:1 1 udp 1 127.0.0.1 9 typ host ufrag ${ufrag}`;
      this.onicecandidate?.({
        candidate: { candidate, sdpMid: "0", sdpMLineIndex: 0, usernameFragment: ufrag },
      });
      this.onicecandidate?.({ candidate: null });
    }, 10);
  }

  async setRemoteDescription({ type, sdp }: { type: "offer" | "answer"; sdp: string }) {
    await pause();
    const half = { type, sdp, ufrag: /a=ice-ufrag:(\S+)/.exec(sdp)![1]! };
    const before = this.currentRemoteDescription;
    const sameHost = (one: Half) => /a=fingerprint:.*/.exec(one.sdp)![0];
    this.#must(before === null || sameHost(before) === sameHost(half));
    if (type === "answer") {
      this.#must(this.signalingState === "have-local-offer");
      this.#remote = half;
      this.#agree(this.localDescription!, half);
    } else {
      this.#must(this.signalingState !== "have-remote-offer");
      this.signalingState = "have-remote-offer";
      this.#remote = half;
    }
    for (const [, kind] of sdp.matchAll(/^m=(audio|video)/gm)) {
      if (this.#transceivers.some(({ receiver }) => receiver.track.kind === kind)) continue;
      const made = transceiver(kind!);
      this.#transceivers.push(made);
      this.ontrack?.({ track: made.receiver.track });
    }
  }

  async addIceCandidate({ usernameFragment }: RTCIceCandidateInit): Promise<void> {
    await pause();
    this.#must(this.#remote?.ufrag === usernameFragment);
    this.#known.add(usernameFragment!);
    this.#network.meet();
  }

  restartIce(): void {
    this.restarts++;
    this.#restarting = true;
    this.#ask();
  }

  setConfiguration(config: RTCConfiguration): void {
    this.configs.push(config);
  }

  getStats(): Promise<Map<string, unknown>> {
    const bytes = this.channels.reduce((sum, channel) => sum + channel.sentBytes, 0);
    return Promise.resolve(
      new Map<string, unknown>([
        ["T", {
          type: "transport",
          selectedCandidatePairId: "P",
          bytesSent: bytes,
          bytesReceived: 0,
        }],
        ["P", {
          type: "candidate-pair",
          currentRoundTripTime: 2 * this.#network.latencyMs / 1000,
          localCandidateId: "L",
          remoteCandidateId: "R",
        }],
        ["L", { type: "local-candidate", candidateType: "host" }],
        ["R", { type: "remote-candidate", candidateType: "relay" }],
      ]),
    );
  }

  close(): void {
    if (this.closed) return;
    this.signalingState = "closed";
    this.connectionState = "closed";
    clearTimeout(this.#timer);
    const other = this.#other;
    for (const channel of this.channels) channel.end();
    // A farewell that is lost is noticed later.
    if (other && !this.#network.cut) setTimeout(() => other.deserted(), this.#network.latencyMs);
  }

  /** The other end is closed. */
  deserted(): void {
    if (this.closed) return;
    for (const channel of this.channels) channel.end();
    this.#state("failed");
  }

  agreesWith(other: FakePeerConnection): boolean {
    return !this.closed && this.currentRemoteDescription !== null &&
      this.currentRemoteDescription.ufrag === other.currentLocalDescription?.ufrag;
  }

  reaches(other: FakePeerConnection): boolean {
    return !this.#network.cut && this.#known.has(other.currentLocalDescription?.ufrag ?? "");
  }

  join(other: FakePeerConnection): void {
    if (this.connectionState === "connected") return;
    clearTimeout(this.#timer);
    this.#other = other;
    this.#state("connected");
    for (const channel of [...this.channels]) this.#pair(channel, other);
  }

  /** Takes notice of a network that was cut, or is back. */
  notice(): void {
    clearTimeout(this.#timer);
    if (this.closed || !this.#other || this.#other.closed) return;
    if (!this.#network.cut) {
      if (this.connectionState === "disconnected") this.#state("connected");
      return;
    }
    if (this.connectionState !== "connected") return;
    this.#timer = setTimeout(() => {
      this.#state("disconnected");
      this.#timer = setTimeout(() => this.#state("failed"), 8_000);
    }, 1_000);
  }

  accept(channel: FakeChannel): void {
    if (this.closed) return;
    this.channels.push(channel);
    this.ondatachannel?.({ channel });
  }

  #pair(channel: FakeChannel, other: FakePeerConnection): void {
    if (channel.paired || channel.readyState !== "connecting") return;
    const there = new FakeChannel(this.#network, channel.label, channel.ordered);
    channel.pair(there);
    setTimeout(() => {
      if (this.closed || other.closed) return;
      channel.open();
      there.open();
      other.accept(there);
    }, this.#network.latencyMs);
  }

  #agree(local: Half, remote: Half): void {
    this.signalingState = "stable";
    this.currentLocalDescription = local;
    this.currentRemoteDescription = remote;
    this.#restarting = false;
    this.#agreed = this.#wanted;
    if (this.connectionState === "new") this.#state("connecting");
    this.#network.meet();
    this.#ask();
  }

  #describe(type: "offer" | "answer"): Half {
    const offered = type === "answer" ? /^m=application/m.test(this.#remote!.sdp) : false;
    const kinds = this.#transceivers.map(({ receiver }) => receiver.track.kind);
    if (this.channels.length > 0 || offered) kinds.push("application");
    const sdp = [
      "v=0",
      ...kinds.map((kind) =>
        kind === "application"
          ? "m=application 9 UDP/DTLS/SCTP webrtc-datachannel"
          : `m=${kind} 9 UDP/TLS/RTP/SAVPF 111`
      ),
      `a=ice-ufrag:${this.#ufrag}`,
      `a=fingerprint:sha-256 ${this.#fingerprint}`,
      "",
    ].join("\r\n");
    return { type, sdp, ufrag: this.#ufrag };
  }

  #state(next: string): void {
    if (this.connectionState === next || this.closed) return;
    this.connectionState = next;
    this.onconnectionstatechange?.();
  }

  #must(allowed: boolean): void {
    if (!allowed || this.closed) throw new DOMException("not now", "InvalidStateError");
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}
