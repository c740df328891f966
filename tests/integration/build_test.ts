/** What a build writes: everything that is needed, and nothing of the machine or its secrets. */
import assert from "node:assert/strict";
import { homedir, hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Builder } from "fresh/dev";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url)).replace(/[/\\]$/, "");

/** Variables that must stay where they are, with values that nothing else has. */
const SECRETS = {
  GEMINI_API_KEY: "AIza-build-test-gemini-key",
  ANTHROPIC_API_KEY: "sk-ant-build-test-key",
  OPENAI_API_KEY: "sk-build-test-openai-key",
  JWT_SECRET: "build-test-jwt-secret-0123456789abcdef",
  DENO_KV_ACCESS_TOKEN: "build-test-kv-token",
  KV_URL: "https://build-test-kv.example",
};

/** Looks of well-known secrets. Source: their makers' documentation of prefixes. */
const LOOKS = /AIza[\w-]{20}|sk-[\w-]{20}|ghp_\w{20}|xox[bp]-|-----BEGIN [A-Z ]*PRIVATE KEY/;

/** Builds into a folder of its own, in an environment full of secrets, and gives every file that came. */
async function buildFiles(): Promise<Map<string, Uint8Array>> {
  // Inside the project, as builds are: what they import of it is written relative to them.
  const dir = join(PROJECT, ".cache");
  await Deno.mkdir(dir, { recursive: true });
  const outDir = await Deno.makeTempDir({ dir, prefix: "build_" });
  const before = Object.keys(SECRETS).map((name) => [name, Deno.env.get(name)] as const);
  for (const [name, value] of Object.entries(SECRETS)) Deno.env.set(name, value);
  try {
    await new Builder({ root: PROJECT, outDir }).build();
    return new Map(await Array.fromAsync(readFiles(outDir, "")));
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Deno.env.delete(name);
      else Deno.env.set(name, value);
    }
    await Deno.remove(outDir, { recursive: true });
  }
}

async function* readFiles(folder: string, path: string): AsyncGenerator<[string, Uint8Array]> {
  for await (const entry of Deno.readDir(folder)) {
    const [at, inner] = [join(folder, entry.name), `${path}/${entry.name}`];
    if (entry.isDirectory) yield* readFiles(at, inner);
    else yield [inner, await Deno.readFile(at)];
  }
}

Deno.test("a build holds no secret, no name of one, and no path of the machine that made it", async () => {
  const files = await buildFiles();
  assert(files.has("/server.js") && files.has("/static/maru.css"), [...files.keys()].join(" "));
  const forbidden = [
    ...Object.keys(SECRETS),
    ...Object.values(SECRETS),
    PROJECT,
    ...[homedir(), hostname()].filter((name) => name.length > 5),
    "node_modules/.deno",
    "sourceMappingURL=data:",
  ];
  const decoder = new TextDecoder();
  for (const [name, bytes] of files) {
    const text = decoder.decode(bytes);
    for (const word of forbidden) assert(!text.includes(word), `${name} holds ${word}`);
    assert.doesNotMatch(text, LOOKS, name);
  }
});
