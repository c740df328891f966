/** What is said between a page that calls a character and the server, and the one conversation that it is said in. */
import { z } from "zod";
import { EMOTIONS } from "@/lib/ai/model.ts";
import { CUES, MAX_CUES } from "@/lib/calls/character/cues.ts";
import { MessageText } from "@/lib/chat/model.ts";
import { decodePlace } from "@/lib/chat/view.ts";

/** Longest thing that is said at one go, in characters: some two minutes of speech. */
export const MAX_SAID_CHARS = 2_000;
/** Messages of the conversation that a page shows when a call begins. */
export const SHOWN_LINES = 6;

const Id = z.string().regex(/^[0-9a-z]{8,64}$/);

export const Reply = z.string().max(80).transform((text, context) => {
  const place = decodePlace(text);
  if (place) return place;
  context.addIssue({ code: "custom", message: "must be a reply of this conversation" });
  return z.NEVER;
});

export const BeginBody = z.strictObject({
  conversation_id: Id.optional().describe("Absent: the one that was had last with this character"),
}).default({});

export const SayBody = z.strictObject({
  conversation_id: Id,
  id: Id.describe("Chosen by the client: the same again is the same message"),
  text: MessageText.pipe(z.string().max(MAX_SAID_CHARS)),
  seen: z.array(z.enum(CUES)).max(MAX_CUES).default([])
    .describe("What its sender lets be seen of their face: these words, and nothing else"),
});

export const StopBody = z.strictObject({ conversation_id: Id, turn_id: Id });

export const FollowQuery = z.object({
  conversation_id: Id,
  from: z.coerce.number().int().min(0).max(1_000_000).default(0)
    .describe("Characters that were read before; the header Last-Event-ID goes before it"),
});

const Emotion = z.enum(EMOTIONS).nullable();

export const Running = z.object({
  turn_id: z.string(),
  reply: z.string().describe("Where it is read: /api/v1/calls/characters/{id}/replies/{reply}"),
});

export const BeginReply = z.object({
  conversation_id: z.string(),
  /** The written conversation. */
  url: z.string(),
  lines: z.array(z.object({
    role: z.enum(["user", "model"]),
    content: z.string(),
    emotion: Emotion,
    created_at: z.iso.datetime(),
  })),
  running: Running.nullable().describe("A reply that is being written at this moment"),
}).meta({ id: "CharacterCall" });

export const SayReply = z.object({
  turn_id: z.string().nullable().describe("Null where the reply has ended"),
  reply: z.string(),
}).meta({ id: "CharacterCallReply" });
