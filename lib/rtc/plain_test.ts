import assert from "node:assert/strict";
import { FakeConnection, type FakeNet, seeded } from "@/lib/rtc/connection_for_tests.ts";
import type { Candidate } from "@/lib/rtc/description.ts";
import { stepNegotiation } from "@/lib/rtc/negotiation.ts";
import {
  type NegotiationEvent,
  type NegotiationState,
  openNegotiation,
} from "@/lib/rtc/negotiation_model.ts";
import { numberWords, type PlainWords } from "@/lib/rtc/plain.ts";

const SDP = "v=0\r\na=ice-ufrag:aaaa\r\n";
const THEIRS = "v=0\r\na=ice-ufrag:bbbb\r\n";

function step(state: NegotiationState, ...events: NegotiationEvent[]): NegotiationState {
  return events.reduce((was, event) => stepNegotiation(was, event, 1_000).state, state);
}

Deno.test("an offer without a number comes after all that were heard, those that wait among them", () => {
  let state = openNegotiation({ polite: true, plain: true }, 0);
  const hear = () => {
    const words = numberWords({ type: "offer", sdp: THEIRS }, state);
    state = step(state, { type: "words", words });
    return words.description!.n;
  };
  assert.deepEqual([hear(), hear(), hear()], [1, 2, 3]);
});

Deno.test("an answer without a number is one to the newest offer", () => {
  const state = step(openNegotiation({ polite: false, plain: true }, 0), { type: "needed" }, {
    type: "made",
    description: { type: "offer", sdp: SDP },
  });
  const words = numberWords({ type: "answer", sdp: THEIRS }, state);
  assert.equal(words.description?.re, 1);
  assert.equal(stepNegotiation(state, { type: "words", words }, 1_000).effects[0]?.type, "apply");
});

/** Perfect negotiation as the specification writes it down, without a number anywhere. */
class PlainPeer {
  readonly pc: FakeConnection;
  #signaling: "stable" | "offered" | "asked" = "stable";
  #making = false;
  #ignoring = false;
  #queue: PlainWords[] = [];
  #applying: "offer" | "answer" | null = null;

  constructor(
    net: FakeNet,
    readonly polite: boolean,
    readonly send: (words: PlainWords) => void,
  ) {
    this.pc = new FakeConnection(net, (event) => this.#hear(event));
  }

  take(words: PlainWords): void {
    this.#queue.push(words);
    this.#next();
  }

  #next(): void {
    if (this.#applying || this.#signaling === "asked") return;
    const words = this.#queue.shift();
    if (!words) return;
    if (words.type === "candidate") {
      if (!this.#ignoring) this.pc.perform({ type: "add", candidates: [words.candidate] });
      return this.#next();
    }
    const collision = words.type === "offer" && (this.#making || this.#signaling !== "stable");
    this.#ignoring = !this.polite && collision;
    if (this.#ignoring) return this.#next();
    this.#applying = words.type;
    this.pc.perform({ type: "apply", description: { ...words, type: words.type, n: 0, re: 0 } });
  }

  #hear(event: NegotiationEvent): void {
    switch (event.type) {
      case "needed":
        this.#making = true;
        return this.pc.perform({ type: "make" });
      case "made":
        this.#making = false;
        this.#signaling = event.description.type === "offer" ? "offered" : "stable";
        this.send(event.description);
        return this.#next();
      case "applied":
        this.#signaling = this.#applying === "offer" ? "asked" : "stable";
        this.#applying = null;
        if (this.#signaling === "asked") return this.pc.perform({ type: "make" });
        return this.#next();
      case "candidate":
        return this.send({ type: "candidate", candidate: event.candidate });
      case "failed":
        assert.fail("the plain peer's connection refused an operation");
    }
  }
}

/** A numbered and a plain peer over an ordered way that takes its time; who begins, and whether both do, is chance. */
function meet(seed: number): void {
  const random = seeded(seed);
  const net: FakeNet = { random };
  let nowMs = 0;
  const wire: { to: "numbered" | "plain"; words: PlainWords; atMs: number }[] = [];
  const arrival = (to: string) =>
    Math.max(nowMs + random() * 300, ...wire.filter((w) => w.to === to).map(({ atMs }) => atMs));
  const polite = random() < 0.5;
  let state = openNegotiation({ polite, plain: true }, nowMs);
  const take = (event: NegotiationEvent): void => {
    const stepped = stepNegotiation(state, event, nowMs);
    state = stepped.state;
    for (const effect of stepped.effects) {
      assert.notEqual(effect.type, "rebuild", `seed ${seed}`);
      if (effect.type !== "send") {
        pc.perform(effect);
        continue;
      }
      const { description, candidates } = effect.words;
      const post = (words: PlainWords) => wire.push({ to: "plain", words, atMs: arrival("plain") });
      if (description) post({ type: description.type, sdp: description.sdp });
      for (const candidate of candidates) post({ type: "candidate", candidate });
    }
  };
  const pc: FakeConnection = new FakeConnection(net, take);
  const other = new PlainPeer(net, !polite, (words) => {
    wire.push({ to: "numbered", words, atMs: arrival("numbered") });
  });
  if (random() < 0.7) pc.addTrack();
  if (random() < 0.7 || state.polite) other.pc.addTrack();
  for (; nowMs < 60_000; nowMs += 50) {
    if (nowMs === 3_000) (random() < 0.5 ? pc : other.pc).addTrack();
    while (wire.some(({ atMs }) => atMs <= nowMs)) {
      const [{ to, words }] = wire.splice(wire.findIndex(({ atMs }) => atMs <= nowMs), 1) as [
        typeof wire[number],
      ];
      if (to === "plain") other.take(words);
      else take({ type: "words", words: numberWords(words, state) });
    }
    pc.run();
    other.pc.run();
    take({ type: "tick" });
    FakeConnection.check(pc, other.pc);
    const settled = pc.settled && other.pc.settled && wire.length === 0;
    if (nowMs > 3_000 && settled && state.link === "connected") return;
  }
  assert.fail(`seed ${seed}: not connected; ${JSON.stringify(state, null, 1)}`);
}

Deno.test("a numbered peer and one that knows no numbers end connected, whoever offers", () => {
  for (let seed = 1; seed <= 300; seed++) meet(seed);
});

Deno.test("a candidate without a number is one of the present epoch", () => {
  const candidate: Candidate = { candidate: "candidate:1", mid: "0", line: 0, ufrag: null };
  const state = openNegotiation({ polite: true, epoch: 4 }, 0);
  assert.deepEqual(numberWords({ type: "candidate", candidate }, state), {
    epoch: 4,
    description: null,
    candidates: [candidate],
  });
});
