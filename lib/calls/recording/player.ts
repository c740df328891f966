/**
 * Plays a recording: where it is, how fast it goes, who is to be seen and what they say. Knows neither elements nor frames.
 * Browser-safe.
 *
 * - [PY1] A place is within the recording, whatever was asked for.
 * - [PY2] At its end it stops there; played again, it begins anew.
 * - [PY3] Anybody may be seen in the place of either person; what they do is what was recorded.
 */
import { batch, computed, createModel, type ReadonlySignal, signal } from "@preact/signals";
import type { Pose } from "@/lib/avatar/pose/pose.ts";
import { avatarSpecFromText } from "@/lib/avatar/spec.ts";
import type { AvatarLook } from "@/lib/avatar/stage/renderer.ts";
import type { RecordedPerson, Recording, Side } from "@/lib/calls/recording/container.ts";
import { PoseTrack } from "@/lib/calls/recording/pose_track.ts";

export const SPEEDS = [0.5, 1, 1.5, 2] as const;
export type Speed = typeof SPEEDS[number];

export interface PlayerDeps {
  recording: Recording;
  /** Milliseconds, of the clock that poses are asked for by. */
  now(): number;
  every(ms: number, call: () => void): () => void;
}

/** What somebody says at a moment. */
export interface Said {
  side: Side;
  text: string;
  lang: string | null;
}

/** How often the place is told, in milliseconds: an eye on a clock is no faster. */
const TELL_MS = 100;
/** Words stand for so long, in milliseconds. */
const SAID_MS = 5_000;

export const Player = createModel(({ recording, now, every }: PlayerDeps) => {
  const { durationMs } = recording.header;
  const tracks = recording.poses.map((poses) => new PoseTrack(poses));
  const playing = signal(false);
  const speed = signal<Speed>(1);
  /** The place, as it is told; `placeAt()` is the exact one. */
  const atMs = signal(0);
  const worn = [signal<string | null>(null), signal<string | null>(null)] as const;
  const vrms = [signal<ArrayBuffer | null>(null), signal<ArrayBuffer | null>(null)] as const;
  let anchor = { nowMs: 0, atMs: 0 };
  let ticking: (() => void) | null = null;

  const bound = (ms: number) => Math.max(0, Math.min(durationMs, Number.isFinite(ms) ? ms : 0));
  const placeAt = (nowMs: number) =>
    playing.peek() ? bound(anchor.atMs + (nowMs - anchor.nowMs) * speed.peek()) : anchor.atMs;

  function put(ms: number): void {
    anchor = { nowMs: now(), atMs: bound(ms) }; // [PY1]
    atMs.value = anchor.atMs;
  }

  function pause(): void {
    if (!playing.peek()) return;
    const place = placeAt(now());
    batch(() => {
      playing.value = false;
      put(place);
    });
    ticking?.();
    ticking = null;
  }

  function play(): void {
    if (playing.peek()) return;
    batch(() => {
      put(anchor.atMs >= durationMs ? 0 : anchor.atMs); // [PY2]
      playing.value = true;
    });
    ticking = every(TELL_MS, () => {
      atMs.value = placeAt(now());
      if (atMs.peek() >= durationMs) pause();
    });
  }

  /** Who somebody was at the place. */
  const people = ([0, 1] as const).map((side) =>
    computed<RecordedPerson>(() => {
      const place = atMs.value;
      let person = recording.header.people[side];
      for (const { atMs: toldMs, event } of recording.events) {
        if (toldMs > place) break;
        if (event.type === "person" && event.side === side) person = event.person;
      }
      return person;
    })
  );
  const faces = ([0, 1] as const).map((side) => ({
    text: computed(() => worn[side].value ?? people[side]!.value.face),
    background: computed(() => people[side]!.value.background),
  }));

  return {
    durationMs: signal(durationMs),
    playing,
    speed,
    atMs,
    worn,
    vrms,
    people,
    /** [PY3] */
    looks: ([0, 1] as const).map((side): ReadonlySignal<AvatarLook> =>
      computed(() => ({
        spec: avatarSpecFromText(faces[side]!.text.value),
        vrm: vrms[side].value,
        neural: null,
        background: faces[side]!.background.value,
      }))
    ),
    /** What was said last by each, newest last. */
    said: computed<readonly Said[]>(() => {
      const place = atMs.value;
      const last = new Map<Side, Said>();
      for (const { atMs: toldMs, event } of recording.events) {
        if (toldMs > place) break;
        if (event.type === "person" || place - toldMs > SAID_MS) continue;
        last.delete(event.side);
        const lang = event.type === "caption" ? event.lang : null;
        last.set(event.side, { side: event.side, text: event.text, lang });
      }
      return [...last.values()];
    }),
    sample: (side: Side, nowMs: number): Pose => ({
      ...tracks[side]!.sample(placeAt(nowMs)),
      atMs: nowMs,
    }),
    play,
    pause,
    toggle: (): void => playing.peek() ? pause() : play(),
    seek: put,
    by: (ms: number): void => put(placeAt(now()) + ms),
    go: (next: Speed): void => {
      put(placeAt(now()));
      speed.value = next;
    },
    dispose: (): void => {
      ticking?.();
      ticking = null;
    },
  };
});
export type Player = InstanceType<typeof Player>;
