import assert from "node:assert/strict";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { Builder } from "fresh/dev";
import { BUILDING } from "./build_case.ts";

const ROOT = fileURLToPath(new URL("./fixtures/site", import.meta.url));
const CONFIG = fileURLToPath(new URL("../../../deno.json", import.meta.url));

/** Builds the fixture to a folder of its own. */
async function withBuild(run: (outDir: string) => Promise<void>): Promise<void> {
  const outDir = await Deno.makeTempDir();
  try {
    await new Builder({ root: ROOT, outDir }).build();
    await run(outDir);
  } finally {
    await Deno.remove(outDir, { recursive: true });
  }
}

async function listAll(folder: string, prefix = ""): Promise<string[]> {
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${prefix}${name}`;
    if (isDirectory) files.push(...await listAll(`${folder}/${name}`, `${path}/`));
    else files.push(path);
  }
  return files.sort();
}

/** Starts a built server in another folder and returns its origin once it listens. */
async function start(outDir: string): Promise<{ origin: string; stop: () => Promise<void> }> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "serve",
      "-A",
      "--no-check",
      `--config=${CONFIG}`,
      "--host=127.0.0.1",
      "--port=0",
      `${outDir}/server.js`,
    ],
    cwd: "/",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let output = "";
  const reader = child.stderr.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    output += value ?? "";
    const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
    if (origin !== undefined) {
      const stop = async () => {
        child.kill();
        await reader.cancel();
        await child.status;
      };
      return { origin, stop };
    }
    if (done) throw new Error(`The server ended: ${output}`);
  }
}

Deno.test(
  "a disk build starts from any folder and serves pages, modules and files",
  BUILDING,
  async () => {
    await withBuild(async (outDir) => {
      const { origin, stop } = await start(outDir);
      try {
        const index = await fetch(`${origin}/`);
        assert.equal(index.headers.get("x-trail"), "main,root");
        assert.match(await index.text(), /<h1>Hello<\/h1>/);
        const missing = await fetch(`${origin}/unknown`);
        assert.match(await missing.text(), /<h1>Error 404<\/h1>/);

        const islands = await (await fetch(`${origin}/islands`)).text();
        const path = /from"([^"]+)"/.exec(islands)?.[1];
        const module = await fetch(`${origin}${path}`);
        assert.equal(module.headers.get("cache-control"), "public, max-age=31536000, immutable");
        assert.match(await module.text(), /export/);
        const image = await fetch(`${origin}/img/a%20b.txt`);
        await image.body?.cancel();
        assert.equal(image.status, 200);
      } finally {
        await stop();
      }
    });
  },
);

Deno.test("a built server sends precompressed files and answers 304", BUILDING, async () => {
  await withBuild(async (outDir) => {
    const { origin, stop } = await start(outDir);
    try {
      const plain = await (await raw(`${origin}/app.css`, "identity")).arrayBuffer();
      for (
        const [encoding, decompress] of [["br", brotliDecompressSync], [
          "gzip",
          gunzipSync,
        ]] as const
      ) {
        const res = await raw(`${origin}/app.css`, encoding);
        assert.equal(res.headers.get("content-encoding"), encoding);
        assert.equal(res.headers.get("vary"), "If-None-Match, Accept-Encoding");
        const body = new Uint8Array(await res.arrayBuffer());
        assert.equal(res.headers.get("content-length"), String(body.byteLength));
        assert.ok(body.byteLength < plain.byteLength);
        assert.deepEqual(new Uint8Array(decompress(body)), new Uint8Array(plain));
        const etag = res.headers.get("etag")!;
        const again = await fetch(`${origin}/app.css`, { headers: { "if-none-match": etag } });
        assert.equal(again.status, 304);
      }
    } finally {
      await stop();
    }
  });
});

/** Asks over a plain connection, as fetch() would decompress the body. */
async function raw(url: string, encoding: string): Promise<Response> {
  const { hostname, port, pathname } = new URL(url);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  const request = `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n` +
    `Accept-Encoding: ${encoding}\r\n\r\n`;
  await connection.write(new TextEncoder().encode(request));
  const bytes = new Uint8Array(await new Response(connection.readable).arrayBuffer());
  const split = new TextDecoder("latin1").decode(bytes).indexOf("\r\n\r\n");
  const [, ...lines] = new TextDecoder().decode(bytes.subarray(0, split)).split("\r\n");
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(":");
    return [line.slice(0, at), line.slice(at + 1).trim()];
  });
  return new Response(bytes.subarray(split + 4), { headers });
}

Deno.test(
  "a disk build holds what is needed and nothing that tells of the sources",
  BUILDING,
  async () => {
    await withBuild(async (outDir) => {
      const files = await listAll(outDir);
      for (const name of ["server.js", "snapshot.js", "compiled-entry.js", "static/app.css.br"]) {
        assert.ok(files.includes(name), name);
      }
      assert.ok(!files.some((name) => /metafile|\.map$|\.secret/.test(name)));
      for (const name of files.filter((file) => /^static\/.*\.js$/.test(file))) {
        const source = await Deno.readTextFile(`${outDir}/${name}`);
        assert.doesNotMatch(source, /fixtures\/site|node_modules|sourceMappingURL/, name);
      }
    });
  },
);

Deno.test(
  "a disk build compresses neither small files nor those that gain nothing",
  BUILDING,
  async () => {
    await withBuild(async (outDir) => {
      const files = await listAll(outDir);
      assert.ok(files.includes("static/app.css.gz"));
      assert.ok(!files.includes("static/dot.svg.gz"));
    });
  },
);

Deno.test("a disk build removes what an earlier one left", BUILDING, async () => {
  await withBuild(async (outDir) => {
    await Deno.writeTextFile(`${outDir}/static/old.txt`, "old");
    await new Builder({ root: ROOT, outDir }).build();
    assert.ok(!(await listAll(outDir)).includes("static/old.txt"));
  });
});
