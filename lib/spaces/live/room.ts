/** A space as one instance lives it: its connections, who is where, and what each of them is told when. */
import type { Services } from "@/lib/define.ts";
import type { LoggedEvent, Subscription } from "@/lib/realtime/model.ts";
import { TICK_MS, type Zone } from "@/lib/spaces/crowd.ts";
import {
  gather,
  NO_REACTIONS,
  type ReactionState,
  release,
} from "@/lib/spaces/events/reactions.ts";
import { hasStage } from "@/lib/spaces/events/stage.ts";
import { stageTick } from "@/lib/spaces/events/stage_store.ts";
import { FloorPlan } from "@/lib/spaces/live/floor_plan.ts";
import type { Member } from "@/lib/spaces/live/member.ts";
import { isResidentSeat, People } from "@/lib/spaces/live/people.ts";
import { type Space, spaceTopic } from "@/lib/spaces/model.ts";
import type { Emote } from "@/lib/spaces/motion.ts";
import type { MoveRequest } from "@/lib/spaces/movement.ts";
import { encodePositions, type Placed } from "@/lib/spaces/position_frame.ts";
import {
  FIRST_RESIDENT_SEAT,
  type PositionRow,
  type ServerMessage,
  type SpaceEventFrame,
} from "@/lib/spaces/protocol.ts";
import { MAX_CONNECTIONS } from "@/lib/spaces/seat_rules.ts";
import { presentSeats, reapSeats } from "@/lib/spaces/seats.ts";
import { getSpace } from "@/lib/spaces/store.ts";
import { participantOf } from "@/lib/spaces/wire.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";

/** The log of a space holds nothing but its own frames: they were typed where they were appended. */
type SpaceEvents = readonly LoggedEvent<SpaceEventFrame>[];

type Deps = Pick<Services, "kv" | "hub" | "now" | "log">;

/** Sockets are looked after, and stages moved on, this often. */
const LOOK_MS = 1_000;
/** Looks between two rounds that free the seats of those who are gone, and two that ask who is signed in still. */
const REAP_EVERY = 5;
const SIGNED_IN_EVERY = 60;

export class LiveRoom {
  readonly id: string;
  readonly members = new Set<Member>();
  readonly plan: FloorPlan;
  readonly people: People;
  readonly #deps: Deps;
  readonly #listeners = new Set<(events: SpaceEvents) => void>();
  #space: Space;
  #subscription: Subscription | null = null;
  #ticking: ReturnType<typeof setTimeout> | null = null;
  /** Somebody has moved since other instances were told. */
  #isUnpublished = false;
  #looking: ReturnType<typeof setInterval>;
  #looks = 0;
  /** Replies that are being written: their pieces, each with the id of its event. */
  readonly #chunks = new Map<string, { eventId: string; content: string }[]>();
  #reactions: ReactionState = NO_REACTIONS;
  #closed = false;

  private constructor(deps: Deps, space: Space, people: People) {
    this.id = space.id;
    this.#deps = deps;
    this.#space = space;
    this.people = people;
    this.plan = new FloorPlan(space.theme);
    this.#looking = setInterval(() => void this.#look(), LOOK_MS);
  }

  /** Opens a room: follows its log first, then reads who is there, so that nobody is missed in between. */
  static async open(deps: Deps, space: Space): Promise<LiveRoom> {
    const early: LoggedEvent[] = [];
    let room: LiveRoom | null = null;
    const subscription = await deps.hub.subscribe(spaceTopic(space.id), {
      onEvents: (events) => room ? room.#take(events) : early.push(...events),
      onState: (_, state) => {
        if (room && state) room.#takeState(state);
      },
    });
    const plan = new FloorPlan(space.theme);
    // Seats that nobody holds any more are freed by and by; nobody is shown on them.
    const seats = await presentSeats(deps, space.id);
    const people = new People(seats.map((seat) => {
      const { x, y, z, heading, motion } = plan.placeOf(seat.n, deps.now());
      return participantOf(seat, space, { position: { x, y, z }, heading, motion });
    }));
    room = new LiveRoom(deps, space, people);
    room.#subscription = subscription;
    if (early.length > 0) room.#take(early);
    return room;
  }

