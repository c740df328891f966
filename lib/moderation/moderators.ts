/** Who looks after the house: accounts that whoever runs it names by their ids, which nobody can choose. */
import { failure } from "@/lib/errors.ts";
import type { Env } from "@/lib/env.ts";

export function isModerator(
  { MODERATORS }: Pick<Env, "MODERATORS">,
  viewer: { id: string; kind: "guest" | "full" } | null,
): boolean {
  return viewer?.kind === "full" && MODERATORS.includes(viewer.id);
}

/** @throws {HttpError} `not_found` for everybody else: there is nothing for them to see. */
export function requireModerator(
  env: Pick<Env, "MODERATORS">,
  viewer: { id: string; kind: "guest" | "full" } | null,
): void {
  if (!isModerator(env, viewer)) throw failure("not_found");
}
