/**
 * A room in use: its state as signals, the way in and out, and all that its reader does. Knows neither sockets nor the
 * page: a link and calls come in. Browser-safe.
 *
 * - [LO4] What was said while the connection was gone is sent once it is back, in order; nonces keep it from being said
 *   twice.
 * - [LO5] Who was told to go does not come back by itself.
 */
import { batch, computed, createModel, signal } from "@preact/signals";
import type { Emote } from "@/lib/spaces/motion.ts";
import type { ChatMessage, ClientMessage, ServerMessage } from "@/lib/spaces/protocol.ts";
import type { Connection, Refusal } from "@/lib/lounge/connection.ts";
import { type Glance, takeGlance } from "@/lib/lounge/door.ts";
import { applySeatedPlaces, forgetTyping, type SeatedPlace } from "@/lib/lounge/body_frames.ts";
import { applyFrame } from "@/lib/lounge/frames.ts";
import {
  lineOf,
  openRoom,
  personBody,
  type Place,
  putEarlier,
  type RoomSnapshot,
  type RoomState,
} from "@/lib/lounge/room.ts";
import type { RoomEffect, RoomStep } from "@/lib/lounge/step.ts";

/** A frame to send. What a signal says is between the two whom it connects: JSON of their own schema. */
export type OutgoingFrame =
  | Exclude<ClientMessage, { type: "signal" }>
  | { type: "signal"; to: string; signal: unknown };

/** A connection that comes back by itself, as `connect` makes one. */
export interface RoomLink {
  /** Sends now, or tells that it cannot. */
  send(frame: OutgoingFrame): boolean;
  /** Does not wait for the next try. */
  retry(): void;
  close(): void;
}

export interface LinkHandlers {
  onFrame(frame: ServerMessage): void;
  onPlaces(rows: Iterable<SeatedPlace>): void;
  onConnection(connection: Connection): void;
}

/** A page of what was said before, oldest first. */
export interface Earlier {
  messages: ChatMessage[];
  /** Leads to the page before this one; null at the beginning. */
  cursor: string | null;
}

export interface SessionDeps {
  snapshot: RoomSnapshot;
  /** Takes a seat, making a guest of somebody without a session. */
  join(): Promise<{ ok: true } | { ok: false; reason: Refusal }>;
  leave(): Promise<void>;
  connect(handlers: LinkHandlers): RoomLink;
  /** The page that a cursor leads to; the newest one without. */
  loadEarlier(cursor: string | null): Promise<Earlier>;
  /** Milliseconds. */
  now(): number;
  /** Calls back later; returns how to take that back. */
  after(ms: number, call: () => void): () => void;
  newNonce(): string;
}

/** Something to read out; `key` names it. */
export interface Announcement {
  key: number;
  effect: Extract<RoomEffect, { type: "said" | "came" | "went" | "muted" | "refused" }>;
}

/** Announcements that stand in the page at a time. */
const ANNOUNCED = 6;
/** A writer says so again after this long, and stops being one after a pause. Milliseconds. */
const TYPING_AGAIN_MS = 3_000;
const TYPING_PAUSE_MS = 4_000;
/** Pages of earlier messages looked through for one that is not here yet. */
const EARLIER_PAGES = 10;

export type EffectListener = (effects: readonly RoomEffect[]) => void;

