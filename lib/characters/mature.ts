/** Remembers that a reader asked to see what is made for adults. */
import type { Context } from "fresh";
import type { Viewer } from "@/lib/accounts/model.ts";
import type { Character } from "@/lib/characters/model.ts";
import type { State } from "@/lib/define.ts";
import { putCookie, readCookie, writeCookie } from "@/lib/http/cookies.ts";

const COOKIE = "maru-mature";
/** Asked again after this time. */
const KEPT_S = 30 * 24 * 60 * 60;

/** Whether this browser said so. */
export function seesMature(request: Request): boolean {
  return readCookie(request.headers.get("cookie"), COOKIE) === "yes";
}

/** Whether a character is for adults, and this browser has not said that one reads here. Who made it need not say so. */
export function asksForAge(
  request: Request,
  { rating, ownerId }: Pick<Character, "rating" | "ownerId">,
  viewer: Pick<Viewer, "id"> | null,
): boolean {
  return rating === "mature" && ownerId !== viewer?.id && !seesMature(request);
}

/** Keeps the choice; `false` takes it back. */
export function rememberMature(ctx: Context<State>, yes: boolean): void {
  const options = { maxAgeS: yes ? KEPT_S : 0, secure: ctx.url.protocol === "https:" };
  putCookie(ctx.state.cookies, writeCookie(COOKIE, yes ? "yes" : "", options));
}
