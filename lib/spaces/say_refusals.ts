/** What each refusal to say something is called in answers. */
import type { Reason } from "@/lib/errors.ts";
import type { SayRefusal } from "@/lib/spaces/say.ts";

export const SAY_REFUSALS = {
  muted: "space_muted",
  slow: "slow_mode",
  character: "not_resident",
  repeated: "repeated",
} as const satisfies Record<SayRefusal, Reason>;
