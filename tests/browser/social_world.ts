/** Company for the member of the small world: somebody who follows, whom they keep away, and what both say. */
import assert from "node:assert/strict";
import { Browser } from "@/tests/integration/accounts_client.ts";

export interface Company {
  /** The member's own page. */
  profile: string;
  /** The form of feedback on a reply of the member's character. */
  replyFeedback: string;
}

/** @param conversation One of the member's, with `character`, which is theirs as well. */
export async function makeCompany(
  member: Browser,
  { conversation }: { conversation: string },
): Promise<Company> {
  const account = await (await member.get("/account")).text();
  const profile = /href="(\/users\/[0-9a-z]+)"/.exec(account)?.[1];
  assert(profile, "the account does not lead to its page");
  await member.post("/users/maru/follow", { following: "yes" });
  for (const name of ["Jamie of the very long name 77", "소담"]) {
    const other = new Browser(member.app, member.origin);
    const email = `${crypto.randomUUID()}@example.com`;
    await other.post("/signup", { email, password: "a warm wooden floor", nickname: name });
    await other.post(`${profile}/follow`, { following: "yes" });
  }
  const away = new Browser(member.app, member.origin);
  await away.signUp("away@example.com", "a warm wooden floor");
  const html = await (await away.get("/account")).text();
  const awayPath = /href="(\/users\/[0-9a-z]+)"/.exec(html)?.[1];
  assert(awayPath, "the other account does not lead to its page");
  await member.post(`${awayPath}/block`, { blocked: "yes" });
  const chat = await (await member.get(`/chats/${conversation}`)).text();
  const replyFeedback = /href="(\/chats\/[^"]+\/feedback)"/.exec(chat)?.[1];
  assert(replyFeedback, "a reply has no way to its feedback");
  const words = "She would never say that of a gull.\nNever.";
  const given = await member.post(replyFeedback, { reason: "out_of_character", words, show: "1" });
  assert.equal(given.status, 303, await given.text());
  return { profile, replyFeedback };
}
