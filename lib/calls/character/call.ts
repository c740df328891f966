/**
 * A call whose other side is a character: to the page it is a call like any other. What is said goes to the server as an
 * ordinary conversation; the reply comes as text with feelings, is spoken sentence by sentence, and moves the face.
 * Browser-safe; network, voice and ears come in. The replies, and [CC1], are in `replies.ts`.
 *
 * - [CC2] What may be seen of a face is told only while it was allowed, and as words of a closed list.
 */
import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Background } from "@/lib/avatar/stage/renderer.ts";
import type { Emotion, Pose } from "@/lib/avatar/pose/pose.ts";
import { plainText } from "@/lib/calls/character/plain_text.ts";
import { CharacterFace, type Mood } from "@/lib/calls/character/face.ts";
import { CueWatch } from "@/lib/calls/character/cue_watch.ts";
import type { Cue } from "@/lib/calls/character/cues.ts";
import type { CharacterLine } from "@/lib/calls/character/line.ts";
import { type CharacterTrouble, Replies, troubleOf } from "@/lib/calls/character/replies.ts";
import type { Call, CallAvatar, CallPhase } from "@/lib/calls/client/connection.ts";
import type { Consent } from "@/lib/calls/client/consent.ts";
import type { ControlMessage, ControlType } from "@/lib/calls/client/control.ts";
import type { CallStats } from "@/lib/calls/client/figures.ts";
import { NO_QUALITY } from "@/lib/calls/client/quality.ts";
import { CharacterVoice } from "@/lib/calls/character/voice.ts";
import type { Manner } from "@/lib/speech/reading.ts";
import type { Speaker, Synthesis } from "@/lib/speech/speaker.ts";

export interface CalledCharacter {
  id: string;
  name: string;
  /** Its face, as `lib/avatar/spec.ts` writes it. */
  face: string;
  background: Background;
  manner: Manner;
}

export interface CharacterCallDeps {
  character: CalledCharacter;
  /** A conversation to go on with; null for the last, or a new one. */
  conversationId: string | null;
  line: CharacterLine;
  synthesis: Synthesis;
  /** Resolves once voices are there, or it is clear that none come. */
  voicesReady(): Promise<void>;
  /** A name for something that is said. */
  newId(): string;
  now(): number;
  after(ms: number, call: () => void): () => void;
  random(): number;
  reducedMotion: boolean;
  /** Whether a camera is on: a face that lives by itself tells nothing. */
  camera(): boolean;
}

type Listener = (message: ControlMessage) => void;

export class CharacterCall implements Call {
  readonly #deps: CharacterCallDeps;
  readonly #face: CharacterFace;
  readonly #watch = new CueWatch();
  readonly #listeners = new Map<ControlType, Set<Listener>>();
  readonly #stops: (() => void)[] = [];
  readonly #voice: CharacterVoice;
  readonly #replies: Replies;
  #conversationId: string | null = null;
  #ending = new AbortController();
  #startedMs: number | null = null;
  #talkedMs = 0;
  readonly phase = signal<CallPhase>({ kind: "idle" });
  readonly peer = signal<{ id: string; avatar: CallAvatar } | null>(null);
  readonly quality = signal(NO_QUALITY);
  readonly code = signal<string | null>(null);
  readonly codeChanged = signal(false);
  readonly voice = signal<MediaStream | null>(null);
  readonly ownModel = signal(null);
  readonly peerModel = signal(null);
  readonly trouble = signal<CharacterTrouble | null>(null);
  /** The written conversation; null before the call began. */
  readonly url = signal<string | null>(null);
  /** [CC2] Off until it is allowed, in each call anew. */
  readonly mayBeSeen = signal(false);
  /** What it would be told now; empty while it may not. */
  readonly seen = signal<readonly Cue[]>([]);
  /** Whoever calls is speaking at this moment. */
  readonly hears = signal(false);
  readonly mood: ReadonlySignal<Mood>;
  readonly #consent = signal<Consent>("none");

