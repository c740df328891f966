/** `deno task import:welfare file.csv|file.json […] [--source=NAME] [--prune]`: brings services into the store of the environment. */
import { parseArgs } from "node:util";
import { readDotEnv } from "@/lib/dot_env.ts";
import { readEnv } from "@/lib/env.ts";
import { announce, announceFailure } from "@/lib/terminal.ts";
import { openStore } from "@/lib/store/kv.ts";
import { importFile } from "@/lib/welfare/import_file.ts";

const USAGE = `deno task import:welfare FILE.csv|FILE.json … [--source=NAME] [--prune]
  --source  where the services come from, for files that do not say
  --prune   take services of the same sources out that the file no longer has`;

try {
  const { values, positionals } = parseArgs({
    args: Deno.args,
    allowPositionals: true,
    options: {
      source: { type: "string" },
      prune: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help || positionals.length === 0) {
    announce(USAGE);
    Deno.exit(values.help ? 0 : 2);
  }
  await readDotEnv(new URL("../../.env", import.meta.url));
  using kv = await openStore(readEnv().KV_URL);
  let isWhole = true;
  for (const path of positionals) {
    const done = await importFile(kv, path, { ...values, nowMs: Date.now() });
    for (const { line, message } of done.bad) announce(`${path}:${line}: ${message}`);
    announce(
      `${path}: ${done.added} added, ${done.changed} changed, ${done.same} as before, ` +
        `${done.removed} taken out, ${done.bad.length} bad`,
    );
    isWhole &&= done.bad.length === 0;
  }
  Deno.exitCode = isWhole ? 0 : 1;
} catch (error) {
  announceFailure(error);
  Deno.exit(1);
}
