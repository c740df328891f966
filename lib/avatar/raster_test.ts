/** Tests of avatars and stored portraits as PNG. */
import assert from "node:assert/strict";
import { decodePixels, encodeWebp } from "@/lib/avatar/codec.ts";
import { readImageHeader } from "@/lib/avatar/image_header.ts";
import { AvatarSpec, DEFAULT_AVATAR, randomAvatar } from "@/lib/avatar/model.ts";
import { renderAvatarPng, toPng } from "@/lib/avatar/raster.ts";

async function sizeOf(png: Uint8Array): Promise<readonly [number, number]> {
  const result = readImageHeader(png);
  assert.ok(result.ok);
  assert.equal(result.header.type, "image/png");
  const pixels = await decodePixels(png, "image/png");
  return [pixels.width, pixels.height];
}

Deno.test("renderAvatarPng() draws portrait, face and social card in their sizes", async () => {
  const spec = randomAvatar("png");
  assert.deepEqual(await sizeOf(await renderAvatarPng(spec)), [640, 800]);
  assert.deepEqual(await sizeOf(await renderAvatarPng(spec, { crop: "face", widthPx: 96 })), [
    96,
    96,
  ]);
  assert.deepEqual(await sizeOf(await renderAvatarPng(spec, { crop: "social" })), [1200, 630]);
});

Deno.test("renderAvatarPng() paints the backdrop to the corners and the skin in the middle", async () => {
  const spec = AvatarSpec.parse({ skin: "jade", backdrop: "plain", backdrop_color: "night" });
  const { data, width } = await decodePixels(await renderAvatarPng(spec), "image/png");
  const at = (
    x: number,
    y: number,
  ) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
  const [r = 0, , b = 0, a] = at(2, 700);
  assert.ok(b > r && a === 255, "night at the edge");
  const [sr = 0, sg = 0] = at(320, 440);
  assert.ok(sg > sr, "jade skin between nose and mouth");
});

Deno.test("renderAvatarPng() shows dots that are strokes of no length", async () => {
  const plain = AvatarSpec.parse({ cheeks: "none" });
  const freckled = AvatarSpec.parse({ cheeks: "freckles" });
  const [one, two] = await Promise.all([renderAvatarPng(plain), renderAvatarPng(freckled)]);
  assert.notDeepEqual(one, two);
});

Deno.test("renderAvatarPng() refuses widths out of bounds", async () => {
  for (const widthPx of [0, 15, 2049, Number.NaN, -1]) {
    await assert.rejects(renderAvatarPng(DEFAULT_AVATAR, { widthPx }), RangeError);
  }
});

Deno.test("toPng() turns a stored WebP into the same picture as PNG", async () => {
  const data = new Uint8ClampedArray(64 * 80 * 4).fill(255);
  for (let i = 0; i < data.length; i += 4) data.set([200, 60, 40], i);
  const result = await toPng(await encodeWebp(new ImageData(data, 64, 80), 95));
  assert.ok(result.ok);
  assert.deepEqual([result.width, result.height], [64, 80]);
  assert.deepEqual(await sizeOf(result.bytes), [64, 80]);
  const pixels = await decodePixels(result.bytes, "image/png");
  const [r = 0, g = 0, b = 0] = pixels.data;
  assert.ok(Math.abs(r - 200) < 8 && Math.abs(g - 60) < 8 && Math.abs(b - 40) < 8);
});

Deno.test("toPng() refuses what is no whole still picture", async () => {
  const png = await renderAvatarPng(DEFAULT_AVATAR, { widthPx: 64 });
  assert.deepEqual(await toPng(new Uint8Array()), { ok: false, reason: "unknown_type" });
  assert.deepEqual(await toPng(png.subarray(0, 100)), { ok: false, reason: "damaged" });
});

Deno.test("the codecs load from any working directory, without network", async () => {
  const module = (path: string) => JSON.stringify(import.meta.resolve(path));
  const script = `
    const { renderAvatarPng, toPng } = await import(${module("./raster.ts")});
    const { DEFAULT_AVATAR } = await import(${module("./model.ts")});
    const again = await toPng(await renderAvatarPng(DEFAULT_AVATAR, { widthPx: 40 }));
    Deno.stdout.writeSync(new TextEncoder().encode(String(again.ok)));
  `;
  const config = new URL("../../deno.json", import.meta.url).pathname;
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-check",
      "--allow-read",
      "--allow-env",
      "--deny-net",
      `--config=${config}`,
      "-",
    ],
    cwd: "/",
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  await new Blob([script]).stream().pipeTo(child.stdin);
  const { stdout, stderr } = await child.output();
  assert.equal(new TextDecoder().decode(stdout), "true", new TextDecoder().decode(stderr));
});
