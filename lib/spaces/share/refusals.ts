/** Refusals to share, as problems of the API. */
import { failure } from "@/lib/errors.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { shareWords } from "@/lib/i18n/share.ts";
import type { ShareRequest } from "@/lib/spaces/protocol.ts";
import type { ShareRefusal } from "@/lib/spaces/share/share.ts";

/** The field of a request that a refusal is about. */
const FIELDS: Record<ShareRequest["kind"], string> = {
  link: "share.url",
  image: "share.image",
  character: "share.character_id",
  story: "share.story_id",
  screen: "share.on",
};

/** A refusal as a problem of the API. */
export function shareFailure(reason: ShareRefusal, kind: ShareRequest["kind"], locale: Locale) {
  if (reason === "rate_limited") return failure("rate_limited");
  const message = shareWords[locale].refusals[reason];
  return failure("invalid_input", { errors: [{ path: FIELDS[kind], message }] });
}
