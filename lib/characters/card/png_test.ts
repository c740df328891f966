import assert from "node:assert/strict";
import { zlibSync } from "fflate";
import {
  bytesOf,
  chunk,
  IDAT,
  IEND,
  IHDR,
  PNG_SIGNATURE,
  pngWith,
  u32,
} from "@/lib/characters/card/fixtures_for_tests.ts";
import { withCardLimits } from "@/lib/characters/card/limits.ts";
import { readPngCardTexts, readPngChunks, writePngCardTexts } from "@/lib/characters/card/png.ts";

const limits = withCardLimits();

function reasonOf(result: { ok: true } | { ok: false; reason: string }): string {
  return result.ok ? "ok" : result.reason;
}

function typesOf(png: Uint8Array): string[] {
  const read = readPngChunks(png, limits);
  assert.ok(read.ok);
  return read.chunks.map(({ type }) => type);
}

Deno.test("readPngChunks() splits a sound PNG and counts what follows it", () => {
  const read = readPngChunks(bytesOf(pngWith(), "tail"), limits);
  assert.ok(read.ok);
  assert.deepEqual(read.chunks.map(({ type }) => type), ["IHDR", "IDAT", "IEND"]);
  assert.equal(read.trailingBytes, 4);
});

Deno.test("readPngChunks() reads a PNG that lies inside a larger buffer", () => {
  const outer = bytesOf("xxxxx", pngWith());
  assert.equal(reasonOf(readPngChunks(outer.subarray(5), limits)), "ok");
});

Deno.test("readPngChunks() refuses unsound files, each for its reason", () => {
  const wrongCrc = pngWith();
  wrongCrc[wrongCrc.length - 1] = (wrongCrc.at(-1) ?? 0) ^ 1;
  const flipped = pngWith();
  flipped[20] = (flipped[20] ?? 0) ^ 1;
  const rows: [string, Uint8Array, string][] = [
    ["a wrong signature", bytesOf("\x89PNG\n", IHDR, IEND), "png_damaged"],
    ["a wrong CRC", wrongCrc, "png_damaged"],
    ["a flipped bit in IHDR", flipped, "png_damaged"],
    ["only the signature", PNG_SIGNATURE, "png_truncated"],
    ["an end inside a header", pngWith().slice(0, -6), "png_truncated"],
    ["an end inside data", pngWith().slice(0, 50), "png_truncated"],
    ["no IEND", bytesOf(PNG_SIGNATURE, IHDR, IDAT), "png_truncated"],
    ["a length past the end", bytesOf(PNG_SIGNATURE, IHDR, u32(1000), "tEXt"), "png_truncated"],
    [
      "a length of 4 GiB",
      bytesOf(PNG_SIGNATURE, IHDR, u32(0xffffffff), "tEXt", u32(0)),
      "png_truncated",
    ],
    ["no IHDR first", bytesOf(PNG_SIGNATURE, IDAT, IHDR, IEND), "png_damaged"],
    ["two IHDR", bytesOf(PNG_SIGNATURE, IHDR, IHDR, IEND), "png_damaged"],
  ];
  for (const [name, png, reason] of rows) {
    assert.equal(reasonOf(readPngChunks(png, limits)), reason, name);
  }
});

Deno.test("readPngChunks() refuses 10,000 chunks", () => {
  const many = new Array<Uint8Array>(10_000).fill(chunk("tEXt", "k\0"));
  assert.equal(reasonOf(readPngChunks(pngWith(...many), limits)), "png_too_many_chunks");
});

Deno.test("readPngChunks() accepts exactly as many chunks as allowed", () => {
  assert.equal(reasonOf(readPngChunks(pngWith(), { maxPngChunks: 3 })), "ok");
  assert.equal(reasonOf(readPngChunks(pngWith(), { maxPngChunks: 2 })), "png_too_many_chunks");
});

