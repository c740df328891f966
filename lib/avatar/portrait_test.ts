/** Tests of upload refusal, orientation, cutting and re-encoding, with files made by the real codecs. */
import encodeJpeg, { init as initJpegEncoder } from "@jsquash/jpeg/encode.js";
import assert from "node:assert/strict";
import { crc32 } from "node:zlib";
import { decodePixels, encodePng, encodeWebp, scalePixels } from "@/lib/avatar/codec.ts";
import { readImageHeader } from "@/lib/avatar/image_header.ts";
import { decodePortrait, PORTRAIT_LIMITS } from "@/lib/avatar/portrait.ts";
import { asFailure } from "@/lib/errors.ts";
import { coverBox, cutUpright, PORTRAIT_LARGE } from "@/lib/avatar/portrait_work.ts";

type Color = readonly [number, number, number, number?];

/** A picture whose pixel colours come from a function. */
function picture(width: number, height: number, color: (x: number, y: number) => Color): ImageData {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [r, g, b, a = 255] = color(x, y);
      data.set([r, g, b, a], (y * width + x) * 4);
    }
  }
  return new ImageData(data, width, height);
}

const RED: Color = [220, 30, 30];
const BLUE: Color = [30, 30, 220];
const GREEN: Color = [30, 160, 60];

/** Red above, blue below. */
const upDown = (width: number, height: number) =>
  picture(width, height, (_, y) => y < height / 2 ? RED : BLUE);

async function jpeg(image: ImageData): Promise<Uint8Array> {
  const path = import.meta.resolve("@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm");
  await initJpegEncoder(await WebAssembly.compile(await Deno.readFile(new URL(path))));
  return new Uint8Array(await encodeJpeg(image, { quality: 92 }));
}

/** Puts an EXIF segment with an orientation right after the start marker. */
function withOrientation(file: Uint8Array, orientation: number, little = false): Uint8Array {
  const segment = new Uint8Array(36);
  const view = new DataView(segment.buffer);
  segment.set([0xff, 0xe1, 0, 34, ...new TextEncoder().encode("Exif\0\0")]);
  const put = { 2: view.setUint16.bind(view), 4: view.setUint32.bind(view) };
  put[2](10, little ? 0x4949 : 0x4d4d);
  put[2](12, 42, little);
  put[4](14, 8, little);
  put[2](18, 1, little);
  put[2](20, 0x0112, little);
  put[2](22, 3, little);
  put[4](24, 1, little);
  put[2](28, orientation, little);
  return Uint8Array.from([...file.subarray(0, 2), ...segment, ...file.subarray(2)]);
}

function pngChunk(type: string, body: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(12 + body.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length);
  chunk.set(new TextEncoder().encode(type), 4);
  chunk.set(body, 8);
  view.setUint32(8 + body.length, crc32(chunk.subarray(4, 8 + body.length)));
  return chunk;
}

/** A PNG that claims a size and holds next to nothing. */
function pngOfSize(width: number, height: number, extra: readonly Uint8Array[] = []): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 6, 0, 0, 0], 8);
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10),
    pngChunk("IHDR", header),
    ...extra,
    pngChunk("IDAT", Uint8Array.of(0x78, 0x9c, 3, 0, 0, 0, 0, 1)),
    pngChunk("IEND", new Uint8Array()),
  ];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function pixelAt(image: ImageData, x: number, y: number): number[] {
  const at = (y * image.width + x) * 4;
  return [...image.data.subarray(at, at + 4)];
}

/** Which of the three primaries leads at a place. */
function leads(image: ImageData, x: number, y: number): "red" | "green" | "blue" {
  const [r = 0, g = 0, b = 0] = pixelAt(image, x, y);
  return r > g && r > b ? "red" : g > b ? "green" : "blue";
}

async function refusal(bytes: Uint8Array, limits = PORTRAIT_LIMITS): Promise<string> {
  const result = await decodePortrait(bytes, limits);
  return result.ok ? "accepted" : result.reason;
}

