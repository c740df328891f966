/** One connection in a room: what it hears, what it says, and what it asks the AI. */
import type { LoggedEvent, Subscriber, Subscription } from "@/lib/realtime/model.ts";
import type { ClientSocket } from "@/lib/realtime/socket.ts";
import { answerQuestion } from "@/lib/rooms/answer.ts";
import { subjectOf } from "@/lib/rooms/limits.ts";
import type { RoomDeps, RoomVisit } from "@/lib/rooms/live.ts";
import { cleanNickname, MAX_CONTENT, RECENT_MESSAGES, roomTopic } from "@/lib/rooms/model.ts";
import { cleanContent, localeOf } from "@/lib/said.ts";
import { type ClientMessage, type ServerMessage, systemEvent } from "@/lib/rooms/protocol.ts";
import { readRecent } from "@/lib/rooms/recent.ts";
import { sayInRoom } from "@/lib/rooms/say.ts";
import { roomWords } from "@/lib/i18n/rooms.ts";
import { createSerial } from "@/lib/serial.ts";

/** Questions of one connection that are answered or wait for it; those beyond are refused when it is their turn. */
const MAX_WAITING = 4;
/** And those that are remembered at all. */
const MAX_REFUSED = 64;

type MaySay = (subject: string) => { ok: true } | { ok: false; retryAfterS: number };

export class Guest implements Subscriber {
  socket: ClientSocket | null = null;
  readonly #deps: RoomDeps;
  readonly #visit: RoomVisit;
  readonly #maySay: MaySay;
  readonly #left = new AbortController();
  readonly #questions;
  #nickname: string;
  #held: LoggedEvent[] | null = [];
  #subscription: Subscription | null = null;
  #announced = false;

  constructor(deps: RoomDeps, visit: RoomVisit, maySay: MaySay) {
    this.#deps = deps;
    this.#visit = visit;
    this.#maySay = maySay;
    this.#nickname = visit.nickname;
    this.#questions = createSerial(
      MAX_REFUSED,
      (error) => deps.log.error("room_answer_failed", error),
    );
  }

  /** Follows the room, tells what was said lately, and then everybody of the arrival. */
  async arrive(socket: ClientSocket): Promise<void> {
    this.socket = socket;
    const { hub, kv, log, now } = this.#deps;
    const topic = roomTopic(this.#visit.roomId);
    try {
      const subscription = await hub.subscribe(topic, this, { after: this.#visit.lastEventId });
      if (this.#left.signal.aborted) return subscription.close();
      this.#subscription = subscription;
      const { cursor, missed } = subscription;
      const messages = missed
        ? []
        : await readRecent(kv, topic, { until: cursor, limit: RECENT_MESSAGES });
      this.#send({ type: "recent", messages });
      this.#release(missed ?? []);
      if (this.#left.signal.aborted) return;
      this.#announced = true;
      await hub.append(topic, [systemEvent("joined", { nickname: this.#nickname, nowMs: now() })]);
    } catch (error) {
      if (this.#left.signal.aborted) return;
      log.error("room_arrival_failed", error);
      socket.close("failed");
    }
  }

  onEvents(events: readonly LoggedEvent[]): void {
    if (this.#held) this.#held.push(...events);
    else for (const { frame } of events) this.socket?.send(frame);
  }

  #release(missed: readonly LoggedEvent[]): void {
    const last = missed.at(-1)?.id ?? "";
    const later = (this.#held ?? []).filter(({ id }) => id > last);
    this.#held = null;
    this.onEvents([...missed, ...later]);
  }

  take(message: ClientMessage): void {
    switch (message.type) {
      case "user_msg":
        return this.#say(message);
      case "ai_msg":
        return this.#ask(message);
    }
  }

  #say({ nickname, content: raw }: Extract<ClientMessage, { type: "user_msg" }>): void {
    const { viewer, address, roomId } = this.#visit;
    const content = cleanContent(raw);
    const words = roomWords[localeOf(content)];
    this.#nickname = cleanNickname(nickname ?? "") ?? this.#nickname;
    if (content === "") return this.#refuse("empty", words.emptyText);
    if (content.length > MAX_CONTENT) return this.#refuse("too_long", words.tooLong(MAX_CONTENT));
    const taken = this.#maySay(subjectOf(viewer, address));
    if (!taken.ok) {
      const { retryAfterS } = taken;
      return this.#refuse("rate_limited", words.tooOften(retryAfterS), retryAfterS);
    }
    sayInRoom(this.#deps, roomId, { viewer, nickname: this.#nickname, content }).catch((error) => {
      this.#deps.log.error("room_message_failed", error);
      this.#refuse("internal", words.broken);
    });
  }

  #ask({ content, history }: Extract<ClientMessage, { type: "ai_msg" }>): void {
    const question = { ...this.#visit, content, history: history ?? [] };
    const busy = this.#questions.size >= MAX_WAITING;
    const words = roomWords[localeOf(content)];
    const added = this.#questions.add(async () => {
      if (busy) {
        this.#send({ type: "ai_error", code: "busy", content: words.tooManyWaiting });
        return this.#send({ type: "ai_done" });
      }
      const answer = answerQuestion(this.#deps, question, this.#left.signal);
      for await (const frame of answer) this.#send(frame);
    });
    // Its end would be taken for that of an answer before: those that wait bring theirs.
    if (!added) this.#refuse("busy", words.tooManyWaiting);
  }

  #refuse(code: string, message: string, retryAfterS?: number): void {
    this.#send({
      type: "error",
      code,
      message,
      ...(retryAfterS === undefined ? {} : { retry_after_s: retryAfterS }),
    });
  }

  #send(frame: ServerMessage): void {
    this.socket?.send(JSON.stringify(frame));
  }

  /** Ends what it asked for. `tell`: everybody hears of it. */
  leave({ tell }: { tell: boolean }): void {
    if (this.#left.signal.aborted) return;
    this.#left.abort(new DOMException("The asker left", "AbortError"));
    this.#subscription?.close();
    if (!tell || !this.#announced) return;
    const { hub, log, now } = this.#deps;
    const left = systemEvent("left", { nickname: this.#nickname, nowMs: now() });
    hub.append(roomTopic(this.#visit.roomId), [left])
      .catch((error) => log.error("room_farewell_failed", error));
  }
}
