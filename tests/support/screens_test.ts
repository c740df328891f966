import assert from "node:assert/strict";
import { planShots, readScreenArgs, shotName } from "@/tests/support/screens.ts";

const ARGS = ["--base", "http://127.0.0.1:8000", "--out", "shots"];

Deno.test("readScreenArgs() plans every width, scheme and language of every path", () => {
  const shots = planShots(readScreenArgs([...ARGS, "/", "/characters"]));
  assert.equal(shots.length, 2 * 3 * 2 * 2);
  assert.equal(new Set(shots.map(shotName)).size, shots.length);
});

Deno.test("readScreenArgs() narrows the plan", () => {
  const options = readScreenArgs(
    [...ARGS, "--widths=320", "--schemes=dark", "--langs", "en", "--full", "/a"],
  );
  assert.deepEqual(planShots(options), [{ path: "/a", width: 320, scheme: "dark", lang: "en" }]);
  assert.deepEqual([options.full, options.js, options.sheet], [true, false, false]);
});

Deno.test("readScreenArgs() refuses what it cannot photograph", () => {
  assert.throws(() => readScreenArgs(ARGS), /paths/);
  assert.throws(() => readScreenArgs([...ARGS, "characters"]), /paths/);
  assert.throws(() => readScreenArgs(["--out", "x", "/"]), /base/);
  assert.throws(() => readScreenArgs([...ARGS, "--widths=wide", "/"]), /widths/);
  assert.throws(() => readScreenArgs([...ARGS, "--langs=fr", "/"]), /langs/);
  assert.throws(() => readScreenArgs([...ARGS, "--cookie=a=b; Path=/", "/"]), /cookie/);
  assert.throws(() => readScreenArgs([...ARGS, "--colour", "/"]), /--colour/);
});

Deno.test("shotName() makes a plain file name of any path", () => {
  const name = (path: string) => shotName({ path, width: 360, scheme: "light", lang: "ko" });
  assert.equal(name("/"), "home.ko.light.0360.png");
  assert.equal(name("/characters/new"), "characters_new.ko.light.0360.png");
  assert.equal(
    name("/characters?q=고양이&sort=new"),
    "characters_q_고양이_sort_new.ko.light.0360.png",
  );
  assert.equal(name("/../../etc/passwd"), "etc_passwd.ko.light.0360.png");
});
