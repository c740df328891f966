/** A card names its character's tools under an extension of ours, and leaves all others alone. */
import assert from "node:assert/strict";
import { emptyCardData } from "@/lib/characters/card/model.ts";
import { TOOLS_EXTENSION, toolsOfCard, withTools } from "@/lib/characters/card/tools.ts";
import { checkChanges, emptyValues, readCharacterForm } from "@/lib/characters/form.ts";

const CARD = { ...emptyCardData("하루"), extensions: { "other/app": { kept: true } } };

Deno.test("withTools() writes, replaces and takes away, and keeps other extensions", () => {
  const given = withTools(CARD, ["service_search"]);
  assert.deepEqual(toolsOfCard(given), ["service_search"]);
  assert.deepEqual(given.extensions["other/app"], { kept: true });
  assert.deepEqual(withTools(given, []).extensions, CARD.extensions);
});

for (
  const [name, value] of [
    ["nothing", undefined],
    ["a word", "service_search"],
    ["names that are none", ["rm -rf", 5]],
    ["more than there may be", Array.from({ length: 9 }, () => "a")],
  ] as const
) {
  Deno.test(`toolsOfCard() reads ${name} as no tools`, () => {
    assert.deepEqual(toolsOfCard({ extensions: { [TOOLS_EXTENSION]: value } }), []);
  });
}

Deno.test("the form gives tools, takes them away, and says nothing where nobody touched them", async () => {
  const sent = async (...tools: string[]) => {
    const body = new FormData();
    body.append("name", "하루");
    for (const tool of tools) body.append("tools", tool);
    return (await readCharacterForm(new Request("http://maru.test", { method: "POST", body })))
      .values;
  };
  const before = { ...emptyValues("ko", ""), name: "하루", lang: "", visibility: "", rating: "" };
  const change = async (was: string[], ...tools: string[]) =>
    checkChanges({ ...await sent(...tools) }, { ...before, tools: was }, "ko");
  assert.deepEqual(await change([], "service_search"), {
    ok: true,
    value: { tools: ["service_search"] },
  });
  assert.deepEqual(await change(["service_search"]), { ok: true, value: { tools: [] } });
  assert.deepEqual(await change(["service_search"], "service_search"), { ok: true, value: {} });
  const wrong = await change([], "No Such Tool!");
  assert.deepEqual(wrong.ok ? [] : wrong.errors.map(({ path }) => path), ["tools"]);
});