Deno.test("decodePortrait() writes 640×800 and 240×300 WebP from each accepted type", async () => {
  const image = upDown(500, 700);
  const files = {
    png: await encodePng(image),
    jpeg: await jpeg(image),
    webp: await encodeWebp(image, 90),
  };
  for (const [type, file] of Object.entries(files)) {
    const result = await decodePortrait(file);
    assert.ok(result.ok, type);
    const { large, small } = result.portrait;
    assert.deepEqual([large.width, large.height, small.width, small.height], [640, 800, 240, 300]);
    for (const { bytes, width, height, type } of [large, small]) {
      const header = readImageHeader(bytes);
      assert.ok(header.ok);
      assert.deepEqual([header.header.type, header.header.width, header.header.height], [
        type,
        width,
        height,
      ]);
    }
    const pixels = await decodePixels(large.bytes, large.type);
    assert.equal(leads(pixels, 320, 60), "red", type);
    assert.equal(leads(pixels, 320, 740), "blue", type);
  }
});

Deno.test("cutUpright() turns a JPEG upright by its EXIF orientation", async () => {
  // Stored red above blue; each orientation says where the upright picture has its red.
  const stored = await jpeg(upDown(400, 400));
  const red: Record<number, readonly [number, number]> = {
    1: [320, 60],
    2: [320, 60],
    3: [320, 740],
    4: [320, 740],
    5: [60, 400],
    6: [580, 400],
    7: [580, 400],
    8: [60, 400],
  };
  for (const [orientation, [x, y]] of Object.entries(red)) {
    for (const little of [false, true]) {
      const file = withOrientation(stored, Number(orientation), little);
      const result = readImageHeader(file);
      assert.ok(result.ok);
      assert.equal(result.header.orientation, Number(orientation));
      const cut = cutUpright(
        await decodePixels(file, "image/jpeg"),
        result.header.orientation,
        PORTRAIT_LARGE,
      );
      const pixels = await scalePixels(cut, PORTRAIT_LARGE);
      assert.equal(leads(pixels, x, y), "red", `orientation ${orientation}`);
      assert.equal(leads(pixels, 639 - x, 799 - y), "blue", `orientation ${orientation}`);
    }
  }
});

Deno.test("decodePortrait() applies the EXIF orientation", async () => {
  const result = await decodePortrait(withOrientation(await jpeg(upDown(300, 300)), 6));
  assert.ok(result.ok);
  const pixels = await decodePixels(result.portrait.large.bytes, "image/webp");
  assert.equal(leads(pixels, 600, 400), "red");
  assert.equal(leads(pixels, 40, 400), "blue");
});

Deno.test("decodePortrait() ignores an orientation that does not exist", async () => {
  const result = await decodePortrait(withOrientation(await jpeg(upDown(200, 250)), 9));
  assert.ok(result.ok);
  const pixels = await decodePixels(result.portrait.small.bytes, "image/webp");
  assert.equal(leads(pixels, 120, 20), "red");
});

Deno.test("decodePortrait() drops metadata", async () => {
  const secret = new TextEncoder().encode("gps: 37.5665 N");
  const file = withOrientation(await jpeg(upDown(200, 250)), 6);
  const comment = Uint8Array.from([0xff, 0xfe, 0, secret.length + 2, ...secret]);
  const marked = Uint8Array.from([...file.subarray(0, 2), ...comment, ...file.subarray(2)]);
  const result = await decodePortrait(marked);
  assert.ok(result.ok);
  for (const { bytes } of [result.portrait.large, result.portrait.small]) {
    const text = new TextDecoder("latin1").decode(bytes);
    assert.ok(!text.includes("37.5665") && !text.includes("Exif") && !text.includes("EXIF"));
  }
});

Deno.test("decodePortrait() keeps the middle of a wide picture and more of the top of a tall one", async () => {
  const wide = await encodePng(picture(900, 300, (x) => x < 300 ? RED : x < 600 ? GREEN : BLUE));
  const result = await decodePortrait(wide);
  assert.ok(result.ok);
  const pixels = await decodePixels(result.portrait.large.bytes, "image/webp");
  for (const x of [10, 320, 630]) assert.equal(leads(pixels, x, 400), "green");
  assert.deepEqual(coverBox({ width: 400, height: 1100 }, { width: 640, height: 800 }), {
    x: 0,
    y: 200,
    width: 400,
    height: 500,
  });
});

