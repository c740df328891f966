import assert from "node:assert/strict";
import { deflateSync, zipSync } from "fflate";
import { bytesOf, rawZip, type RawZipEntry } from "@/lib/characters/card/fixtures_for_tests.ts";
import { withCardLimits } from "@/lib/characters/card/limits.ts";
import { hasZipEnd, isSafePath, readZip } from "@/lib/characters/card/zip.ts";

const limits = withCardLimits();
const text = bytesOf("hello");

function reasonOf(result: { ok: true } | { ok: false; reason: string }): string {
  return result.ok ? "ok" : result.reason;
}

Deno.test("readZip() unpacks stored and deflated files and skips directories", () => {
  const zip = zipSync({
    "a.txt": [text, { level: 0 }],
    "d/": new Uint8Array(),
    "d/b.txt": bytesOf("hello hello hello hello"),
  });
  const read = readZip(zip, limits);
  assert.ok(read.ok);
  assert.deepEqual([...read.files.keys()], ["a.txt", "d/b.txt"]);
  assert.deepEqual(bytesOf(read.files.get("d/b.txt") ?? []), bytesOf("hello hello hello hello"));
  assert.equal(read.startAt, 0);
});

Deno.test("readZip() finds an archive behind other bytes, by either kind of offset", () => {
  const zip = rawZip([{ name: "a", data: text }]);
  const shifted = readZip(bytesOf("JPEG", zip), limits);
  assert.ok(shifted.ok);
  assert.equal(shifted.startAt, 4);
  assert.deepEqual(bytesOf(shifted.files.get("a") ?? []), text);
});

Deno.test("readZip() accepts an empty archive", () => {
  const read = readZip(rawZip([]), limits);
  assert.ok(read.ok);
  assert.equal(read.files.size, 0);
});

const HOSTILE: [string, RawZipEntry[], string][] = [
  ["an encrypted entry", [{ name: "a", data: text, flags: 1 }], "zip_encrypted"],
  ["strong encryption", [{ name: "a", data: text, flags: 0x41 }], "zip_encrypted"],
  ["an AES entry", [{ name: "a", data: text, method: 99 }], "zip_encrypted"],
  ["a parent path", [{ name: "../a", data: text }], "zip_unsafe_path"],
  ["a parent path inside", [{ name: "a/../../b", data: text }], "zip_unsafe_path"],
  ["an absolute path", [{ name: "/etc/a", data: text }], "zip_unsafe_path"],
  ["a backslash", [{ name: "a\\b", data: text }], "zip_unsafe_path"],
  ["a drive", [{ name: "C:a", data: text }], "zip_unsafe_path"],
  ["an empty name", [{ name: "", data: text }], "zip_unsafe_path"],
  ["a NUL", [{ name: "a\0b", data: text }], "zip_unsafe_path"],
  ["a name twice", [{ name: "a", data: text }, { name: "a", data: text }], "zip_damaged"],
  ["an unknown compression", [{ name: "a", data: text, method: 12 }], "zip_damaged"],
  ["a wrong CRC", [{ name: "a", data: text, crc: 1 }], "zip_damaged"],
  ["broken deflate", [{ name: "a", data: text, method: 8 }], "zip_damaged"],
  ["a stored size that lies", [{ name: "a", data: text, sizeBytes: 4 }], "zip_damaged"],
  ["packed bytes past the end", [{ name: "a", data: text, packedBytes: 9999 }], "zip_damaged"],
  ["a header that is elsewhere", [{ name: "a", data: text, localAt: 3 }], "zip_damaged"],
  ["a header far away", [{ name: "a", data: text, localAt: 0xfffffff0 }], "zip_damaged"],
  [
    "two entries on the same bytes",
    [{ name: "a", data: text }, { name: "b", data: text, localAt: 0 }],
    "zip_too_big",
  ],
  [
    "a deflated size that lies",
    [{ name: "a", data: deflateSync(new Uint8Array(500_000)), method: 8, sizeBytes: 10 }],
    "zip_too_big",
  ],
  [
    "a declared size over the limit",
    [{ name: "a", data: text, method: 8, sizeBytes: 0xfffffff0 }],
    "zip_too_big",
  ],
  [
    "a bomb by ratio",
    [{
      name: "a",
      data: deflateSync(new Uint8Array(8 * 1024 * 1024), { level: 9 }),
      method: 8,
      sizeBytes: 8 * 1024 * 1024,
    }],
    "zip_too_big",
  ],
];

for (const [name, entries, reason] of HOSTILE) {
  Deno.test(`readZip() refuses ${name}`, () => {
    assert.equal(reasonOf(readZip(rawZip(entries), limits)), reason);
  });
}

Deno.test("readZip() refuses archives whose sum is too large", () => {
  const data = new Uint8Array(600);
  const zip = rawZip([{ name: "a", data }, { name: "b", data }]);
  assert.equal(reasonOf(readZip(zip, withCardLimits({ maxZipTotalBytes: 1199 }))), "zip_too_big");
  assert.equal(reasonOf(readZip(zip, withCardLimits({ maxZipTotalBytes: 1200 }))), "ok");
});

Deno.test("readZip() refuses too many entries and a false count", () => {
  const zip = rawZip([{ name: "a", data: text }, { name: "b", data: text }]);
  assert.equal(reasonOf(readZip(zip, withCardLimits({ maxZipEntries: 1 }))), "zip_too_big");
  assert.equal(
    reasonOf(readZip(rawZip([{ name: "a", data: text }], { count: 2 }), limits)),
    "zip_damaged",
  );
  assert.equal(reasonOf(readZip(rawZip([], { count: 0xffff }), limits)), "zip_too_big");
});

Deno.test("readZip() refuses every cut of a sound archive", () => {
  const zip = rawZip([{ name: "card.json", data: text }]);
  for (let length = 0; length < zip.length; length++) {
    assert.equal(reasonOf(readZip(zip.subarray(0, length), limits)), "zip_damaged", `${length}`);
  }
});

Deno.test("hasZipEnd() needs a comment that ends with the file", () => {
  const zip = rawZip([]);
  assert.equal(hasZipEnd(zip), true);
  assert.equal(hasZipEnd(bytesOf(zip, "x")), false);
  assert.equal(hasZipEnd(new Uint8Array(3)), false);
});

Deno.test("isSafePath() accepts the paths of CHARX", () => {
  assert.equal(isSafePath("assets/icon/images/main.png"), true);
  assert.equal(isSafePath("한글.json"), true);
  assert.equal(isSafePath("a/__proto__/b"), false);
  assert.equal(isSafePath("a".repeat(600)), false);
});
