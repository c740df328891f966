/**
 * What somebody sees who stands at the door: a glance into the room every few seconds, while the page is looked at.
 * Whoever is in is told by the socket. Browser-safe.
 */
import type { ChatMessage, Participant, Resident, SpaceInfo } from "@/lib/spaces/protocol.ts";
import type { Connection, Refusal } from "@/lib/lounge/connection.ts";
import type { RoomEffect, RoomStep } from "@/lib/lounge/step.ts";
import { joinLines } from "@/lib/lounge/talk_frames.ts";
import { lineOf, personBody, residentBody, type RoomState, withBodies } from "@/lib/lounge/room.ts";

/** One glance, as the API answers it. */
export interface Glance {
  space: SpaceInfo;
  participants: Participant[];
  /** The API tells nothing of faces. */
  residents: Omit<Resident, "emotion">[];
  /** The newest ones, oldest first. */
  messages: Omit<ChatMessage, "type">[];
  hasEarlier: boolean;
}

/** Between two glances, in milliseconds. */
export const GLANCE_MS = 10_000;
/** A reply that is not there by then is not waited for at the door. Milliseconds. */
const REPLY_MS = 120_000;

/** Takes a glance. Who came and went is seen, not announced: ten seconds hold much coming and going. */
export function takeGlance(state: RoomState, glance: Glance, nowMs: number): RoomStep {
  const residents = glance.residents.map((one): Resident => ({
    ...one,
    emotion: state.residents.get(one.character_id)?.emotion ?? "neutral",
  }));
  const seen = withBodies({ ...state, space: glance.space }, glance.participants, residents);
  const lines = glance.messages.map((message) => lineOf({ type: "chat_message", ...message }));
  const known = new Set(state.lines.map(({ id }) => id));
  const told = new Set(lines.map(({ id }) => id));
  const replying = state.lines.filter((line) =>
    line.replying && !told.has(line.id) && nowMs - line.atMs < REPLY_MS
  );
  const moved = [
    ...glance.participants.map(({ user_id }) => personBody(user_id)),
    ...residents.map(({ character_id }) => residentBody(character_id)),
  ].filter((body) => state.places.has(body));
  const effects: RoomEffect[] = [{ type: "moved", bodies: moved }];
  for (const { id, nickname, text, removed } of lines) {
    if (known.has(id) || removed || text === "") continue;
    effects.push({ type: "said", name: nickname, text, mine: false });
  }
  const joined = joinLines(state, [...lines, ...replying], glance.hasEarlier);
  return { state: { ...seen, ...joined }, effects };
}

export interface DoorWatchDeps {
  connection(): Connection;
  /** Asks for a glance. */
  look(): Promise<Glance>;
  take(glance: Glance): void;
  isLookedAt(): boolean;
  after(ms: number, call: () => void): () => void;
  now(): number;
}

/** Those who wait until what keeps them out has passed. */
const WAITING: ReadonlySet<Refusal> = new Set<Refusal>(["full", "locked", "not_open"]);

function standsAtDoor(connection: Connection): boolean {
  return connection.kind === "outside" ||
    (connection.kind === "refused" && WAITING.has(connection.reason));
}

/** Looks in again and again. `wake` is for a page that is looked at once more. */
export function watchDoor(deps: DoorWatchDeps): { wake(): void; stop(): void } {
  let stopped = false;
  let looking = false;
  let lookedAtMs = deps.now();
  let cancel = deps.after(GLANCE_MS, tick);

  function tick(): void {
    void look();
    cancel = deps.after(GLANCE_MS, tick);
  }

  async function look(): Promise<void> {
    if (looking || !deps.isLookedAt() || !standsAtDoor(deps.connection())) return;
    looking = true;
    lookedAtMs = deps.now();
    try {
      const glance = await deps.look();
      // Whoever went in meanwhile knows better.
      if (!stopped && standsAtDoor(deps.connection())) deps.take(glance);
    } catch {
      // What is on the page stays there; the next glance is soon.
    } finally {
      looking = false;
    }
  }

  return {
    wake() {
      if (deps.now() - lookedAtMs >= GLANCE_MS) void look();
    },
    stop() {
      stopped = true;
      cancel();
    },
  };
}
