/**
 * What two peers tell each other on the `control` channel: one JSON object a message, each with a `type`. A peer is as
 * untrusted as anybody: whatever comes is looked at here, once, and never throws. Browser-safe.
 *
 * - [CT1] A message is at most `MAX_CONTROL` characters; a longer one, or one that is none of these, is not heard.
 * - [CT2] Messages beyond `RATE` are not heard either.
 * - [CT3] A type that is not known is passed over, so that later versions may say more.
 */
import type { Emotion, Gesture } from "@/lib/avatar/pose/pose.ts";
import { GESTURES } from "@/lib/avatar/pose/pose.ts";
import { EMOTIONS } from "@/lib/avatar/pose/packed_pose.ts";
import { type CallAvatar, decodeCallAvatar, HASH } from "@/lib/calls/client/avatar.ts";
import { isCount, isRecord, isText } from "@/lib/rtc/description.ts";

/** Longest message, line and caption, in characters as JavaScript counts them. */
export const MAX_CONTROL = 8_192;
export const MAX_CHAT = 2_000;
export const MAX_CAPTION = 500;
const MAX_FILE_NAME = 120;

/** What a client can do beside moving a face: take a `model`, compare a `code`, take part in a `record`ing. */
export const CAPS = ["model", "code", "record"] as const;

/** Why a model is not taken. */
export type ModelRefusal = "too_large" | "damaged" | "busy";

export type ControlMessage =
  /** First on each new channel. `pose` names the forms that the sender reads beside JSON. */
  | { type: "hello"; pose: readonly string[]; caps: readonly string[] }
  /** The sender hangs up. */
  | { type: "bye" }
  | { type: "emotion"; emotion: Emotion }
  | { type: "gesture"; gesture: Gesture }
  /** What the sender is saying, as a browser understood it; it grows until it is `final`. */
  | { type: "caption"; text: string; final: boolean; lang: string }
  | { type: "chat"; text: string }
  /** What the sender has turned off. */
  | { type: "muted"; microphone: boolean; camera: boolean }
  | { type: "avatar"; avatar: CallAvatar }
  | { type: "model_offer"; hash: string; bytes: number; name: string }
  /** The receiver has the first `from` bytes. */
  | { type: "model_accept"; hash: string; from: number }
  | { type: "model_refuse"; hash: string; reason: ModelRefusal }
  /** All of it arrived, and is what was promised. */
  | { type: "model_done"; hash: string }
  /** Either side wants no more of it. */
  | { type: "model_cancel"; hash: string }
  | { type: "record_ask" }
  | { type: "record_answer"; agree: boolean }
  /** `drop`: its sender takes their consent back, and what was recorded goes. */
  | { type: "record_stop"; drop?: true }
  /** See `code.ts`. */
  | { type: "code_commit"; hash: string }
  | { type: "code_reveal"; nonce: string };

export type ControlType = ControlMessage["type"];
export type ControlOf<T extends ControlType> = Extract<ControlMessage, { type: T }>;

type Fields = Record<string, unknown>;

const READERS: { readonly [T in ControlType]: (fields: Fields) => ControlOf<T> | null } = {
  hello: ({ pose, caps }) => ({ type: "hello", pose: readNames(pose), caps: readNames(caps) }),
  bye: () => ({ type: "bye" }),
  emotion(fields) {
    const emotion = EMOTIONS.find((one) => one === fields.emotion);
    return emotion ? { type: "emotion", emotion } : null;
  },
  gesture(fields) {
    const gesture = GESTURES.find((one) => one === fields.gesture);
    return gesture ? { type: "gesture", gesture } : null;
  },
  caption({ text, final, lang }) {
    if (typeof text !== "string" || text.length > MAX_CAPTION) return null;
    const spoken = isText(lang, 35) && /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(lang);
    const kept = spoken ? lang : "und";
    return { type: "caption", text: clean(text), final: final === true, lang: kept };
  },
  chat({ text }) {
    return isText(text, MAX_CHAT) ? { type: "chat", text: clean(text) } : null;
  },
  muted: ({ microphone, camera }) => ({
    type: "muted",
    microphone: microphone === true,
    camera: camera === true,
  }),
  avatar: ({ avatar }) =>
    isRecord(avatar) ? { type: "avatar", avatar: decodeCallAvatar(avatar) } : null,
  model_offer({ hash, bytes, name }) {
    if (!isHash(hash) || !isCount(bytes) || bytes === 0) return null;
    const kept = typeof name === "string" ? clean(name).slice(0, MAX_FILE_NAME) : "";
    return { type: "model_offer", hash, bytes, name: kept };
  },
  model_accept: ({ hash, from }) =>
    isHash(hash) && isCount(from) ? { type: "model_accept", hash, from } : null,
  model_refuse: ({ hash, reason }) =>
    isHash(hash) && (reason === "too_large" || reason === "damaged" || reason === "busy")
      ? { type: "model_refuse", hash, reason }
      : null,
  model_done: ({ hash }) => isHash(hash) ? { type: "model_done", hash } : null,
  model_cancel: ({ hash }) => isHash(hash) ? { type: "model_cancel", hash } : null,
  record_ask: () => ({ type: "record_ask" }),
  record_answer: ({ agree }) => ({ type: "record_answer", agree: agree === true }),
  record_stop: ({ drop }) => ({ type: "record_stop", ...(drop === true ? { drop } : {}) }),
  code_commit: ({ hash }) => isHash(hash) ? { type: "code_commit", hash } : null,
  code_reveal: ({ nonce }) =>
    typeof nonce === "string" && /^[0-9a-f]{32}$/.test(nonce)
      ? { type: "code_reveal", nonce }
      : null,
};

/** Reads a message; null for whatever is none. */
export function decodeControl(text: string): ControlMessage | null {
  if (text.length > MAX_CONTROL) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(value) || typeof value.type !== "string") return null;
  if (!Object.hasOwn(READERS, value.type)) return null;
  return READERS[value.type as ControlType](value);
}

/** Writes a message; null for one that is too long to be heard. */
export function encodeControl(message: ControlMessage): string | null {
  const text = JSON.stringify(message);
  return text.length > MAX_CONTROL ? null : text;
}

function isHash(value: unknown): value is string {
  return typeof value === "string" && HASH.test(value);
}

function readNames(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, 16).filter((name): name is string => isText(name, 32));
}

/** Whole characters, and of those that control only the end of a line. */
function clean(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\n]/gu, "");
}

/** Messages that may come at once, and how many more each second. */
export const RATE = { burst: 80, perS: 20 };

/** Bounds how often somebody is heard [CT2]. */
export class Patience {
  #left = RATE.burst;
  #atMs: number | null = null;

  /** Whether one more may come now. */
  allows(nowMs: number): boolean {
    const passedMs = this.#atMs === null ? 0 : Math.max(0, nowMs - this.#atMs);
    this.#atMs = nowMs;
    this.#left = Math.min(RATE.burst, this.#left + passedMs * RATE.perS / 1000);
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}
