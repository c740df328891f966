/**
 * Cases: what readers reported, for those who look after the house.
 *
 * - [MO1] All reports of one comment, or of one story, are one case. It is open until somebody decides it, and again once
 *   somebody reports what was left alone.
 * - [MO2] What is hidden is there for nobody but its owner, who may delete it; of a comment, its place is left to its
 *   answers. Hiding can be lifted at any time, and brings back all as it was.
 * - [MO3] Every decision is written down, with who made it.
 */
import { z } from "zod";
import { upgrader } from "@/lib/store/versioned.ts";

export const Case = z.object({
  v: z.literal(1),
  storyId: z.string(),
  /** Empty for the story itself. */
  commentId: z.string(),
  status: z.enum(["open", "dismissed", "hidden"]),
  openedAtMs: z.number(),
  /** Of the latest report. */
  lastAtMs: z.number(),
  decidedAtMs: z.number().nullable(),
});
export type Case = z.infer<typeof Case>;
export const readCase = upgrader<Case>(1);

export type CasePlace = Pick<Case, "storyId" | "commentId">;

export const ACTS = ["dismiss", "hide", "lift"] as const;
export type Act = typeof ACTS[number];

/** Longest part of what was decided on that the log keeps. */
export const MAX_LOGGED = 300;

export const Deed = z.object({
  v: z.literal(1),
  storyId: z.string(),
  commentId: z.string(),
  act: z.enum(ACTS),
  byId: z.string(),
  /** The beginning of what was decided on, as it was then. */
  text: z.string(),
  atMs: z.number(),
});
export type Deed = z.infer<typeof Deed>;
export const readDeed = upgrader<Deed>(1);

/** Decisions are kept for a year. */
export const DEED_MS = 365 * 86_400_000;