  constructor(deps: CharacterCallDeps) {
    this.#deps = deps;
    const { synthesis, now, after, character: { manner } } = deps;
    this.#voice = new CharacterVoice({
      synthesis,
      manner,
      now,
      after,
      onCaption: (text, options) => this.#tell({ type: "caption", text, ...options }),
      onFeel: (emotion) => this.#face.feel(emotion),
    });
    this.#replies = new Replies({
      line: deps.line,
      voice: this.#voice,
      newId: deps.newId,
      trouble: this.trouble,
      onWritten: (text) => this.#tell({ type: "chat", text: plainText(text) }),
      onRefused: (error) => this.#refused(error),
    });
    this.#face = new CharacterFace({
      random: deps.random,
      mouth: (nowMs) => this.#voice.mouthAt(nowMs),
      reducedMotion: deps.reducedMotion,
    });
    this.mood = computed(() => {
      if (this.hears.value) return "listening";
      if (this.speaker.phase.value === "speaking") return "speaking";
      return this.#replies.coming.value ? "thinking" : "waiting";
    });
    this.#stops.push(
      effect(() => void (this.#face.mood = this.mood.value)),
      effect(() => {
        if (this.mayBeSeen.value) return;
        this.#watch.forget();
        this.seen.value = [];
      }),
    );
  }

  // ── As every call

  join(_avatar: CallAvatar): void {
    const { kind } = this.phase.peek();
    if (kind !== "idle" && kind !== "ended") return;
    this.#ending = new AbortController();
    batch(() => {
      this.trouble.value = null;
      this.phase.value = { kind: "joining" };
    });
    void this.#begin(this.#ending.signal);
  }

  leave(): void {
    this.#end("left");
  }

  sendPose(pose: Pose): void {
    if (!this.mayBeSeen.peek()) return;
    const nowMs = this.#deps.now();
    this.#watch.take(pose, { camera: this.#deps.camera(), nowMs });
    const cues = this.#watch.current(nowMs);
    if (cues.join() !== this.seen.peek().join()) this.seen.value = cues;
  }

  samplePeer(nowMs: number): Pose {
    return this.#face.sample(nowMs);
  }

  /** Nobody hears a voice here: words come by recognition. */
  setMicrophone(): Promise<void> {
    return Promise.resolve();
  }
  setAvatar(): void {}
  sendModel(): Promise<void> {
    return Promise.resolve();
  }
  acceptCode(): void {}
  network(): void {}
  /** Each tab has a call of its own. */
  giveWay(): void {}

  readonly control: Call["control"] = {
    send: (message) => {
      if (message.type !== "chat") return true;
      if (this.#conversationId === null) return false;
      void this.#replies.say(message.text, {
        conversationId: this.#conversationId,
        seen: this.mayBeSeen.peek() ? this.#watch.current(this.#deps.now()) : [],
      });
      return true;
    },
    on: (type, listener) => {
      const listeners = this.#listeners.get(type) ?? new Set();
      this.#listeners.set(type, listeners);
      // Only messages of this type get here.
      const held = listener as Listener;
      listeners.add(held);
      return () => void listeners.delete(held);
    },
  };

  /** There is one person here to agree. */
  readonly consent: Call["consent"] = {
    state: this.#consent,
    ask: () => void (this.#consent.value = "agreed"),
    answer: () => {},
    stop: () => void (this.#consent.value = "none"),
  };

  stats(): CallStats {
    return {
      durationMs: this.#durationMs(),
      reconnects: 0,
      sentBytes: 0,
      receivedBytes: 0,
      sentBytesPerS: null,
      receivedBytesPerS: null,
      posesSent: 0,
      posesReceived: 0,
      posesSkipped: 0,
      meanPoseBytes: null,
      loss: null,
      roundTripMs: null,
      path: null,
    };
  }

  dispose(): void {
    this.#ending.abort();
    this.#replies.dispose();
    for (const stop of this.#stops) stop();
    this.#voice.dispose();
    this.#listeners.clear();
  }

  // ── As a call with a character

  /** Hushes it, and lets its provider know. */
  hush(): void {
    this.#replies.hush();
  }

  get speaker(): Speaker {
    return this.#voice.speaker;
  }

  /** What it said aloud lately. */
  spokenLately(): string {
    return this.#voice.spokenLately();
  }

  /** The way to the server broke, or is there again. */
  away(on: boolean): void {
    const now = this.phase.peek();
    if (on && now.kind === "live") {
      this.phase.value = { kind: "trouble", sinceMs: this.#deps.now() };
    } else if (!on && now.kind === "trouble") {
      this.phase.value = { kind: "live", sinceMs: this.#startedMs ?? this.#deps.now() };
    }
  }

  async #begin(signal: AbortSignal): Promise<void> {
    const { line, conversationId, character, voicesReady } = this.#deps;
    try {
      const [begun] = await Promise.all([line.begin(conversationId, signal), voicesReady()]);
      if (signal.aborted) return;
      const { name, face, background, id } = character;
      this.#conversationId = begun.conversationId;
      this.#startedMs = this.#deps.now();
      batch(() => {
        this.url.value = begun.url;
        this.peer.value = { id, avatar: { spec: face, name, vrm: null, background } };
        this.phase.value = { kind: "live", sinceMs: this.#startedMs! };
      });
      this.#face.gesture("wave");
      const last = begun.lines.at(-1);
      if (begun.running) await this.#replies.follow(begun.running, begun.conversationId);
      // A greeting that nobody has answered is said; what was said in an earlier call is not.
      else if (begun.lines.length === 1 && last && !last.mine) this.#greet(last.text, last.emotion);
    } catch (error) {
      if (signal.aborted) return;
      this.#refused(error);
      if (this.phase.peek().kind !== "ended" && this.#conversationId === null) this.#end("refused");
    }
  }

  #greet(text: string, emotion: Emotion | null): void {
    if (emotion) this.#face.feel(emotion);
    this.#replies.greet(text);
  }

  #refused(error: unknown): void {
    this.away(false);
    this.trouble.value = troubleOf(error);
  }

  #end(reason: "left" | "refused"): void {
    if (this.phase.peek().kind === "ended") return;
    this.hush();
    this.speaker.drop();
    this.#ending.abort();
    this.#talkedMs = this.#durationMs();
    this.#startedMs = null;
    batch(() => {
      this.mayBeSeen.value = false;
      this.#consent.value = "none";
      this.phase.value = { kind: "ended", reason };
    });
  }

  #durationMs(): number {
    return this.#talkedMs + (this.#startedMs === null ? 0 : this.#deps.now() - this.#startedMs);
  }

  #tell(message: ControlMessage): void {
    for (const listener of [...this.#listeners.get(message.type) ?? []]) listener(message);
  }
}