Deno.test("decodePortrait() keeps transparency", async () => {
  const file = await encodePng(picture(160, 200, (_, y) => y < 100 ? [200, 40, 40, 0] : BLUE));
  const result = await decodePortrait(file);
  assert.ok(result.ok);
  const pixels = await decodePixels(result.portrait.small.bytes, "image/webp");
  assert.equal(pixelAt(pixels, 120, 20)[3], 0);
  assert.equal(pixelAt(pixels, 120, 280)[3], 255);
});

Deno.test("cutUpright() shrinks a large picture before the fine scaler sees it", () => {
  const cut = cutUpright(upDown(2600, 3250), 1, { width: 640, height: 800 });
  assert.deepEqual([cut.width, cut.height], [1300, 1625]);
  assert.deepEqual(pixelAt(cut, 3, 3), [220, 30, 30, 255]);
});

Deno.test("decodePortrait() refuses what it cannot read", async (t) => {
  const png = await encodePng(upDown(100, 125));
  const jpg = await jpeg(upDown(100, 125));
  const webp = await encodeWebp(upDown(100, 125), 80);
  const cut = (file: Uint8Array, part: number) => file.subarray(0, Math.floor(file.length * part));
  const flipped = Uint8Array.from(png);
  const idat = 33 + 8 + 4;
  flipped[idat] = (flipped[idat] ?? 0) ^ 0xff;
  const rows: readonly (readonly [string, Uint8Array, string])[] = [
    ["nothing", new Uint8Array(), "empty"],
    ["a GIF", new TextEncoder().encode("GIF89a" + "\0".repeat(40)), "unknown_type"],
    [
      "an SVG",
      new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'/>"),
      "unknown_type",
    ],
    ["text named .png", new TextEncoder().encode("hello, I am a picture"), "unknown_type"],
    ["a PNG signature alone", png.subarray(0, 8), "damaged"],
    ["half a PNG", cut(png, 0.5), "damaged"],
    ["a PNG without its end", png.subarray(0, png.length - 12), "damaged"],
    ["a PNG with broken pixel data", flipped, "damaged"],
    ["a JPEG start alone", jpg.subarray(0, 4), "damaged"],
    ["half a JPEG", cut(jpg, 0.5), "damaged"],
    ["a JPEG without its end marker", jpg.subarray(0, jpg.length - 2), "damaged"],
    ["half a WebP", cut(webp, 0.5), "damaged"],
    ["a WebP with an impossible chunk size", Uint8Array.from(webp).fill(0xff, 16, 20), "damaged"],
    ["a PNG that claims 60,000 × 60,000", pngOfSize(60_000, 60_000), "too_many_pixels"],
    ["a PNG that claims 2³¹ × 1", pngOfSize(2 ** 31 - 1, 1), "too_many_pixels"],
    ["a PNG that claims no width", pngOfSize(0, 100), "damaged"],
    ["a PNG that claims 4000 × 4000 and holds nothing", pngOfSize(4000, 4000), "damaged"],
    ["an animated PNG", pngOfSize(100, 100, [pngChunk("acTL", new Uint8Array(8))]), "animated"],
    ["a picture of 40 × 400", await encodePng(upDown(40, 400)), "too_small"],
  ];
  for (const [name, file, reason] of rows) {
    await t.step(name, async () => assert.equal(await refusal(file), reason));
  }
  await t.step("more bytes than allowed", async () => {
    assert.equal(await refusal(png, { ...PORTRAIT_LIMITS, maxBytes: png.length - 1 }), "too_large");
    assert.equal(await refusal(png, { ...PORTRAIT_LIMITS, maxBytes: png.length }), "accepted");
  });
});

