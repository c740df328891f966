/**
 * Records a call while all who are in it want that, and keeps the file in this browser. Browser-safe.
 *
 * - [RD1] It writes only while both have agreed; the moment one does not, it ends.
 * - [RD2] A stop keeps what was written, for both. Consent that is taken back drops it, for both.
 * - [RD3] A call that ends is a stop.
 */
import { batch, computed, createModel, effect, signal, untracked } from "@preact/signals";
import type { Consent } from "@/lib/calls/client/consent.ts";
import type { CallSession } from "@/lib/calls/page/session.ts";
import type { RecordedEvent, RecordedPerson, Side } from "@/lib/calls/recording/container.ts";
import type { Recorder } from "@/lib/calls/recording/recorder.ts";
import type { KeptRecording, Shelf } from "@/lib/calls/recording/shelf.ts";

export interface DeskDeps {
  session: CallSession;
  shelf: Shelf;
  with: "person" | "character";
  /** Loads what writes, and makes one that begins at that time. */
  openRecorder(startMs: number): Promise<Recorder>;
  newId(): string;
  /** Of poses. */
  now(): number;
  /** Of calendars. */
  today(): number;
  every(ms: number, call: () => void): () => void;
}

/** What became of the last recording. */
export type Outcome =
  | { kind: "kept"; recording: KeptRecording; file: Blob }
  /** The browser keeps nothing; the file can still be taken along. */
  | { kind: "unkept"; recording: KeptRecording; file: Blob }
  | { kind: "dropped" };

const LOOK_MS = 33;
/** What is shorter was a slip of the hand. */
const SHORTEST_MS = 500;

export const Desk = createModel((deps: DeskDeps) => {
  const { session } = deps;
  const consent = computed<Consent>(() => session.call.value?.consent.state.value ?? "none");
  const sinceMs = signal<number | null>(null);
  const outcome = signal<Outcome | null>(null);
  let recorder: Recorder | null = null;
  let people: [RecordedPerson, RecordedPerson] | null = null;
  let startedAtMs = 0;
  let stops: (() => void)[] = [];
  /** The recording that goes on is to be dropped. */
  let withdrawn = false;

  const me = (): RecordedPerson => {
    const { name, face } = session.me.value;
    return { name, face, background: session.settings.value.background };
  };
  const them = (): RecordedPerson | null => {
    const avatar = session.call.value?.peer.value?.avatar;
    return avatar ? { name: avatar.name, face: avatar.spec, background: avatar.background } : null;
  };

  const isAgreed = () => consent.value === "agreed" && session.view.value === "in";

  async function begin(): Promise<void> {
    if (recorder) return;
    const writing = await deps.openRecorder(deps.now()).catch(() => null);
    // Nobody is recorded by a page that could not load what records: the others are told.
    if (!writing) return stop();
    const other = untracked(them);
    if (recorder || !other || !untracked(isAgreed)) return;
    recorder = writing;
    people = [untracked(me), other];
    startedAtMs = deps.today();
    withdrawn = false;
    batch(() => {
      outcome.value = null;
      sinceMs.value = deps.now();
    });
    stops = [
      session.tracker.peek()?.onPose((pose) => writing.pose(0, pose, deps.now())) ?? (() => {}),
      deps.every(LOOK_MS, () => {
        const nowMs = deps.now();
        writing.pose(1, session.samplePeer(nowMs), nowMs);
        if (writing.full) stop();
      }),
      listenTo(writing),
    ];
  }

  /** Notes what is said in writing, and who changes their face. */
  function listenTo(writing: Recorder): () => void {
    let lines = session.talk.lines.peek().at(-1)?.key ?? 0;
    const told = new Map<number, string>();
    const note = (event: RecordedEvent) => writing.note(event, deps.now());
    const follow = (side: Side, person: () => RecordedPerson | null) => {
      let last = JSON.stringify(untracked(person));
      return effect(() => {
        const now = person();
        const text = JSON.stringify(now);
        if (!now || text === last) return;
        last = text;
        note({ type: "person", side, person: now });
      });
    };
    const ends = [
      effect(() => {
        for (const { key, mine, text } of session.talk.lines.value) {
          if (key <= lines) continue;
          lines = key;
          note({ type: "line", side: mine ? 0 : 1, text });
        }
      }),
      effect(() => {
        for (const { key, mine, text, final, lang } of session.talk.captions.value) {
          const now = `${final}${text}`;
          if (told.get(key) === now) continue;
          told.set(key, now);
          note({ type: "caption", side: mine ? 0 : 1, text, final, lang });
        }
      }),
      follow(0, me),
      follow(1, them),
    ];
    return () => {
      for (const end of ends) end();
    };
  }

  /** [RD2] */
  async function finish(): Promise<void> {
    const writing = recorder;
    const who = people;
    recorder = null;
    for (const end of stops) end();
    stops = [];
    sinceMs.value = null;
    if (!writing || !who) return;
    if (withdrawn) {
      writing.drop();
      outcome.value = { kind: "dropped" };
      return;
    }
    const durationMs = writing.durationMs(deps.now());
    if (durationMs < SHORTEST_MS) return writing.drop();
    const file = writing.finish({ startedAtMs, with: deps.with, people: who });
    const recording: KeptRecording = {
      id: deps.newId(),
      names: [who[0].name, who[1].name],
      startedAtMs,
      durationMs: Math.round(durationMs),
      bytes: file.size,
      removed: false,
    };
    try {
      await deps.shelf.put(recording, file);
      outcome.value = { kind: "kept", recording, file };
    } catch {
      outcome.value = { kind: "unkept", recording, file };
    }
  }

  function stop(): void {
    session.call.peek()?.consent.stop();
  }

  let untie = () => {};
  const watching = [
    effect(() => {
      const call = session.call.value;
      untie();
      untie = call?.control.on("record_stop", ({ drop }) => {
        if (drop === true) withdrawn = true;
      }) ?? (() => {});
    }),
    effect(() => {
      // [RD1]
      const agreed = isAgreed();
      untracked(() => {
        if (agreed) void begin();
        // What comes along with a stop is heard right after it.
        else if (recorder) queueMicrotask(() => void finish());
      });
    }),
  ];

  return {
    consent,
    /** Since when it records, on the clock of poses; null while it does not. */
    sinceMs,
    outcome,
    ask: (): void => session.call.peek()?.consent.ask(),
    answer: (agree: boolean): void => session.call.peek()?.consent.answer(agree),
    stop,
    /** Takes one's consent back. [RD2] */
    withdraw: (): void => {
      withdrawn = true;
      session.call.peek()?.control.send({ type: "record_stop", drop: true });
      stop();
    },
    durationMs: (): number => sinceMs.peek() === null ? 0 : deps.now() - sinceMs.peek()!,
    close: (): void => {
      for (const end of watching) end();
      untie();
      if (recorder) void finish(); // [RD3]
    },
  };
});
export type Desk = InstanceType<typeof Desk>;
