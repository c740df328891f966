/** People: guests, accounts, sessions, and the rules for their names and passwords. */
import { z } from "zod";

export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());
export const Nickname = z.string().trim().normalize("NFC").min(1).max(30)
  .regex(/^[^\p{Cc}\p{Cf}<>]+$/u, "must not hold control characters or angle brackets");
/** Length alone, as NIST SP 800-63B, 3.1.1 advises: at least 8, no rules of composition. */
export const Password = z.string().min(8).max(200);

export const User = z.object({
  v: z.literal(1),
  id: z.string(),
  kind: z.enum(["guest", "full"]),
  /** Null for a guest. */
  email: z.string().nullable(),
  nickname: z.string(),
  createdAtMs: z.number(),
  updatedAtMs: z.number(),
});
export type User = z.infer<typeof User>;

/** The signed-in person of a request. */
export interface Viewer {
  id: string;
  kind: User["kind"];
  nickname: string;
  sessionId: string;
}
