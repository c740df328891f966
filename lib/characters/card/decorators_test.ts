import assert from "node:assert/strict";
import {
  hasDecorators,
  parseDecorators,
  stripDecorators,
} from "@/lib/characters/card/decorators.ts";

function said(content: string) {
  return parseDecorators(content).decorators;
}

Deno.test("parseDecorators() reads values and leaves the text", () => {
  const { decorators, body } = parseDecorators(
    "@@depth 3\n@@role assistant\n@@scan_depth 7\n@@exclude_keys a, b,,c\n\n\n그날 밤.\n@@not one\n",
  );
  assert.equal(decorators.depth, 3);
  assert.equal(decorators.role, "assistant");
  assert.equal(decorators.scanDepth, 7);
  assert.deepEqual(decorators.excludeKeys, ["a", "b", "c"]);
  assert.equal(body, "그날 밤.\n@@not one");
});

Deno.test("parseDecorators() ignores unknown names and bad values, and removes their lines", () => {
  const { decorators, body } = parseDecorators(
    "@@what 1\n@@depth many\n@@role king\n@@constructor x\n@@activate_only_every 0\ntext",
  );
  assert.deepEqual(
    [decorators.depth, decorators.role, decorators.activateOnlyEvery],
    [undefined, undefined, undefined],
  );
  assert.equal(body, "text");
});

Deno.test("parseDecorators() follows a fallback chain of five and stops at the first that works", () => {
  const chain =
    "@@one 1\n@@@two 2\n@@@depth x\n@@@instruct_depth 5\n@@@reverse_depth 6\n@@@depth 7\ntext";
  assert.equal(said(chain).reverseDepth, 6);
  assert.equal(said(chain).depth, undefined);
  assert.equal(said("@@depth 1\n@@@reverse_depth 6").reverseDepth, undefined);
});

Deno.test("parseDecorators() counts the first of a repeated name, except where repeats add up", () => {
  assert.equal(said("@@depth 1\n@@depth 2\n@@@reverse_depth 3").depth, 1);
  assert.equal(said("@@depth 1\n@@depth 2\n@@@reverse_depth 3").reverseDepth, undefined);
  assert.equal(said("@@depth x\n@@depth 2").depth, 2);
  assert.deepEqual(said("@@additional_keys a,b\n@@additional_keys c").additionalKeys, [["a", "b"], [
    "c",
  ]]);
  const both = said(
    "@@disable_ui_prompt system_prompt\n@@disable_ui_prompt post_history_instructions",
  );
  assert.deepEqual([both.disableSystemPrompt, both.disablePostHistory], [true, true]);
});

Deno.test("parseDecorators() accepts Windows lines, blanks and a leading fallback", () => {
  const { decorators, body } = parseDecorators(
    "\r\n@@@activate\r\n\r\n@@position scenario \r\ntext\r\n",
  );
  assert.equal(decorators.activate, true);
  assert.equal(decorators.position, "scenario");
  assert.equal(body, "text");
});

Deno.test("content without decorators is left exactly as it is", () => {
  const content = "\n  first\n@@depth 1\n";
  assert.equal(stripDecorators(content), content);
  assert.equal(hasDecorators(content), false);
  assert.equal(hasDecorators("@@ depth"), false);
  assert.equal(hasDecorators(" \n@@depth 1"), true);
});
