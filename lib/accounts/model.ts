/** People: guests, accounts, sessions, and the rules for their names and passwords. */
import { z } from "zod";
import { isVisible } from "@/lib/visible.ts";

export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());
export const Nickname = z.string().trim().normalize("NFC").min(1, { abort: true }).max(30)
  .regex(/^[^\p{Cc}\p{Cf}<>]+$/u, "must not hold control characters or angle brackets")
  .refine(isVisible, "must show something");

/**
 * The commonest passwords of eight characters and more. Source: what the yearly lists of leaked passwords agree on
 * (NIST SP 800-63B, 3.1.1.2, asks for such a list; it need not be long where guesses are throttled).
 */
const COMMON_PASSWORDS = new Set(
  ("password password1 passw0rd p@ssw0rd p@ssword 12345678 123456789 1234567890 0123456789 987654321 87654321 " +
    "11111111 00000000 88888888 12341234 11223344 12344321 123123123 147258369 qwertyuiop qwerty123 qwerty12 " +
    "1q2w3e4r 1q2w3e4r5t 1qaz2wsx q1w2e3r4 zaq12wsx asdfghjkl asdf1234 qwer1234 zxcvbnm1 abcd1234 abc12345 " +
    "a1234567 a123456789 aa123456 iloveyou sunshine princess football baseball superman starwars trustno1 " +
    "whatever letmein1 welcome1 computer internet michelle jennifer dkssudgktpdy tkfkdgo1 tkfkdgody qlalfqjsgh")
    .split(
      " ",
    ),
);

/** A password as it is compared: one form for what looks the same on two keyboards (NFKC, as NIST SP 800-63B asks). */
const TypedPassword = z.string().normalize("NFKC");

/** A new password. Length alone, as NIST SP 800-63B advises: at least 8, no rules of composition, none of the commonest. */
export const Password = TypedPassword.pipe(z.string().min(8).max(200)).refine(
  (password) => !COMMON_PASSWORDS.has(password.toLowerCase()) && !/^(.)\1*$/u.test(password),
  "must not be one of the commonest passwords",
);
/** A password that somebody claims is theirs: whatever was allowed once must still open the door. */
export const ClaimedPassword = TypedPassword.pipe(z.string().min(1).max(1000));

export const User = z.object({
  v: z.literal(1),
  id: z.string(),
  kind: z.enum(["guest", "full"]),
  /** Null for a guest. */
  email: z.string().nullable(),
  /** As everybody sees it. */
  nickname: z.string(),
  createdAtMs: z.number(),
  updatedAtMs: z.number(),
  /** The name they gave themselves, where those who look after the house keep it from others; absent where not. */
  hidden: z.object({ nickname: z.string(), atMs: z.number() }).optional(),
});
export type User = z.infer<typeof User>;

/** What somebody calls themselves; for nobody but them, and those who look after the house. */
export function ownNickname({ nickname, hidden }: User): string {
  return hidden?.nickname ?? nickname;
}

/** Gives somebody another name. One that is kept from others stays so, whatever it is. */
export function rename(user: User, nickname: string): User {
  const { hidden } = user;
  return hidden ? { ...user, hidden: { ...hidden, nickname } } : { ...user, nickname };
}

/** How an account proves itself. Apart from the user, so that nothing which shows a user can leak it. */
export const Credential = z.object({
  v: z.literal(1),
  /** Encoded argon2id, parameters and salt included. */
  passwordHash: z.string(),
  updatedAtMs: z.number(),
});
export type Credential = z.infer<typeof Credential>;

/** What a reader recognises a device by; never the whole User-Agent. */
export const SessionLabel = z.object({ browser: z.string().nullable(), os: z.string().nullable() });
export type SessionLabel = z.infer<typeof SessionLabel>;

export const Session = z.object({
  v: z.literal(1),
  /** Names the session in lists; opens nothing. */
  id: z.string(),
  userId: z.string(),
  /** SHA-256 of the secret in the cookie, base64url. */
  secretHash: z.string(),
  /** SHA-256 of the refresh token that is valid now; null for a session of the pages alone. */
  refreshHash: z.string().nullable(),
  label: SessionLabel,
  createdAtMs: z.number(),
  /** Written at most once an hour. */
  seenAtMs: z.number(),
  expiresAtMs: z.number(),
});
export type Session = z.infer<typeof Session>;

/**
 * Stays after its use until it expires, so that a second use is noticed. It outlives the session, and perhaps the account:
 * it does not say whose it was.
 */
export const RefreshToken = z.object({
  v: z.literal(1),
  sessionId: z.string(),
  usedAtMs: z.number().nullable(),
  expiresAtMs: z.number(),
});
export type RefreshToken = z.infer<typeof RefreshToken>;

/** An account that is going away: written first, removed last, so that a crash in between loses nothing of the plan. */
export const Deletion = z.object({
  v: z.literal(1),
  userId: z.string(),
  requestedAtMs: z.number(),
  /** The account that what it made goes to; null when that is deleted with it. */
  moveTo: z.string().nullable(),
});
export type Deletion = z.infer<typeof Deletion>;

/** The signed-in person of a request. */
export interface Viewer {
  id: string;
  kind: User["kind"];
  nickname: string;
  sessionId: string;
}
