import assert from "node:assert/strict";
import { keys } from "@/lib/store/keys.ts";

type Builder = (...parts: never[]) => Deno.KvKey;

interface Domain {
  name: string;
  builders: [name: string, build: Builder][];
  /** First parts of the keys in the map above the builders. */
  mapped: Set<string>;
}

/** All that lies in `keys/`, whether or not keys.ts takes it. */
async function readDomains(): Promise<Domain[]> {
  const folder = new URL("./keys/", import.meta.url);
  const domains: Domain[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    const file = new URL(name, folder);
    const exported: Record<string, Record<string, Builder>> = await import(file.href);
    const builders = Object.values(exported).flatMap((set) => Object.entries(set));
    if (builders.length === 0) continue; // types alone
    const rows = (await Deno.readTextFile(file)).matchAll(/^ \* \["(\w+)"/gm);
    domains.push({ name, builders, mapped: new Set(Array.from(rows, (row) => row[1]!)) });
  }
  return domains;
}

/** Whoever makes a key makes it with any parts; this makes one with none, for its first part. */
const kindOf = (build: Builder) => String(build()[0]);

Deno.test("every builder of every domain is in keys, and none hides another of its name", async () => {
  const domains = await readDomains();
  assert.ok(domains.length > 10);
  const all = domains.flatMap(({ builders }) => builders);
  for (const [name, build] of all) {
    assert.ok(Object.entries(keys).some((entry) => entry[0] === name && entry[1] === build), name);
  }
  assert.equal(all.length, Object.keys(keys).length);
});

Deno.test("a kind of key belongs to one domain, whose map tells of it", async () => {
  const owners = new Map<string, string>();
  for (const { name, builders, mapped } of await readDomains()) {
    const kinds = new Set(builders.map(([, build]) => kindOf(build)));
    assert.deepEqual([...mapped].sort(), [...kinds].sort(), name);
    for (const kind of kinds) {
      assert.equal(owners.get(kind), undefined, `${kind} is in ${owners.get(kind)} and ${name}`);
      owners.set(kind, name);
    }
  }
});
