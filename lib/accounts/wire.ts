/** Accounts as clients see them: the shapes of the API's requests and replies. */
import { z } from "zod";
import {
  ClaimedPassword,
  Email,
  Nickname,
  ownNickname,
  Password,
  type Session,
  type User,
} from "@/lib/accounts/model.ts";

const Time = z.iso.datetime();

/** An account, to its owner. */
export const Account = z.object({
  id: z.string(),
  kind: z.enum(["guest", "full"]),
  email: z.string().nullable().describe("Null for a guest"),
  nickname: z.string(),
  nickname_hidden: z.boolean()
    .describe("Whether others see another name, as this one was reported and hidden"),
  created_at: Time,
}).meta({ id: "Account" });

export const SignedIn = z.object({
  user: Account,
  access_token: z.string().describe("JWT for the Authorization header"),
  token_type: z.literal("Bearer"),
  expires_in: z.int().describe("Seconds until the access token expires"),
  refresh_token: z.string().describe("Works once; a second use ends the session"),
}).meta({ id: "SignedIn" });

export const SessionItem = z.object({
  id: z.string(),
  browser: z.string().nullable(),
  os: z.string().nullable(),
  created_at: Time,
  last_seen_at: Time.describe("To the hour"),
  expires_at: Time,
  current: z.boolean().describe("Whether this request came with it"),
}).meta({ id: "Session" });

export const SignUpBody = z.object({ email: Email, password: Password, nickname: Nickname });
export const LogInBody = z.object({
  email: Email,
  password: ClaimedPassword,
  keep_guest_data: z.boolean().default(true)
    .describe("Whether what the guest who asks has made comes along to the account"),
});
export const RefreshBody = z.object({ refresh_token: z.string().min(1).max(200) });
export const LogOutBody = z.object({ refresh_token: z.string().min(1).max(200).optional() });
export const ProfileBody = z.object({
  nickname: Nickname.optional(),
  email: Email.optional(),
  current_password: ClaimedPassword.optional().describe("Needed to change the e-mail address"),
});
export const PasswordBody = z.object({ current_password: ClaimedPassword, new_password: Password });
export const DeletionBody = z.object({
  password: ClaimedPassword.optional().describe("Needed for every account that has one"),
});

export function publicUser(user: User): z.input<typeof Account> {
  const { id, kind, email, createdAtMs } = user;
  return {
    id,
    kind,
    email,
    nickname: ownNickname(user),
    nickname_hidden: user.hidden !== undefined,
    created_at: new Date(createdAtMs).toISOString(),
  };
}

export function publicSession(
  session: Session,
  currentId: string | null,
): z.input<typeof SessionItem> {
  return {
    id: session.id,
    ...session.label,
    created_at: new Date(session.createdAtMs).toISOString(),
    last_seen_at: new Date(session.seenAtMs).toISOString(),
    expires_at: new Date(session.expiresAtMs).toISOString(),
    current: session.id === currentId,
  };
}
