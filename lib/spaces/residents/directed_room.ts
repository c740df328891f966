/** One space with people of this instance in it: holds its lease if it can, and then moves its residents and lets them speak. */
import { hashText } from "@/lib/ai/demo/random.ts";
import type { LoggedEvent } from "@/lib/realtime/model.ts";
import { floorOf } from "@/lib/spaces/floor.ts";
import type { Space } from "@/lib/spaces/model.ts";
import type { SpaceEventFrame } from "@/lib/spaces/protocol.ts";
import { type Cast, createCast } from "@/lib/spaces/residents/cast.ts";
import type { DirectorOptions, ResidentPort } from "@/lib/spaces/residents/director.ts";
import { dropLease, type HeldLease, isOurs, takeLease } from "@/lib/spaces/residents/lease.ts";
import { listPendings } from "@/lib/spaces/residents/pendings.ts";
import { type QueueDeps, workThrough } from "@/lib/spaces/residents/queue.ts";

/** How often it is looked whether a space still has a director. */
const TEND_MS = 3_000;

export interface DirectedRoomOptions {
  deps: QueueDeps;
  options: DirectorOptions;
  space: Space;
  port: ResidentPort;
  /** The instance ends: what is being said is left to others. */
  closing: AbortSignal;
}

export class DirectedRoom {
  readonly #deps: QueueDeps;
  readonly #options: DirectorOptions;
  readonly #spaceId: string;
  readonly #closing: AbortSignal;
  readonly #cast: Cast;
  readonly #stopListening: () => void;
  readonly #timer: ReturnType<typeof setInterval>;
  #residentIds: readonly string[];
  #held: HeldLease | null = null;
  #left = false;
  /** Questions of which this instance heard no answer yet. */
  readonly #open = new Set<string>();
  #working: Promise<void> | null = null;
  /** Something came to be answered while the queue was being worked through. */
  #again = false;
  #tending: Promise<void> | null = null;

  constructor({ deps, options, space, port, closing }: DirectedRoomOptions) {
    this.#deps = deps;
    this.#options = options;
    this.#spaceId = space.id;
    this.#closing = closing;
    this.#residentIds = space.residentIds;
    this.#cast = createCast({
      floor: floorOf(space.theme),
      seed: hashText(space.id),
      port,
      now: deps.now,
    });
    this.#stopListening = port.onEvents((events) => this.#take(events));
    this.#timer = setInterval(() => {
      // A room where nobody lives, and nobody waits, has nothing to look after.
      if (this.#residentIds.length > 0 || this.#open.size > 0 || this.#held) this.#tend();
    }, options.tendMs ?? TEND_MS);
    void this.#begin();
  }

  /** Nobody of this instance is there any more. What is being said is said to its end. */
  async leave(): Promise<void> {
    this.#left = true;
    clearInterval(this.#timer);
    this.#stopListening();
    this.#cast.close();
    await this.#tending;
    while (this.#working) await this.#working;
    if (!this.#held) return;
    try {
      await dropLease(this.#deps.kv, this.#held);
    } catch (error) {
      this.#fault("space_lease_failed", error);
    }
  }

  async #begin(): Promise<void> {
    try {
      const waiting = await listPendings(this.#deps.kv, this.#spaceId);
      for (const { id } of waiting) this.#open.add(id);
    } catch (error) {
      this.#fault("space_lease_failed", error);
    }
    this.#tend();
  }

  /** Looks after the lease; one look at a time. */
  #tend(): void {
    this.#tending ??= this.#look()
      .catch((error) => this.#fault("space_lease_failed", error))
      .finally(() => {
        this.#tending = null;
      });
  }

  async #look(): Promise<void> {
    const { kv } = this.#deps;
    if (this.#held && !await isOurs(kv, this.#held)) this.#loseLease();
    if (this.#left || this.#closing.aborted) return;
    if (!this.#held && (this.#residentIds.length > 0 || this.#open.size > 0)) {
      this.#held = await takeLease(this.#deps, this.#spaceId);
    }
    if (!this.#held || this.#left) return;
    this.#cast.play(this.#residentIds);
    this.#work();
  }

  #loseLease(): void {
    this.#held = null;
    this.#cast.rest();
  }

  /** Works through what waits; whatever comes meanwhile is looked at afterwards. */
  #work(): void {
    const held = this.#held;
    if (!held) return;
    if (this.#working) {
      this.#again = true;
      return;
    }
    this.#again = false;
    this.#working = this.#answer(held)
      .catch((error) => this.#fault("space_replies_failed", error))
      .finally(() => {
        this.#working = null;
        if (this.#again && !this.#closing.aborted) this.#work();
      });
  }

  async #answer(held: HeldLease): Promise<void> {
    const { random, pauseMs } = this.#options;
    const done = await workThrough(this.#deps, held, {
      signal: this.#closing,
      stage: this.#cast.stage,
      ...(random ? { random } : {}),
      ...(pauseMs === undefined ? {} : { pauseMs }),
    });
    if (done === "empty") this.#open.clear();
    if (done === "lost") this.#loseLease();
  }

  #take(events: readonly LoggedEvent<SpaceEventFrame>[]): void {
    for (const { event } of events) {
      if (event.type === "space_changed") {
        this.#residentIds = event.residents.map(({ character_id }) => character_id);
        this.#cast.move(floorOf(event.space.theme));
        if (this.#held) this.#cast.play(this.#residentIds);
      }
      if (this.#held) this.#cast.observe(event);
      if (event.type === "chat_message" || event.type === "message_removed") {
        this.#open.delete(event.id);
      }
      if (event.type !== "chat_pending") continue;
      this.#open.add(event.id);
      if (this.#held) this.#work();
      else this.#tend();
    }
  }

  #fault(event: string, error: unknown): void {
    this.#deps.log.error(event, error, { space: this.#spaceId });
  }
}
