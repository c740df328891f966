import assert from "node:assert/strict";
import fc from "fast-check";
import { expandMacros, type MacroContext, type MacroView } from "@/lib/characters/card/macros.ts";

function context(more: Partial<MacroContext> = {}): MacroContext {
  return { char: "미나", user: "Jun", random: () => 0.5, ...more };
}

const ROWS: [string, string, string, MacroView?][] = [
  ["names in any case", "{{char}} {{USER}} <BOT> <user> <Char>", "미나 Jun 미나 Jun 미나"],
  ["blanks inside", "{{ char }}", "미나"],
  ["an unknown macro", "{{original}} {{nope:1}}", "{{original}} {{nope:1}}"],
  ["a name inside an unknown macro", "{{nope:{{char}}}}", "{{nope:미나}}"],
  ["three braces", "{{{char}}}", "{미나}"],
  ["open and stray braces", "{{char {{user}} }} a {{", "{{char Jun }} a {{"],
  ["random", "{{random:a,b,c}}", "b"],
  ["random with an escaped comma", "{{random:a\\,b}}", "a,b"],
  ["random with a macro inside", "{{random:{{char}},{{user}}}}", "Jun"],
  ["roll", "{{roll:6}} {{roll:d6}}", "4 4"],
  ["a roll of nothing", "{{roll:0}} {{roll:x}}", "{{roll:0}} {{roll:x}}"],
  ["a note", "a{{// {{char}} is shy}}b", "ab"],
  ["a comment when sent", "a{{comment:psst}}", "a"],
  ["a comment when shown", "a{{comment:psst}}", "apsst", "show"],
  ["a hidden key when sent", "a{{hidden_key:k}}", "a"],
  ["a hidden key when scanned", "a{{hidden_key:k}}", "ak", "scan"],
  ["reverse, by character", "{{reverse:가나👍}}", "👍나가"],
];

for (const [name, text, expected, view] of ROWS) {
  Deno.test(`expandMacros() handles ${name}`, () => {
    assert.equal(expandMacros(text, context(), view), expected);
  });
}

Deno.test("expandMacros() does not expand a name that looks like a macro", () => {
  const names = context({ char: "{{user}}<user>", user: "{{char}}" });
  assert.equal(expandMacros("{{char}} {{user}}", names), "{{user}}<user> {{char}}");
});

Deno.test("expandMacros() picks the same for the same prompt and seed", () => {
  const text = "{{pick:a,b,c,d,e,f,g,h}}{{pick:a,b,c,d,e,f,g,h}}{{pick:a,b,c,d,e,f,g,h}}";
  const seeds = ["1", "2", "3", "4"].map((pickSeed) => expandMacros(text, context({ pickSeed })));
  assert.equal(seeds[0], expandMacros(text, context({ pickSeed: "1", random: () => 0.1 })));
  assert.ok(new Set(seeds).size > 1);
});

Deno.test("expandMacros() takes further values", () => {
  const values = new Map([["original", "as before"]]);
  assert.equal(expandMacros("{{Original}}", context({ values })), "as before");
});

Deno.test("expandMacros() leaves text without macros alone and never throws", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("{{", "}}", "{", ":", ",", "\\", "random", "a", "<bot>")),
      (parts) => {
        assert.equal(typeof expandMacros(parts.join(""), context()), "string");
      },
    ),
    { seed: 3, numRuns: 500 },
  );
  assert.equal(expandMacros("{a} <b> }} c", context()), "{a} <b> }} c");
});

Deno.test("expandMacros() finishes on a megabyte of braces", () => {
  const braces = "{{".repeat(500_000);
  assert.equal(expandMacros(braces, context()), braces);
  const nested = "{{reverse:".repeat(1000) + "x" + "}}".repeat(1000);
  assert.equal(typeof expandMacros(nested, context()), "string");
});