/** Makes the model. It starts at the door; `enter` goes in. */
export const Session = createModel((deps: SessionDeps) => {
  const state = signal<RoomState>(openRoom(deps.snapshot));
  const connection = signal<Connection>({ kind: "outside" });
  const entering = signal(false);
  const announced = signal<readonly Announcement[]>([]);
  const unread = signal(0);
  /** The line after which the unread ones begin. */
  const readUpTo = signal<string | null>(null);
  const earlier = signal<"idle" | "loading" | "failed">("idle");
  const listeners = new Set<EffectListener>();
  let link: RoomLink | null = null;
  let watching = true;
  let announcedCount = 0;
  let typing: { toldAtMs: number; stop: () => void } | null = null;
  let forgetting: (() => void) | null = null;
  /** Where the page before the first line is; null where that is not known, as after a welcome with other lines. */
  let cursor: string | null = deps.snapshot.cursor;

  function take({ state: next, effects }: RoomStep): void {
    batch(() => {
      const before = state.value;
      state.value = next;
      if (before.lines[0]?.id !== next.lines[0]?.id) cursor = null;
      for (const effect of effects) note(effect, before);
    });
    if (effects.length > 0) { for (const listener of listeners) listener(effects); }
    if (next.typing.size > 0) forgetLater();
  }

  function note(effect: RoomEffect, before: RoomState): void {
    if (effect.type === "ended") {
      end({ kind: "refused", reason: effect.why });
      return;
    }
    if (effect.type === "said" && !effect.mine && !watching) {
      if (unread.value === 0) readUpTo.value = before.lines.at(-1)?.id ?? null;
      unread.value++;
    }
    switch (effect.type) {
      case "said":
      case "came":
      case "went":
      case "muted":
      case "refused":
        announced.value = [...announced.value, { key: ++announcedCount, effect }].slice(-ANNOUNCED);
    }
  }

  function forgetLater(): void {
    forgetting ??= deps.after(1_000, () => {
      forgetting = null;
      state.value = forgetTyping(state.value, deps.now());
      if (state.value.typing.size > 0) forgetLater();
    });
  }

  /** [LO5] */
  function end(why: Connection): void {
    link?.close();
    link = null;
    connection.value = why;
  }

  function connect(): void {
    link?.close();
    connection.value = { kind: "connecting" };
    link = deps.connect({
      onFrame(frame) {
        take(applyFrame(state.value, frame, deps.now()));
        if (frame.type === "welcome") {
          connection.value = { kind: "live" };
          // [LO4] With `resumed`, what was missed follows, and may hold them: the nonce settles that.
          for (const one of state.value.outbox) if (!one.refused) deliver(one);
        }
      },
      onPlaces: (rows) => take(applySeatedPlaces(state.value, rows, deps.now())),
      onConnection(next) {
        // Live is who was welcomed, not whose socket is open.
        if (next.kind === "live") return;
        if (next.kind === "refused") end(next);
        else connection.value = next;
      },
    });
  }

  async function enter(): Promise<void> {
    if (entering.value || link) return;
    entering.value = true;
    try {
      const joined = await deps.join();
      if (joined.ok) connect();
      else connection.value = { kind: "refused", reason: joined.reason };
    } finally {
      entering.value = false;
    }
  }

  async function leave(): Promise<void> {
    hush();
    end({ kind: "outside" });
    const me = state.value.me;
    if (me) {
      const people = new Map(state.value.people);
      people.delete(me.userId);
      state.value = { ...state.value, me: null, people, lastEventId: null };
    }
    // Out is out: a seat that could not be given up ends by itself.
    await deps.leave().catch(() => {});
  }

  function send(frame: OutgoingFrame): boolean {
    return connection.value.kind === "live" && link !== null && link.send(frame);
  }

  function deliver({ nonce, text, to }: { nonce: string; text: string; to: string | null }): void {
    send({ type: "chat", message: text, nonce, ...(to ? { character_id: to } : {}) });
  }

  function say(text: string, to: string | null): boolean {
    const message = text.trim();
    if (message === "") return false;
    hush();
    readUpTo.value = null;
    const outgoing = { nonce: deps.newNonce(), text: message, to, atMs: deps.now(), refused: null };
    state.value = { ...state.value, outbox: [...state.value.outbox, outgoing] };
    deliver(outgoing);
    return true;
  }

  /** Tries once more with words that were refused, as new ones. */
  function sayAgain(nonce: string): void {
    const one = state.value.outbox.find((out) => out.nonce === nonce);
    if (!one) return;
    takeBack(nonce);
    say(one.text, one.to);
  }

  function takeBack(nonce: string): void {
    const outbox = state.value.outbox.filter((out) => out.nonce !== nonce);
    state.value = { ...state.value, outbox };
  }

  function type(): void {
    const nowMs = deps.now();
    typing?.stop();
    const told = typing !== null && nowMs - typing.toldAtMs < TYPING_AGAIN_MS;
    if (!told) send({ type: "typing", is_typing: true });
    typing = {
      toldAtMs: told ? typing!.toldAtMs : nowMs,
      stop: deps.after(TYPING_PAUSE_MS, hush),
    };
  }

  function hush(): void {
    if (!typing) return;
    typing.stop();
    typing = null;
    send({ type: "typing", is_typing: false });
  }

  async function loadEarlier(): Promise<void> {
    if (earlier.value === "loading") return;
    earlier.value = "loading";
    try {
      // Where it is not known what comes before the first line, the first pages hold what is here already.
      for (let page = 0; page < EARLIER_PAGES; page++) {
        const found = await deps.loadEarlier(cursor);
        const had = state.value.lines.length;
        const lines = putEarlier(state.value.lines, found.messages.map(lineOf));
        state.value = { ...state.value, lines, hasEarlier: found.cursor !== null };
        cursor = found.cursor;
        if (lines.length > had || cursor === null) break;
      }
      earlier.value = "idle";
    } catch {
      // Shown where one asked for more, with a way to ask again.
      earlier.value = "failed";
    }
  }

  return {
    state,
    connection,
    entering,
    announced,
    unread,
    readUpTo,
    earlier,
    people: computed(() => state.value.people),
    residents: computed(() => state.value.residents),
    lines: computed(() => state.value.lines),
    outbox: computed(() => state.value.outbox),
    typing: computed(() => state.value.typing),
    me: computed(() => state.value.me),
    space: computed(() => state.value.space),
    stage: computed(() => state.value.stage),
    live: computed(() => connection.value.kind === "live"),
    enter,
    /** Connects somebody who has a seat already, as after a reload. */
    resume: () => {
      if (!link) connect();
    },
    leave,
    retry: () => {
      if (link) link.retry();
      else connect();
    },
    say,
    sayAgain,
    takeBack,
    type,
    hush,
    emote: (emote: Emote): boolean => send({ type: "emote", emote }),
    react: (reaction: Emote): boolean => send({ type: "react", reaction }),
    /** Tells where one is now. The own place is known at once: nobody waits for an echo. */
    move: ({ x, z, heading, motion }: Place): boolean => {
      const { me, places } = state.value;
      if (me) {
        const moved = new Map(places).set(personBody(me.userId), { x, z, heading, motion });
        state.value = { ...state.value, places: moved };
      }
      return send({ type: "move", position: { x, y: 0, z }, heading, motion });
    },
    /** Anything else that belongs on the wire: shares, signals. */
    send,
    loadEarlier,
    /** What a glance from the door shows. */
    glance: (seen: Glance): void => take(takeGlance(state.value, seen, deps.now())),
    /** Whether the newest line is in view, in a window that is looked at. */
    watch: (on: boolean): void => {
      watching = on;
      if (!on) return;
      unread.value = 0;
    },
    onEffects: (listener: EffectListener): () => void => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: (): void => {
      hush();
      forgetting?.();
      link?.close();
      link = null;
      listeners.clear();
    },
  };
});
export type Session = InstanceType<typeof Session>;