Deno.test("readPngCardTexts() finds card text in tEXt, zTXt and iTXt, in any case", () => {
  const rows: [string, Uint8Array][] = [
    ["tEXt", chunk("tEXt", "Chara\0abc")],
    ["zTXt", chunk("zTXt", bytesOf("CHARA\0\0", zlibSync(bytesOf("abc"))))],
    ["iTXt", chunk("iTXt", "chara\0\0\0en\0\0abc")],
    ["packed iTXt", chunk("iTXt", bytesOf("chara\0\x01\0\0\0", zlibSync(bytesOf("abc"))))],
  ];
  for (const [name, text] of rows) {
    const read = readPngCardTexts(pngWith(text), limits);
    assert.ok(read.ok, name);
    assert.deepEqual(read.texts, [{ keyword: "chara", text: "abc" }], name);
  }
});

Deno.test("readPngCardTexts() reads older embedded assets in both spellings", () => {
  const read = readPngCardTexts(
    pngWith(
      chunk("tEXt", "chara-ext-asset_:a/b.png\0AAAA"),
      chunk("tEXt", "chara-ext-asset_7\0BBBB"),
    ),
    limits,
  );
  assert.ok(read.ok);
  assert.deepEqual(read.assets, [{ keyword: "a/b.png", text: "AAAA" }, {
    keyword: "7",
    text: "BBBB",
  }]);
});

Deno.test("readPngCardTexts() leaves other text unread, even when it is broken", () => {
  const read = readPngCardTexts(pngWith(chunk("zTXt", "Comment\0\0nonsense")), limits);
  assert.ok(read.ok);
  assert.deepEqual(read.texts, []);
});

Deno.test("readPngCardTexts() refuses text that is too long, plain or inflated", () => {
  const small = withCardLimits({ maxTextBytes: 300 });
  const long = "A".repeat(401);
  const fits = readPngCardTexts(pngWith(chunk("tEXt", `chara\0${long.slice(1)}`)), small);
  assert.equal(reasonOf(fits), "ok");
  for (
    const text of [
      chunk("tEXt", `chara\0${long}`),
      chunk("zTXt", bytesOf("chara\0\0", zlibSync(bytesOf(long)))),
    ]
  ) assert.equal(reasonOf(readPngCardTexts(pngWith(text), small)), "text_too_large");
});

Deno.test("readPngCardTexts() stops a bomb in zTXt without unpacking it", () => {
  const bomb = zlibSync(new Uint8Array(64 * 1024 * 1024), { level: 9 });
  assert.ok(bomb.length < 100_000);
  const read = readPngCardTexts(pngWith(chunk("zTXt", bytesOf("ccv3\0\0", bomb))), limits);
  assert.equal(reasonOf(read), "text_too_large");
});

Deno.test("readPngCardTexts() refuses broken compression", () => {
  const packed = zlibSync(bytesOf("abcabcabc"));
  for (
    const text of [
      chunk("zTXt", "chara\0\0garbage"),
      chunk("zTXt", bytesOf("chara\0\x05", packed)),
      chunk("zTXt", bytesOf("chara\0\0", packed.slice(0, 5))),
      chunk("iTXt", "chara\0\0\0"),
      chunk("zTXt", "chara\0"),
    ]
  ) assert.equal(reasonOf(readPngCardTexts(pngWith(text), limits)), "text_damaged");
});

Deno.test("writePngCardTexts() replaces card chunks and leaves the rest in order", () => {
  const comment = chunk("tEXt", "Comment\0hello");
  const before = pngWith(chunk("tEXt", "Chara\0old"), comment, chunk("zTXt", "ccv3\0\0x"));
  const written = writePngCardTexts(bytesOf(before, "tail"), [
    { keyword: "chara", text: "bmV3" },
    { keyword: "ccv3", text: "bmV3Mw==" },
  ]);
  assert.deepEqual(typesOf(written), ["IHDR", "IDAT", "tEXt", "tEXt", "tEXt", "IEND"]);
  const read = readPngCardTexts(written, limits);
  assert.ok(read.ok);
  assert.deepEqual(read.texts, [
    { keyword: "chara", text: "bmV3" },
    { keyword: "ccv3", text: "bmV3Mw==" },
  ]);
  assert.equal(read.trailingBytes, 0);
  const kept = readPngChunks(written, limits);
  assert.ok(kept.ok);
  assert.deepEqual(bytesOf(kept.chunks[2]?.raw ?? []), comment);
});

Deno.test("writePngCardTexts() throws on a picture that is not a PNG", () => {
  assert.throws(() => writePngCardTexts(bytesOf("GIF89a"), []), TypeError);
});
