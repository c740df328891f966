/**
 * Whether a call may be recorded: only while both want it. One asks, the other answers; either stops it at any time, and a
 * broken line keeps it. Pure. Browser-safe.
 *
 * - [RC1] Nothing is recorded before both have said yes to the same wish.
 * - [RC2] Two who ask at once have both said yes.
 * - [RC3] Whoever comes anew has agreed to nothing.
 */
import type { ControlMessage } from "@/lib/calls/client/control.ts";

/** `asking` waits for an answer, `asked` owes one, `refused` was told no. */
export type Consent = "none" | "asking" | "asked" | "refused" | "agreed";

export type ConsentEvent =
  | { type: "ask" }
  | { type: "answer"; agree: boolean }
  | { type: "stop" }
  /** What the peer said. */
  | { type: "heard"; message: ControlMessage }
  /** Somebody else is there, or nobody. */
  | { type: "met" };

export interface ConsentStep {
  consent: Consent;
  /** To be told to the peer. */
  say: ControlMessage | null;
}

export function stepConsent(consent: Consent, event: ConsentEvent): ConsentStep {
  switch (event.type) {
    case "ask":
      if (consent === "asked") return { consent: "agreed", say: yes };
      return consent === "none" || consent === "refused"
        ? { consent: "asking", say: { type: "record_ask" } }
        : same(consent);
    case "answer":
      if (consent !== "asked") return same(consent);
      return event.agree
        ? { consent: "agreed", say: yes }
        : { consent: "none", say: { type: "record_answer", agree: false } };
    case "stop":
      return consent === "none" || consent === "refused"
        ? { consent: "none", say: null }
        : { consent: "none", say: { type: "record_stop" } };
    case "met":
      return same("none");
    case "heard":
      return hear(consent, event.message);
  }
}

const yes: ControlMessage = { type: "record_answer", agree: true };

function same(consent: Consent): ConsentStep {
  return { consent, say: null };
}

function hear(consent: Consent, message: ControlMessage): ConsentStep {
  switch (message.type) {
    case "record_ask":
      // [RC2]
      if (consent === "asking") return { consent: "agreed", say: yes };
      return consent === "agreed" ? { consent, say: yes } : same("asked");
    case "record_answer":
      // [RC1] An answer to nothing is none.
      if (consent !== "asking") return same(consent);
      return same(message.agree ? "agreed" : "refused");
    case "record_stop":
      return same("none");
    default:
      return same(consent);
  }
}
