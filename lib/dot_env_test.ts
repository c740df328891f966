import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readDotEnv } from "@/lib/dot_env.ts";

/** Reads a `.env` file of this content; the variables that it named are gone again afterwards. */
async function withDotEnv(content: string, names: string[], check: () => void): Promise<void> {
  const folder = await Deno.makeTempDir();
  const path = join(folder, ".env");
  await Deno.writeTextFile(path, content);
  try {
    await readDotEnv(pathToFileURL(path));
    check();
  } finally {
    for (const name of names) Deno.env.delete(name);
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("readDotEnv() fills in what the environment lacks", () =>
  withDotEnv(
    "# a comment\nMARU_TEST_A=1\nexport MARU_TEST_B='two words'\n\nMARU_TEST_C=\"x\\ny\"\n",
    ["MARU_TEST_A", "MARU_TEST_B", "MARU_TEST_C"],
    () => {
      assert.equal(Deno.env.get("MARU_TEST_A"), "1");
      assert.equal(Deno.env.get("MARU_TEST_B"), "two words");
      assert.equal(Deno.env.get("MARU_TEST_C"), "x\ny");
    },
  ));

Deno.test("readDotEnv() changes nothing that the environment has, not even what is empty", async () => {
  Deno.env.set("MARU_TEST_A", "from outside");
  Deno.env.set("MARU_TEST_B", "");
  await withDotEnv("MARU_TEST_A=1\nMARU_TEST_B=2\n", ["MARU_TEST_A", "MARU_TEST_B"], () => {
    assert.equal(Deno.env.get("MARU_TEST_A"), "from outside");
    assert.equal(Deno.env.get("MARU_TEST_B"), "");
  });
});

Deno.test("readDotEnv() does nothing where there is no such file", async () => {
  await readDotEnv(new URL("./no_such_folder/.env", import.meta.url));
});

Deno.test("readDotEnv() says so when the file cannot be read", async () => {
  await assert.rejects(readDotEnv(new URL("./", import.meta.url)));
});
