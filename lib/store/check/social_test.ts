import assert from "node:assert/strict";
import { createGuest } from "@/lib/accounts/store.ts";
import { make } from "@/lib/characters/characters_for_tests.ts";
import { block } from "@/lib/social/block.ts";
import { giveFeedback } from "@/lib/social/feedback.ts";
import { follow } from "@/lib/social/follow.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";

const NOW_MS = Date.UTC(2026, 4, 1, 9);

interface Ids {
  reader: string;
  writer: string;
  other: string;
  character: string;
}

/** Somebody who follows a writer, keeps another away and has given feedback. */
async function open(): Promise<{ kv: Deno.Kv; ids: Ids }> {
  const kv = await Deno.openKv(":memory:");
  const guest = async (nickname: string) => (await createGuest(kv, { nickname, nowMs: NOW_MS })).id;
  const [reader, writer, other] = [await guest("R"), await guest("W"), await guest("O")];
  const { id: character } = await make(kv, "Bori", { ownerId: writer });
  await follow(kv, { followerId: reader, writerId: writer }, NOW_MS);
  await block(kv, { userId: reader, otherId: other }, NOW_MS);
  const subject = { kind: "character", id: character } as const;
  const said = { reason: "funny", words: "", shown: null, nowMs: NOW_MS } as const;
  await giveFeedback(kv, { subject, part: "m1", byId: reader }, said);
  return { kv, ids: { reader, writer, other, character } };
}

const DAMAGES: Record<string, [(kv: Deno.Kv, ids: Ids) => Promise<unknown>, ...RegExp[]]> = {
  "a list of those followed that lacks somebody": [
    (kv, { reader, writer }) => kv.delete(keys.following(reader, NOW_MS, writer)),
    /^"following" .* is missing$/,
  ],
  "a follower whom nobody knows of": [
    (kv, { writer, other }) => kv.set(keys.follower(writer, NOW_MS, other), other),
    /^"follower" .* stands for nothing$/,
  ],
  "a counter that is off": [
    (kv, { writer }) => kv.set(keys.followCount(writer, "followers"), new Deno.KvU64(2n)),
    /^"follow_count" .* says 2, there are 1$/,
  ],
  "a block with one side": [
    (kv, { reader, other }) => kv.delete(keys.blockedBy(other, reader)),
    /^"blocked_by" .* is missing$/,
  ],
  "an inbox of nobody": [
    (kv) => kv.set(keys.noticeBell("nobody"), null),
    /^"notice_bell" "nobody" is of nobody$/,
  ],
  "a notice that is none": [
    (kv, { reader }) => kv.set(keys.notice(reader, NOW_MS, "x"), { v: 1, kind: "shout" }),
    /^"notice" .* does not fit its schema/,
  ],
  "feedback that its writer's list lacks": [
    (kv, { reader, character }) => kv.delete(keys.feedbackBy(reader, "character", character, "m1")),
    /^"feedback_by" .* is missing$/,
  ],
  "a reason counted too often": [
    (kv, { character }) =>
      kv.set(keys.feedbackCount("character", character, "dull"), new Deno.KvU64(1n)),
    /^"feedback_count" .* says 1, there are 0$/,
  ],
};

Deno.test("checkStore() finds nothing amiss where people follow, keep away and give feedback", async () => {
  const { kv } = await open();
  using _ = kv;
  assert.deepEqual(await checkStore(kv), []);
});

for (const [name, [damage, ...said]] of Object.entries(DAMAGES)) {
  Deno.test(`checkStore() finds ${name}`, async () => {
    const { kv, ids } = await open();
    using _ = kv;
    await damage(kv, ids);
    const found = await checkStore(kv);
    assert.equal(found.length, said.length, found.join("\n"));
    for (const pattern of said) assert(found.some((line) => pattern.test(line)), found.join("\n"));
  });
}
