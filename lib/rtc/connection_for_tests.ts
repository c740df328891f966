/**
 * A peer connection that only negotiates, for tests of this folder alone: signalling states, implicit rollback, ICE
 * names that a restart changes, and a link that is there once both sides agree and can reach each other.
 */
import type { NegotiationEffect, NegotiationEvent } from "@/lib/rtc/negotiation_model.ts";

export interface FakeNet {
  random: () => number;
}

/** A small generator of numbers from 0 to 1. Source: mulberry32. */
export function seeded(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Half {
  type: "offer" | "answer";
  ufrag: string;
  tracks: number;
}

let names = 0;

export class FakeConnection {
  readonly #net: FakeNet;
  readonly #emit: (event: NegotiationEvent) => void;
  #queue: (() => void)[] = [];
  #signaling: "stable" | "offered" | "asked" = "stable";
  #local: Half | null = null;
  #remote: Half | null = null;
  #pending: Half | null = null;
  #ufrag = `u${++names}`;
  #restarting = false;
  #tracks = 0;
  #agreed = 0;
  #known = new Set<string>();
  #closed = false;
  #link: "connecting" | "connected" | "failed" = "connecting";
  constructor(net: FakeNet, emit: (event: NegotiationEvent) => void) {
    this.#net = net;
    this.#emit = emit;
  }

  /** Nothing is left to agree on. */
  get settled(): boolean {
    return this.#signaling === "stable" && !this.#needs && this.#queue.length === 0;
  }

  get #needs(): boolean {
    return this.#tracks > this.#agreed || this.#restarting;
  }

  addTrack(): void {
    this.#tracks++;
    this.#ask();
  }

  close(): void {
    this.#closed = true;
    this.#queue = [];
  }

  perform(effect: NegotiationEffect): void {
    if (effect.type === "make") this.#queue.push(() => this.#make());
    else if (effect.type === "apply") this.#queue.push(() => this.#apply(effect.description));
    else if (effect.type === "add") {
      for (const { ufrag } of effect.candidates) {
        if (this.#remote && ufrag === this.#remote.ufrag) this.#known.add(ufrag);
      }
    } else if (effect.type === "restart") {
      this.#restarting = true;
      this.#ask();
    }
  }

  /** Does some of what waits. */
  run(): void {
    while (this.#queue.length > 0 && !this.#closed && this.#net.random() < 0.7) {
      this.#queue.shift()!();
    }
  }

  #ask(): void {
    if (this.#signaling !== "stable" || !this.#needs) return;
    this.#queue.push(() => {
      if (this.#signaling === "stable" && this.#needs) this.#emit({ type: "needed" });
    });
  }

  #make(): void {
    if (this.#signaling === "offered") return this.#emit({ type: "failed" });
    const type = this.#signaling === "asked" ? "answer" : "offer";
    const theyRestart = type === "answer" && this.#local !== null &&
      this.#pending?.ufrag !== this.#remote?.ufrag;
    if (this.#restarting || theyRestart) {
      this.#ufrag = `u${++names}`;
      if (type === "answer") this.#restarting = false;
    }
    const half: Half = { type, ufrag: this.#ufrag, tracks: this.#tracks };
    if (type === "offer") {
      this.#signaling = "offered";
      this.#pending = half;
    } else {
      this.#agree(half, this.#pending!);
    }
    const sdp = `v=0\r\na=ice-ufrag:${half.ufrag}\r\na=tracks:${half.tracks}\r\n`;
    this.#emit({ type: "made", description: { type, sdp } });
    const found = 1 + Math.floor(this.#net.random() * 3);
    for (let n = 0; n < found; n++) {
      this.#queue.push(() =>
        this.#emit({
          type: "candidate",
          candidate: { candidate: `candidate:${n}`, mid: "0", line: 0, ufrag: half.ufrag },
        })
      );
    }
  }

  #apply({ type, sdp }: { type: "offer" | "answer"; sdp: string }): void {
    const ufrag = /a=ice-ufrag:(\S+)/.exec(sdp)![1]!;
    const half: Half = { type, ufrag, tracks: Number(/a=tracks:(\d+)/.exec(sdp)![1]) };
    if (type === "answer") {
      if (this.#signaling !== "offered") return this.#emit({ type: "failed" });
      this.#restarting = false;
      const own = this.#pending!;
      this.#agree(own, half);
    } else {
      if (this.#signaling === "asked") return this.#emit({ type: "failed" });
      // An own offer is taken back.
      this.#signaling = "asked";
      this.#pending = half;
      this.#remote = this.#local ? this.#remote : half;
    }
    if (!this.#known.has(ufrag)) this.#known.clear();
    this.#emit({ type: "applied" });
  }

  #agree(local: Half, remote: Half): void {
    this.#local = local;
    this.#remote = remote;
    this.#agreed = local.type === "offer" ? local.tracks : this.#agreed + this.#tracks;
    this.#agreed = Math.max(this.#agreed, local.tracks);
    this.#signaling = "stable";
    this.#pending = null;
    this.#ask();
  }

  #state(next: "connected" | "failed"): void {
    if (this.#link === next || this.#closed) return;
    this.#link = next;
    this.#emit({ type: "state", state: next });
  }

  static joined(a: FakeConnection, b: FakeConnection): boolean {
    return a.#local !== null && b.#local !== null && !a.#closed && !b.#closed &&
      a.#remote?.ufrag === b.#local.ufrag && b.#remote?.ufrag === a.#local.ufrag;
  }

  /** Connects those who agree and know a way. */
  static check(a: FakeConnection, b: FakeConnection): void {
    if (!FakeConnection.joined(a, b)) return;
    if (!a.#known.has(b.#local!.ufrag) && !b.#known.has(a.#local!.ufrag)) return;
    a.#state("connected");
    b.#state("connected");
  }

  /** The way between them ends: only other names, as a restart brings them, find another. */
  static breakBetween(a: FakeConnection, b: FakeConnection): void {
    for (const one of [a, b]) {
      if (one.#link !== "connected") continue;
      one.#known.clear();
      one.#state("failed");
    }
  }
}
