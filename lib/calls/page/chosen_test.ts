import assert from "node:assert/strict";
import { cleanFace, cleanName, readChosenFace, writeChosenFace } from "@/lib/calls/page/chosen.ts";
import { avatarSpecToText } from "@/lib/avatar/spec.ts";
import { randomAvatar } from "@/lib/avatar/model.ts";

const cookieOf = (setCookie: string) => setCookie.split(";", 1)[0]!;

Deno.test("a face and a name in any script are remembered", () => {
  for (const name of ["", "서연", "Ann & Tom; 100%*", "'\"`,\\"]) {
    const face = avatarSpecToText(randomAvatar(name));
    const header = `a=b; ${cookieOf(writeChosenFace({ face, name }, { secure: true }))}; c=d`;
    assert.deepEqual(readChosenFace(header), { face, name });
  }
});

Deno.test("what is no face of ours is the standard one", () => {
  assert.equal(cleanFace("hair=nonsense&zzz=1"), "");
  assert.equal(cleanFace(null), "");
  assert.equal(cleanFace("x".repeat(100_000)), "");
  assert.equal(readChosenFace(null), null);
  assert.deepEqual(readChosenFace("maru-call-face=%%%"), { face: "", name: "" });
});

Deno.test("a name is one line, without what cannot be seen, and no longer than a nickname", () => {
  assert.equal(cleanName("  a\n\tb\u200b c "), "a b c");
  assert.equal(cleanName("가".repeat(40)), "가".repeat(30));
  assert.equal(cleanName(`${"a".repeat(29)}😀`), "a".repeat(29));
});
