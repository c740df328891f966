/** The connections to those whom one hears or who hear us, each with its negotiation. Browser-safe. */
import {
  type LinkState,
  type NegotiationEffect,
  type NegotiationEvent,
  type NegotiationState,
  openNegotiation,
} from "@/lib/rtc/negotiation_model.ts";
import { stepNegotiation } from "@/lib/rtc/negotiation.ts";
import type { Peer, PeerDeps } from "@/lib/lounge/voice/peer.ts";
import type { Link } from "@/lib/lounge/voice/signal.ts";

export interface LinksDeps {
  me: string;
  session: string;
  /** Servers as they are now, and fresh ones. */
  config(): RTCConfiguration;
  freshConfig(): Promise<RTCConfiguration>;
  createPeer(deps: PeerDeps): Peer;
  /** Milliseconds. */
  now(): number;
  send(to: string, signal: Link): void;
  onState(id: string, state: LinkState | null): void;
  onVoice(id: string, stream: MediaStream | null): void;
  onScreen(id: string, stream: MediaStream | null): void;
}

interface Line {
  session: string;
  state: NegotiationState;
  peer: Peer;
}

/** Upstream for a shared screen, shared by those who see it, and what one of them gets at most. Bits per second. */
const SCREEN_UPSTREAM = 6_000_000;
const SCREEN_MOST = 1_500_000;

export interface Links {
  open(id: string, session: string): void;
  close(id: string): void;
  closeAll(): void;
  /** False for a link that is not ours. */
  receive(from: string, signal: Link): boolean;
  tick(): void;
  network(): void;
  setVoice(track: MediaStreamTrack | null): void;
  setScreen(track: MediaStreamTrack | null): void;
  getStats(id: string): Promise<RTCStatsReport> | null;
}

export function createLinks(deps: LinksDeps): Links {
  const lines = new Map<string, Line>();
  /** Last epoch with each session: a link that is opened again goes on from there [VO3]. */
  const epochs = new Map<string, number>();
  let voice: MediaStreamTrack | null = null;
  let screen: MediaStreamTrack | null = null;

  /** Both sides see the same two ids. */
  const isPolite = (id: string): boolean => deps.me > id;

  function connect(id: string, line: () => Line | undefined): Peer {
    const peer: Peer = deps.createPeer({
      caller: !isPolite(id),
      config: deps.config(),
      freshConfig: deps.freshConfig,
      onEvent: (event) => {
        // A connection that was made anew may still hear of the one before.
        if (line()?.peer === peer) step(id, event);
      },
      onVoice: (stream) => deps.onVoice(id, stream),
      onScreen: (stream) => deps.onScreen(id, stream),
    });
    peer.setVoice(voice);
    return peer;
  }

  function step(id: string, event: NegotiationEvent): void {
    const line = lines.get(id);
    if (!line) return;
    const before = line.state.link;
    const { state, effects } = stepNegotiation(line.state, event, deps.now());
    line.state = state;
    epochs.set(line.session, state.epoch);
    for (const effect of effects) perform(id, line, effect);
    if (state.link === before) return;
    deps.onState(id, state.link);
    // One waits with the screen until the voice is there: a small first offer connects sooner.
    if (state.link === "connected") sendScreen(line);
  }

  function perform(id: string, line: Line, effect: NegotiationEffect): void {
    if (effect.type === "send") {
      const { session } = deps;
      deps.send(id, { kind: "link", session, to: line.session, ...effect.words });
    } else if (effect.type === "rebuild") {
      line.peer.close();
      line.peer = connect(id, () => lines.get(id));
    } else line.peer.perform(effect);
  }

  function sendScreen(line: Line): void {
    const share = Math.min(SCREEN_MOST, SCREEN_UPSTREAM / Math.max(1, lines.size));
    line.peer.setScreen(screen, Math.round(share));
  }

  function close(id: string): void {
    const line = lines.get(id);
    if (!line) return;
    lines.delete(id);
    line.peer.close();
    deps.onVoice(id, null);
    deps.onState(id, null);
  }

  return {
    open(id, session) {
      close(id);
      const epoch = (epochs.get(session) ?? 0) + 1;
      const polite = isPolite(id);
      const peer = connect(id, () => lines.get(id));
      lines.set(id, { session, state: openNegotiation({ polite, epoch }, deps.now()), peer });
      epochs.set(session, epoch);
      deps.onState(id, "connecting");
      if (!polite || epoch === 1) return;
      // Should the other side never have closed it, this tells.
      const empty = { epoch, description: null, candidates: [] };
      deps.send(id, { kind: "link", session: deps.session, to: session, ...empty });
    },
    close,
    closeAll() {
      for (const id of [...lines.keys()]) close(id);
    },
    receive(from, { session, to, epoch, description, candidates }) {
      if (to !== deps.session) return true;
      const line = lines.get(from);
      if (line?.session !== session) return false;
      step(from, { type: "words", words: { epoch, description, candidates } });
      return true;
    },
    tick() {
      for (const id of [...lines.keys()]) step(id, { type: "tick" });
    },
    network() {
      for (const id of [...lines.keys()]) step(id, { type: "network" });
    },
    setVoice(track) {
      voice = track;
      for (const { peer } of lines.values()) peer.setVoice(track);
    },
    setScreen(track) {
      screen = track;
      for (const line of lines.values()) {
        if (line.state.link === "connected" || track === null) sendScreen(line);
      }
    },
    getStats: (id) => lines.get(id)?.peer.getStats() ?? null,
  };
}