  get space(): Space {
    return this.#space;
  }

  close(): void {
    this.#closed = true;
    this.#subscription?.close();
    clearInterval(this.#looking);
    if (this.#ticking !== null) clearTimeout(this.#ticking);
  }

  /** Tells `listener` of the room's events until the returned function is called. */
  listen(listener: (events: SpaceEvents) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Lets a connection in. Who opens more than a seat has room for loses the oldest of them. */
  add(member: Member): void {
    this.members.add(member);
    const { userId } = member.options;
    const own = [...this.members].filter(({ options }) => options.userId === userId);
    if (own.length > MAX_CONNECTIONS) own[0]!.socket.close("elsewhere");
  }

  /** @returns Whether the person has no other connection here. */
  remove(member: Member): boolean {
    this.members.delete(member);
    member.leave();
    const { seat, userId } = member.options;
    if ([...this.members].some(({ options }) => options.userId === userId)) return false;
    this.typing(seat, false);
    this.plan.disown(seat);
    return true;
  }

  move(seat: number, request: MoveRequest): void {
    this.plan.move(seat, request, this.#deps.now());
    this.#moved();
  }

  typing(seat: number, isTyping: boolean): void {
    if (!this.plan.setTyping(seat, isTyping, this.#deps.now())) return;
    this.#tellTyping(seat, isTyping);
    this.#moved();
  }

  react(userId: string, reaction: Emote): void {
    this.#reactions = gather(this.#reactions, { userId, reaction }, this.#deps.now());
  }

  #moved(): void {
    // It takes as long as there are people: once a tick is enough, however many of them move.
    if (this.#ticking === null) this.#publishState();
    else this.#isUnpublished = true;
    this.#tickSoon();
  }

  #publishState(): void {
    this.#isUnpublished = false;
    this.#deps.hub.publishState(spaceTopic(this.id), this.plan.ownState());
  }

  #tickSoon(): void {
    if (!this.#closed) this.#ticking ??= setTimeout(() => this.#tick(), TICK_MS);
  }

  #tick(): void {
    this.#ticking = null;
    if (this.#isUnpublished) this.#publishState();
    const byZone = new Map<Zone, Member[]>();
    const behind: Member[] = [];
    for (const member of this.members) {
      const zone = this.plan.zoneOf(member.options.seat);
      // What the people of a zone were told before somebody came to it, that one was not.
      if (member.zone !== zone) behind.push(member);
      else push(byZone, zone, member);
    }
    const zones = new Set([...this.members].map(({ options }) => this.plan.zoneOf(options.seat)));
    const { frames, more } = this.plan.endTick(zones);
    for (const { zone, rows } of frames) this.#tellPositions(byZone.get(zone) ?? [], rows);
    if (behind.length > 0) this.#tellEverybody(behind);
    if (more) this.#tickSoon();
  }

  #tellEverybody(members: readonly Member[]): void {
    const rows = this.plan.everybody();
    for (const member of members) member.zone = this.plan.zoneOf(member.options.seat);
    if (rows.length > 0) this.#tellPositions(members, rows);
  }

  /** Encodes a frame once for all who are in one zone. */
  #tellPositions(members: readonly Member[], rows: readonly Placed[]): void {
    let bytes: Uint8Array<ArrayBuffer> | null = null;
    let json: string | null = null;
    for (const member of members) {
      const frame = member.options.binary
        ? bytes ??= encodePositions(rows)
        : json ??= JSON.stringify({ type: "positions", positions: this.#toRows(rows) });
      member.sendPositions(frame);
    }
  }

  #toRows(rows: readonly Placed[]): PositionRow[] {
    return rows.flatMap(({ seat, x, y, z, heading, motion }) => {
      const who = this.#whoIs(seat);
      return who ? [{ ...who, position: { x, y, z }, heading, motion }] : [];
    });
  }

  #whoIs(seat: number): Pick<PositionRow, "user_id" | "character_id"> | null {
    if (isResidentSeat(seat)) {
      const characterId = this.#space.residentIds[seat - FIRST_RESIDENT_SEAT];
      return characterId === undefined ? null : { user_id: null, character_id: characterId };
    }
    const person = this.people.bySeat(seat);
    return person ? { user_id: person.user_id, character_id: person.character_id } : null;
  }

  #tellTyping(seat: number, isTyping: boolean): void {
    const who = this.#whoIs(seat);
    if (!who) return;
    const frame = JSON.stringify(
      { type: "typing", ...who, is_typing: isTyping } satisfies ServerMessage,
    );
    for (const member of this.members) {
      if (member.options.seat !== seat) member.sendState(`typing:${seat}`, frame);
    }
  }

  #takeState(state: Uint8Array): void {
    const before = (seat: number) => this.plan.isTyping(seat);
    const typed = new Map<number, boolean>();
    for (const member of this.people.all()) typed.set(member.seat, before(member.seat));
    const news = this.plan.takeState(state, this.#deps.now());
    for (const { seat, typing } of news) {
      if ((typed.get(seat) ?? false) !== typing) this.#tellTyping(seat, typing);
    }
    if (news.length > 0) this.#tickSoon();
  }

  #take(logged: readonly LoggedEvent[]): void {
    const events = logged as SpaceEvents;
    for (const { id, event } of events) this.#takeEvent(event, id);
    for (const listener of this.#listeners) listener(events);
  }

  /** What is there already of a reply, for somebody who gets the events after `cursor`. */
  writtenOf(messageId: string, cursor: string): string {
    return (this.#chunks.get(messageId) ?? []).filter(({ eventId }) => eventId <= cursor)
      .map(({ content }) => content).join("");
  }

  #takeEvent(event: SpaceEventFrame, eventId: string): void {
    const freed = this.people.take(event);
    if (freed !== null) this.plan.remove(freed);
    if (event.type === "character_chunk") {
      push(this.#chunks, event.id, { eventId, content: event.content });
    } else if (
      // Told of anew, a question's reply begins anew.
      event.type === "chat_pending" || event.type === "chat_message" ||
      event.type === "message_removed"
    ) {
      this.#chunks.delete(event.id);
    } else if (event.type === "kicked") this.#putOut(event.user_id, "kicked");
    else if (event.type === "participant_left") this.#putOut(event.user_id, "bye");
    else if (event.type === "space_changed") void this.#reread();
    else if (event.type === "space_closed") {
      for (const member of this.members) member.socket.close("gone");
    }
  }

  /** Closes what somebody has open here, once those who follow the log were told why. */
  #putOut(userId: string, reason: "kicked" | "bye"): void {
    queueMicrotask(() => {
      for (const member of this.members) {
        if (member.options.userId === userId) member.socket.close(reason);
      }
    });
  }

  async #reread(): Promise<void> {
    const { kv, log } = this.#deps;
    try {
      const space = await getSpace(kv, this.id);
      if (!space) return;
      this.#space = space;
      this.plan.setTheme(space.theme);
    } catch (error) {
      if (!this.#closed) log.error("room_reread_failed", error, { space: this.id });
    }
  }

  async #look(): Promise<void> {
    const { hub, now, log } = this.#deps;
    this.#looks++;
    for (const member of this.members) {
      member.socket.tick();
      if (member.zone === null && !member.socket.behind) this.#tickSoon();
    }
    const { state, events } = release(this.#reactions, now());
    this.#reactions = state;
    try {
      if (events.length > 0) await hub.append(spaceTopic(this.id), events);
      if (hasStage(this.#space)) await stageTick(this.#deps, this.id);
      if (this.#looks % REAP_EVERY === 0) await reapSeats(this.#deps, this.id);
      if (this.#looks % SIGNED_IN_EVERY === 0) await this.#closeSignedOut();
    } catch (error) {
      if (!this.#closed) log.error("room_look_failed", error, { space: this.id });
    }
  }

  /** A session that was ended elsewhere ends here as well. */
  async #closeSignedOut(): Promise<void> {
    const members = [...this.members];
    const sessions = await getAll(
      this.#deps.kv,
      members.map(({ options }) => keys.session(options.sessionId)),
    );
    sessions.forEach(({ value }, n) => {
      if (value === null) members[n]!.socket.close("signed_out");
    });
  }
}

function push<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}