Deno.test("readImageHeader() sees animation and the larger size in an extended WebP", async () => {
  const still = await encodeWebp(upDown(100, 125), 80);
  const extended = (flags: number, width: number, height: number) => {
    const u24 = (v: number) => [v & 255, v >> 8 & 255, v >> 16 & 255];
    const chunk = [
      ...new TextEncoder().encode("VP8X"),
      10,
      0,
      0,
      0,
      flags,
      0,
      0,
      0,
      ...u24(width - 1),
      ...u24(height - 1),
    ];
    const file = Uint8Array.from([...still.subarray(0, 12), ...chunk, ...still.subarray(12)]);
    new DataView(file.buffer).setUint32(4, file.length - 8, true);
    return file;
  };
  assert.equal(await refusal(extended(0x02, 100, 125)), "animated");
  assert.equal(await refusal(extended(0, 16_000, 16_000)), "too_many_pixels");
  assert.equal(await refusal(extended(0, 10, 10)), "damaged");
});

Deno.test("readImageHeader() refuses a JPEG with thousands of scans", async () => {
  const file = await jpeg(upDown(100, 125));
  const scan = Uint8Array.of(0xff, 0xda, 0, 2);
  const scans = Uint8Array.from(Array.from({ length: 3000 }, () => [...scan]).flat());
  const end = file.length - 2;
  const attack = Uint8Array.from([...file.subarray(0, end), ...scans, ...file.subarray(end)]);
  assert.equal(await refusal(attack), "damaged");
});

Deno.test("decodePortrait() still works after damaged files, and for many at once", async () => {
  const good = [
    await encodePng(upDown(120, 150)),
    await jpeg(upDown(120, 150)),
    await encodeWebp(upDown(120, 150), 80),
  ];
  const bad = good.map((file) => {
    const broken = Uint8Array.from(file);
    broken.fill(0x55, 60, Math.floor(file.length * 0.8));
    return broken;
  });
  const results = await Promise.all(
    [...bad, ...good, ...bad, ...good].map((file) => refusal(file)),
  );
  assert.deepEqual(results.slice(3, 6), ["accepted", "accepted", "accepted"]);
  assert.deepEqual(results.slice(9), ["accepted", "accepted", "accepted"]);
});

Deno.test("decodePortrait() still works after files that make the PNG codec leak", async () => {
  const leaking = pngOfSize(4800, 4900);
  for (let i = 0; i < 3; i++) {
    const results = await Promise.all(Array.from({ length: 4 }, () => refusal(leaking)));
    assert.deepEqual(results, ["damaged", "damaged", "damaged", "damaged"]);
  }
  assert.equal(await refusal(await encodePng(upDown(100, 125))), "accepted");
});

Deno.test("decodePortrait() tells who comes when too many files wait to come back, and serves the others", async () => {
  const file = new Uint8Array(4 * 1024 * 1024);
  file.set(await encodePng(upDown(80, 100)));
  const tried = await Promise.allSettled(Array.from({ length: 40 }, () => decodePortrait(file)));
  const refused = tried.filter(({ status }) => status === "rejected");
  assert.equal(refused.length, 40 - 24);
  for (const { reason } of refused as PromiseRejectedResult[]) {
    assert.equal(asFailure(reason).reason, "rate_limited");
  }
  assert.equal(await refusal(await encodePng(upDown(80, 100))), "accepted");
});

Deno.test("decodePortrait() never throws on mutated files", async () => {
  const files = [
    await encodePng(upDown(80, 100)),
    await jpeg(upDown(80, 100)),
    await encodeWebp(upDown(80, 100), 80),
  ];
  let state = 20_260_101;
  const random = (n: number) => {
    state = Math.imul(state, 1_103_515_245) + 12_345 >>> 0;
    return (state >>> 8) % n;
  };
  const jobs = Array.from({ length: 45 }, (_, round) => {
    const file = Uint8Array.from(files[round % 3] ?? []);
    for (let i = 0; i <= random(6); i++) file[random(file.length)] = random(256);
    return decodePortrait(random(3) === 0 ? file.subarray(0, random(file.length)) : file);
  });
  for (const result of await Promise.all(jobs)) assert.equal(typeof result.ok, "boolean");
});
