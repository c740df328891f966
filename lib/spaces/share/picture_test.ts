import assert from "node:assert/strict";
import encodeJpeg, { init as initJpegEncoder } from "@jsquash/jpeg/encode.js";
import { decodePixels, encodePng } from "@/lib/avatar/codec.ts";
import { readImageHeader } from "@/lib/avatar/image_header.ts";
import { fitWithin } from "@/lib/avatar/portrait_work.ts";
import { IMAGE_LIMITS, type PictureLimits, takePicture } from "@/lib/spaces/share/picture.ts";

/** Red on the left, blue on the right. */
function leftRight(width: number, height: number): ImageData {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let n = 0; n < width * height; n++) {
    data.set(n % width < width / 2 ? [220, 30, 30, 255] : [30, 30, 220, 255], n * 4);
  }
  return new ImageData(data, width, height);
}

async function jpeg(image: ImageData): Promise<Uint8Array> {
  const path = import.meta.resolve("@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm");
  await initJpegEncoder(await WebAssembly.compile(await Deno.readFile(new URL(path))));
  return new Uint8Array(await encodeJpeg(image, { quality: 92 }));
}

/** Puts an EXIF segment after the start marker: turned by orientation 6, and with a secret in it. */
function withExif(file: Uint8Array): Uint8Array {
  const tiff = [
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    1,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    6,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  const body = [
    ...new TextEncoder().encode("Exif\0\0"),
    ...tiff,
    ...new TextEncoder().encode(SECRET),
  ];
  const size = body.length + 2;
  return Uint8Array.from([
    ...file.subarray(0, 2),
    0xff,
    0xe1,
    size >> 8,
    size & 255,
    ...body,
    ...file.subarray(2),
  ]);
}

const SECRET = "37.5665N 126.9780E";

async function take(bytes: Uint8Array, limits: Partial<PictureLimits> = {}) {
  const taken = await takePicture(bytes, { ...IMAGE_LIMITS, ...limits });
  return taken.ok ? taken.picture : taken.reason;
}

Deno.test("takePicture() turns a photograph upright and leaves behind where it was taken", async () => {
  const file = withExif(await jpeg(leftRight(64, 32)));
  assert.ok(new TextDecoder("latin1").decode(file).includes(SECRET));
  const picture = await take(file);
  assert.ok(typeof picture !== "string");
  assert.deepEqual([picture.width, picture.height, picture.type], [32, 64, "image/webp"]);
  assert.equal(new TextDecoder("latin1").decode(picture.bytes).includes(SECRET), false);
  const header = readImageHeader(picture.bytes);
  assert.ok(header.ok && header.header.orientation === 1);
  // Orientation 6 is turned clockwise: what was on the left is above.
  const { data } = await decodePixels(picture.bytes, "image/webp");
  assert.ok(data[0]! > data[2]!, "red above");
  assert.ok(data.at(-4)! < data.at(-2)!, "blue below");
});

Deno.test("takePicture() scales down to the longest side and never up", async () => {
  const large = await take(await encodePng(leftRight(400, 100)), { maxSide: 100 });
  assert.ok(typeof large !== "string");
  assert.deepEqual([large.width, large.height], [100, 25]);
  const { width, height } = await decodePixels(large.bytes, "image/webp");
  assert.deepEqual([width, height], [100, 25]);
  const small = await take(await encodePng(leftRight(40, 20)), { maxSide: 100 });
  assert.ok(typeof small !== "string");
  assert.deepEqual([small.width, small.height], [40, 20]);
});

Deno.test("fitWithin() leaves no side without pixels", () => {
  assert.deepEqual(fitWithin({ width: 10_000, height: 8 }, 1600), { width: 1600, height: 1 });
});

Deno.test("takePicture() refuses what is no still picture of a fair size", async () => {
  const png = await encodePng(leftRight(64, 64));
  const text = (words: string) => new TextEncoder().encode(words);
  assert.equal(await take(new Uint8Array()), "empty");
  assert.equal(await take(text("<svg xmlns='http://www.w3.org/2000/svg'/>")), "unknown_type");
  assert.equal(await take(text("GIF89a............")), "unknown_type");
  assert.equal(await take(text("<html><script>alert(1)</script>")), "unknown_type");
  assert.equal(await take(png, { maxBytes: png.length - 1 }), "too_large");
  assert.equal(await take(png, { maxPixels: 64 * 64 - 1 }), "too_many_pixels");
  assert.equal(await take(png, { minSide: 65 }), "too_small");
  assert.equal(await take(png.subarray(0, png.length - 20)), "damaged");
  const broken = Uint8Array.from(png);
  broken.fill(0, 50, 90);
  assert.equal(await take(broken), "damaged");
});
