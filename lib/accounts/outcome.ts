/** What an account can be refused, as a value: the API throws it, a page shows it beside the form. */
import { failure, type InputError, type Reason } from "@/lib/errors.ts";

export interface Refusal {
  ok: false;
  reason: Reason;
  /** English, for the problem document. */
  detail?: string;
  errors?: readonly InputError[];
  retryAfterS?: number;
}

export type Outcome<T> = { ok: true; value: T } | Refusal;

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refuse(reason: Reason, details: Omit<Refusal, "ok" | "reason"> = {}): Refusal {
  return { ok: false, reason, ...details };
}

/** Refuses one field: `errors` names it, so that a page can say so beside it. */
export function refuseField(path: string, message: string): Refusal {
  return refuse("invalid_input", { errors: [{ path, message }] });
}

/** @throws {HttpError} The refusal, as the API answers it. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const { reason, ok: _, ...details } = outcome;
  throw failure(reason, details);
}
