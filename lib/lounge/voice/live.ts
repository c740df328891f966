/**
 * Voice while it is on: tells those around, links those who are to be heard, and puts each where they stand. Knows no
 * microphone but the track that it is given. Browser-safe.
 */
import type { Ear } from "@/lib/lounge/voice/ear.ts";
import { createLinks, type Links } from "@/lib/lounge/voice/links.ts";
import { distance, type Spot } from "@/lib/lounge/voice/mesh.ts";
import type { LinkState } from "@/lib/rtc/negotiation_model.ts";
import { openOutbox, post, take } from "@/lib/lounge/voice/outbox.ts";
import {
  openPairs,
  type PairsEvent,
  type PairsState,
  stepPairs,
} from "@/lib/lounge/voice/pairs.ts";
import type { Peer, PeerDeps } from "@/lib/lounge/voice/peer.ts";
import { createServers, type Ice } from "@/lib/rtc/servers.ts";
import { decodeSignal, newSession, type VoiceSignal } from "@/lib/lounge/voice/signal.ts";
import { gainAt, listen, SILENCE, type Speech } from "@/lib/lounge/voice/sound.ts";

/** Where one is, and the people of the room without oneself. Metres and radians. */
export interface Places {
  me: { x: number; z: number; heading: number };
  others: readonly Spot[];
}

export interface LiveDeps {
  /** Own user id. */
  me: string;
  ear: Ear;
  ice: Ice;
  blocked: readonly string[];
  fetchIce(): Promise<Ice>;
  send(to: string, signal: VoiceSignal): void;
  createPeer(deps: PeerDeps): Peer;
  /** Milliseconds since 1970. */
  now(): number;
  random(): string;
  /** Loudness of a person as the reader and the room want it, whatever the distance. */
  loudnessOf(id: string): number;
  /** Somebody is linked in another way now; null is no longer. */
  onLink(id: string, state: LinkState | null): void;
  onScreen(id: string, stream: MediaStream | null): void;
  /** Another page of the same person has the voice now. */
  onElsewhere(): void;
}

export interface Live {
  readonly ear: Ear;
  readonly links: Links;
  receive(from: string, signal: unknown): void;
  /** To be called some ten times a second. */
  tick(): void;
  setPlaces(places: Places): void;
  setBlocked(ids: readonly string[]): void;
  resync(): void;
  /** Whether somebody speaks now, by a look at the level; null is the own microphone. */
  isSpeaking(id: string | null): boolean;
  /** Says goodbye and lets everything go. */
  close(): void;
}

export function openLive(deps: LiveDeps): Live {
  const session = newSession(deps.now(), deps.random());
  const { ear } = deps;
  const speech = new Map<string | null, Speech>();
  const servers = createServers({ fetchIce: deps.fetchIce, now: deps.now, first: deps.ice });
  let pairs: PairsState = { ...openPairs(deps.me, session), blocked: new Set(deps.blocked) };
  let outbox = openOutbox(deps.now());
  let places: Places = { me: { x: 0, z: 0, heading: 0 }, others: [] };
  let closed = false;

  const links = createLinks({
    me: deps.me,
    session,
    config: () => servers.config,
    freshConfig: servers.fresh,
    createPeer: deps.createPeer,
    now: deps.now,
    send: say,
    onState(id, state) {
      if (state === null) speech.delete(id);
      deps.onLink(id, state);
      if (state !== null) step({ type: "connected", id, on: state === "connected" });
    },
    onVoice(id, stream) {
      if (!stream) return ear.remove(id);
      ear.add(id, stream);
      sound();
    },
    onScreen: deps.onScreen,
  });

  function say(to: string, signal: VoiceSignal): void {
    outbox = post(outbox, { to, signal });
  }

  function flush(): void {
    const taken = take(outbox, deps.now());
    outbox = taken.outbox;
    for (const { to, signal } of taken.out) deps.send(to, signal);
  }

  function step(event: PairsEvent): void {
    const { state, effects } = stepPairs(pairs, event, deps.now());
    pairs = state;
    for (const effect of effects) {
      if (effect.type === "tell") say(effect.to, effect.signal);
      else if (effect.type === "open") links.open(effect.id, effect.session);
      else if (effect.type === "close") links.close(effect.id);
      else deps.onElsewhere();
    }
  }

  /** Puts everybody where they are, as loud as they are there. */
  function sound(): void {
    ear.setListener(places.me);
    for (const spot of places.others) {
      ear.setPlace(spot.id, spot);
      ear.setGain(spot.id, deps.loudnessOf(spot.id) * gainAt(distance(places.me, spot)));
    }
  }

  // [VO1] Another page of the same person hears this, and gives way.
  say(deps.me, { kind: "here", session, want: false, full: false, ask: false });

  return {
    ear,
    links,
    receive(from, value) {
      const heard = decodeSignal(value);
      if (!heard || closed) return;
      if (heard.kind !== "link") step({ type: "heard", from, signal: heard });
      else if (from !== deps.me && !links.receive(from, heard)) step({ type: "stray", from });
      if (!closed) flush();
    },
    tick() {
      step({ type: "tick" });
      links.tick();
      flush();
    },
    setPlaces(next) {
      places = next;
      step({ type: "spots", me: places.me, spots: places.others });
      sound();
    },
    setBlocked: (ids) => step({ type: "blocked", ids: new Set(ids) }),
    resync: () => step({ type: "resync" }),
    isSpeaking(id) {
      const next = listen(speech.get(id) ?? SILENCE, ear.level(id), deps.now());
      speech.set(id, next);
      return next.speaking;
    },
    close() {
      if (closed) return;
      closed = true;
      step({ type: "leave" });
      links.closeAll();
      // Farewells are few, and there is no later.
      for (const { to, signal } of outbox.waiting) {
        if (signal.kind === "gone") deps.send(to, signal);
      }
      ear.close();
    },
  };
}
