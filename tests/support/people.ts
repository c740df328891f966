/** People with access tokens, put straight into a store: many more than one address may make in an hour. */
import { openSession } from "@/lib/accounts/sessions.ts";
import { createGuest } from "@/lib/accounts/store.ts";
import { signAccessToken, signingKey } from "@/lib/accounts/tokens.ts";
import type { SpaceFields } from "@/lib/spaces/store.ts";
import { createSpace } from "@/lib/spaces/store.ts";

/** Somebody who may speak to a server over the same store, for as long as an access token holds. */
export interface Known {
  id: string;
  token: string;
}

/** People that are made at once. */
const AT_ONCE = 32;

/** Makes guests with sessions, and signs a token for each. */
export async function addPeople(kv: Deno.Kv, count: number): Promise<Known[]> {
  const key = await signingKey(kv, undefined);
  const nowMs = Date.now();
  const make = async (n: number): Promise<Known> => {
    const { id: userId } = await createGuest(kv, { nickname: `손님 ${n}`, nowMs });
    const label = { browser: null, os: null };
    const opened = await openSession(kv, { userId, label, withRefresh: false, nowMs });
    if (!opened) throw new Error("Cannot sign in somebody who was just made");
    const sessionId = opened.session.id;
    return { id: userId, token: await signAccessToken(key, { userId, sessionId }, nowMs) };
  };
  const people: Known[] = [];
  for (let n = 0; n < count; n += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - n) }, (_, i) => make(n + i));
    people.push(...await Promise.all(some));
  }
  return people;
}

/** Adds an open lounge of somebody's, without residents, and gives its id. */
export async function addLounge(
  kv: Deno.Kv,
  owner: Known,
  { maxUsers, theme = "maru" }: { maxUsers: number; theme?: string },
): Promise<string> {
  const name = { ko: "넓은 마루", en: "Wide hall" };
  const fields: SpaceFields = {
    name,
    description: { ko: "", en: "" },
    type: "lounge",
    theme,
    isPublic: true,
    maxUsers,
    residentIds: [],
    slowModeS: 0,
    event: null,
  };
  const maker = { id: owner.id, kind: "full" as const };
  return (await createSpace({ kv, now: Date.now }, maker, fields)).id;
}
