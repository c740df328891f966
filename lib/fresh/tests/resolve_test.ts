import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { bundle } from "../dev/bundle.ts";
import { mapSpecifier, readProjectConfig } from "../dev/resolve.ts";
import { inlineEnv } from "../dev/source_transform.ts";
import { BUILDING } from "./build_case.ts";

const IMPORTS = {
  "@/": "./",
  "@/lib/": "./other/",
  "preact": "npm:preact@^10",
  "fresh": "jsr:@fresh/core@^2",
  "fresh/runtime": "jsr:@fresh/core@^2/runtime",
  "local": "./local.ts",
};

const MAPPED: [specifier: string, target: string][] = [
  ["@/a.ts", "./a.ts"],
  ["@/lib/a.ts", "./other/a.ts"],
  ["preact", "npm:preact@^10"],
  ["preact/hooks", "npm:preact@^10/hooks"],
  ["fresh/runtime", "jsr:@fresh/core@^2/runtime"],
  ["local", "./local.ts"],
  ["local/sub", "local/sub"],
  ["preactive", "preactive"],
  ["unknown", "unknown"],
];

for (const [specifier, target] of MAPPED) {
  Deno.test(`mapSpecifier() maps ${specifier} to ${target}`, BUILDING, () => {
    assert.equal(mapSpecifier(specifier, IMPORTS), target);
  });
}

async function withProject(
  files: Record<string, string>,
  run: (root: string) => Promise<void>,
): Promise<void> {
  const root = await Deno.makeTempDir();
  try {
    for (const [name, text] of Object.entries(files)) {
      await Deno.mkdir(`${root}/${name}/..`.replace(/\/[^/]+\/\.\.$/, ""), { recursive: true });
      await Deno.writeTextFile(`${root}/${name}`, text);
    }
    await run(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test(
  "readProjectConfig() takes the nearest config, with comments and trailing commas",
  BUILDING,
  async () => {
    await withProject({
      "deno.jsonc": '{ // note\n "imports": { "a": "npm:a//b", /* x */ "c": "./, }", }, }',
      "sub/x.ts": "",
    }, async (root) => {
      const config = await readProjectConfig(`${root}/sub`);
      assert.deepEqual(config, { folder: root, imports: { a: "npm:a//b", c: "./, }" } });
    });
  },
);

Deno.test("an island may use aliases, sub-paths of packages and JSON", BUILDING, async () => {
  const nodeModules = fileURLToPath(new URL("../../../node_modules", import.meta.url));
  await withProject({
    "deno.json": JSON.stringify({
      imports: { "@/": "./", "p": "npm:preact@^10.29.8", "fresh": "jsr:@fresh/core@^2.3.3" },
    }),
    "islands/A.tsx": 'import { h } from "p"; import { useState } from "p/hooks";\n' +
      'import { IS_BROWSER } from "fresh/runtime"; import { word } from "@/lib/word.ts";\n' +
      'import data from "./data.json" with { type: "json" };\n' +
      "export default () => h(word, useState(IS_BROWSER), data.text);",
    "islands/data.json": '{ "text": "from json" }',
    "lib/word.ts": 'export const word: string = "from lib";',
  }, async (root) => {
    await Deno.symlink(nodeModules, `${root}/node_modules`);
    const { files } = await bundle({
      root,
      mode: "production",
      target: "chrome99",
      sourceMap: false,
      islands: new Map([["A", `${root}/islands/A.tsx`]]),
    });
    const sources = [...files.values()].map((bytes) => new TextDecoder().decode(bytes)).join("\n");
    assert.match(sources, /from lib/);
    assert.match(sources, /from json/);
  });
});

Deno.test("inlineEnv() puts public variables in and leaves all others alone", BUILDING, () => {
  Deno.env.set("FRESH_PUBLIC_TEST_X", 'a"b');
  try {
    assert.equal(inlineEnv('f(Deno.env.get("FRESH_PUBLIC_TEST_X"))'), 'f("a\\"b")');
    assert.equal(inlineEnv("Deno.env.get('FRESH_PUBLIC_TEST_NONE')"), "undefined");
    assert.equal(inlineEnv('Deno.env.get("SECRET")'), 'Deno.env.get("SECRET")');
  } finally {
    Deno.env.delete("FRESH_PUBLIC_TEST_X");
  }
});
