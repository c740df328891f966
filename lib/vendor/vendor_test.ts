import assert from "node:assert/strict";
import { brotliDecompressSync } from "node:zlib";
import { compressVendorFiles } from "@/lib/vendor/compress.ts";
import { readVendorFiles, type VendorFile } from "@/lib/vendor/files.ts";
import { acceptsBrotli, serveVendorFile } from "@/lib/vendor/serve.ts";

const ORIGIN = "http://maru.test";

async function withFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "maru_vendor_" });
  try {
    await run(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A small file in place of those of a package. */
async function smallFile(folder: string): Promise<VendorFile> {
  const path = `${folder}/a.js`;
  await Deno.writeTextFile(path, "export const a = 1;\n".repeat(200));
  return {
    address: "/vendor/a-1.0.0/a.js",
    path,
    compressedPath: `${folder}/br/a-1.0.0/a.js.br`,
    contentType: "text/javascript; charset=utf-8",
  };
}

Deno.test("every file that is served lies in its package, under an address with its version", () => {
  const files = [...readVendorFiles().values()];
  assert.ok(files.length >= 2);
  for (const { address, path, contentType } of files) {
    assert.match(address, /^\/vendor\/[a-z-]+-\d+\.\d+\.\d+[\w.-]*\/[\w.-]+$/);
    assert.ok(Deno.statSync(path).size > 0, path);
    assert.match(contentType, /^(text\/javascript|application\/wasm)/);
  }
});

Deno.test("no file that is served names a host to report to", () => {
  for (const { address, path } of readVendorFiles().values()) {
    const text = new TextDecoder("latin1").decode(Deno.readFileSync(path));
    assert.doesNotMatch(text, /odml\.pa\.googleapis|play\.googleapis|google-analytics/, address);
  }
});

Deno.test("compressVendorFiles() makes a Brotli form once, which opens to the same bytes", async () => {
  await withFolder(async (folder) => {
    const file = await smallFile(folder);
    assert.equal(await compressVendorFiles([file]), 1);
    assert.equal(await compressVendorFiles([file]), 0);
    const opened = brotliDecompressSync(await Deno.readFile(file.compressedPath));
    assert.deepEqual(new Uint8Array(opened), await Deno.readFile(file.path));
  });
});

Deno.test("serveVendorFile() sends the compressed form to who takes it, and keeps both for good", async () => {
  await withFolder(async (folder) => {
    const file = await smallFile(folder);
    const ask = (encoding: string, method = "GET") =>
      serveVendorFile(
        new Request(ORIGIN + file.address, { method, headers: { "accept-encoding": encoding } }),
        file,
      );
    const unbuilt = await ask("br");
    assert.equal(unbuilt.headers.get("content-encoding"), null);
    assert.equal(await unbuilt.text(), await Deno.readTextFile(file.path));

    await compressVendorFiles([file]);
    const small = await ask("gzip, br");
    assert.equal(small.headers.get("content-encoding"), "br");
    assert.match(small.headers.get("cache-control") ?? "", /immutable/);
    assert.equal(small.headers.get("vary"), "accept-encoding");
    const bytes = new Uint8Array(await small.arrayBuffer());
    assert.equal(small.headers.get("content-length"), String(bytes.length));
    assert.equal(brotliDecompressSync(bytes).toString(), await Deno.readTextFile(file.path));

    const plain = await ask("gzip");
    assert.equal(plain.headers.get("content-encoding"), null);
    assert.equal(await plain.text(), await Deno.readTextFile(file.path));
    const head = await ask("br", "HEAD");
    assert.equal(head.headers.get("content-length"), String(bytes.length));
    assert.equal(await head.text(), "");
  });
});

Deno.test("acceptsBrotli() reads Accept-Encoding", () => {
  const table: [string | null, boolean][] = [
    [null, false],
    ["", false],
    ["gzip", false],
    ["gzip, deflate, br, zstd", true],
    ["br;q=0", false],
    ["BR; q=0.5", true],
    ["*", true],
  ];
  for (const [header, expected] of table) {
    assert.equal(acceptsBrotli(header), expected, String(header));
  }
});
