/** Getting in: as a guest, by signing up, by logging in. */
import type { Services } from "@/lib/define.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { mergeGuest } from "@/lib/accounts/deletion.ts";
import { guestNickname } from "@/lib/accounts/guest_name.ts";
import {
  countFromAddress,
  countPasswordTry,
  forgivePasswordTry,
  LIMITS,
} from "@/lib/accounts/limits.ts";
import { done, type Outcome, refuse } from "@/lib/accounts/outcome.ts";
import { hashPassword, needsRehash, verifyPassword } from "@/lib/accounts/password.ts";
import { type OpenedSession, openSession, revokeSessions } from "@/lib/accounts/sessions.ts";
import {
  createAccount,
  createGuest,
  getCredential,
  getUserByEmail,
  replacePasswordHash,
} from "@/lib/accounts/store.ts";
import type { SessionLabel, User, Viewer } from "@/lib/accounts/model.ts";

export type SignInServices = Pick<Services, "kv" | "log" | "now" | "accountDomains">;

/** Where somebody signs in from. */
export interface Client {
  address: string;
  label: SessionLabel;
  /** Whether it speaks the API, and so wants a refresh token. */
  withRefresh: boolean;
}

/** Somebody who has just got in. */
export interface SignedInUser {
  user: User;
  opened: OpenedSession;
}

/** Makes a guest. Refuses with `rate_limited` alone. */
export async function startGuest(
  { kv, now }: SignInServices,
  client: Client,
  locale: Locale,
): Promise<Outcome<SignedInUser>> {
  const nowMs = now();
  const { address } = client;
  const counted = await countFromAddress(kv, LIMITS.guestsFromAddress, { address, nowMs });
  if (!counted.ok) return counted;
  const user = await createGuest(kv, { nickname: guestNickname(locale), nowMs });
  return await enter(kv, client, user, nowMs);
}

export interface SignUp {
  email: string;
  password: string;
  nickname: string;
  /** Who asks. A guest becomes the account, and keeps everything. */
  viewer: Viewer | null;
}

/** Makes an account. Refuses with `email_taken`, `rate_limited`, or `conflict` when the guest just became another. */
export async function signUp(
  { kv, now }: SignInServices,
  client: Client,
  { email, password, nickname, viewer }: SignUp,
): Promise<Outcome<SignedInUser>> {
  const nowMs = now();
  const { address } = client;
  const counted = await countFromAddress(kv, LIMITS.signUpsFromAddress, { address, nowMs });
  if (!counted.ok) return counted;
  // Asked before the work of hashing; asked again in the commit.
  if (await getUserByEmail(kv, email)) return refuse("email_taken");
  const passwordHash = await hashPassword(password);
  const guestId = viewer?.kind === "guest" ? viewer.id : null;
  const created = await createAccount(kv, { email, nickname, passwordHash, guestId, nowMs });
  if (!created.ok) return created;
  // A session that a guest had must not grow into that of an account: whoever knows its secret may be another.
  if (guestId !== null) await revokeSessions(kv, guestId);
  return await enter(kv, client, created.value, nowMs);
}

export interface LogIn {
  email: string;
  password: string;
  /** Who asks. */
  viewer: Viewer | null;
  /** Whether what a guest made comes along to the account. If not, it stays the guest's. */
  bringAlong: boolean;
}

/** Opens a session of an account. Refuses with `wrong_credentials` or `rate_limited`. */
export async function logIn(
  services: SignInServices,
  client: Client,
  { email, password, viewer, bringAlong }: LogIn,
): Promise<Outcome<SignedInUser>> {
  const { kv, log, now } = services;
  const { address } = client;
  const checked = await checkPassword(kv, { email, password, address, nowMs: now() });
  if (!checked.ok) return checked;
  const { user } = checked.value;
  const entered = await enter(kv, client, user, now());
  if (!entered.ok) return entered;
  if (bringAlong && viewer?.kind === "guest" && viewer.id !== user.id) {
    try {
      await mergeGuest(services, { guestId: viewer.id, userId: user.id });
    } catch (error) {
      // The login stands. What is left to move is written down, and moves at the next start.
      log.error("account.merge_failed", error, { user: user.id, guest: viewer.id });
    }
  }
  return entered;
}

export interface PasswordClaim {
  email: string;
  password: string;
  address: string;
  nowMs: number;
}

/** Somebody whose password was right. */
export interface ProvenUser {
  user: User;
  /** The stored hash that it matched. */
  passwordHash: string;
}

/**
 * Checks a password, counted by account and address; whether the account exists shows in neither answer nor time.
 * Refuses with `wrong_credentials` or `rate_limited`. A hash of older parameters is made anew on the way.
 */
export async function checkPassword(
  kv: Deno.Kv,
  { email, password, address, nowMs }: PasswordClaim,
): Promise<Outcome<ProvenUser>> {
  const tried = { email, address, nowMs };
  const counted = await countPasswordTry(kv, tried);
  if (!counted.ok) return counted;
  const user = await getUserByEmail(kv, email);
  const credential = user ? await getCredential(kv, user.id) : null;
  const oldHash = credential?.passwordHash ?? null;
  const matches = await verifyPassword(password, oldHash);
  if (!matches || !user || oldHash === null) return refuse("wrong_credentials");
  await forgivePasswordTry(kv, tried);
  if (!needsRehash(oldHash)) return done({ user, passwordHash: oldHash });
  const newHash = await hashPassword(password);
  const replaced = await replacePasswordHash(kv, user.id, { oldHash, newHash, nowMs });
  return done({ user, passwordHash: replaced ? newHash : oldHash });
}

async function enter(
  kv: Deno.Kv,
  { label, withRefresh }: Client,
  user: User,
  nowMs: number,
): Promise<Outcome<SignedInUser>> {
  const opened = await openSession(kv, { userId: user.id, label, withRefresh, nowMs });
  // No session for an account that is going away: to everybody else it has gone.
  return opened ? done({ user, opened }) : refuse("wrong_credentials");
}
