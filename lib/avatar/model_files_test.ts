import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { answerModel, modelOfFile } from "@/lib/avatar/model_answer.ts";
import { ModelDownload, WrongModelError } from "@/lib/avatar/model_download.ts";
import { createModelFiles, type ModelFilesDeps } from "@/lib/avatar/model_files.ts";
import { MODEL_PINS, type ModelPin } from "@/lib/avatar/tracking/model_pins.ts";
import { createLog } from "@/lib/log.ts";
import { openTestApp } from "@/tests/support/app.ts";

const SIZE = 300_000;
const CONTENT = Uint8Array.from({ length: SIZE }, (_, i) => (i * 7 + (i >> 8)) % 251);
const PIN: ModelPin = {
  file: "small.task",
  sizeBytes: SIZE,
  sha256: createHash("sha256").update(CONTENT).digest("hex"),
  officialUrl: "unused",
};

/** A loopback server in place of the official address. `answers` are taken in turn; the last one stays. */
async function withServer(
  answers: ((request: Request) => Response)[],
  run: (url: string, asked: Request[]) => Promise<void>,
): Promise<void> {
  const asked: Request[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    asked.push(request);
    return answers[Math.min(asked.length, answers.length) - 1]!(request);
  });
  try {
    await run(`http://127.0.0.1:${server.addr.port}/model.task`, asked);
  } finally {
    await server.shutdown();
  }
}

/** All of it, or from where the request wants it. */
const wholeOrRest = (request: Request) => {
  const from = Number(/bytes=(\d+)-/.exec(request.headers.get("range") ?? "")?.[1] ?? 0);
  return new Response(CONTENT.slice(from), {
    status: from > 0 ? 206 : 200,
    headers: from > 0 ? { "content-range": `bytes ${from}-${SIZE - 1}/${SIZE}` } : {},
  });
};

/** An answer that ends after so many bytes. */
const brokenAfter = (bytes: number) => () => new Response(CONTENT.slice(0, bytes));

const download = (url: string) =>
  new ModelDownload(PIN, { fetch: (at, init) => fetch(at, init), idleTimeoutMs: 5000, url });

const read = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) =>
  new Uint8Array(await new Response(stream).arrayBuffer());

Deno.test("a download gives the same bytes to all who wait, in whole and in part, over one connection", async () => {
  await withServer([wholeOrRest], async (url, asked) => {
    const coming = download(url);
    await coming.begun;
    const [whole, part] = await Promise.all([
      read(coming.stream({ first: 0, last: SIZE - 1 })),
      read(coming.stream({ first: 1000, last: 1999 })),
    ]);
    assert.deepEqual(whole, CONTENT);
    assert.deepEqual(part, CONTENT.slice(1000, 2000));
    assert.equal(asked.length, 1);
  });
});

Deno.test("a download that breaks goes on where it ended", async () => {
  await withServer([brokenAfter(120_000), wholeOrRest], async (url, asked) => {
    assert.deepEqual(await download(url).done, CONTENT);
    assert.equal(asked.length, 2);
    assert.equal(asked[1]!.headers.get("range"), "bytes=120000-");
  });
});

Deno.test("a download that breaks with a server that knows no parts takes all of it again", async () => {
  await withServer([brokenAfter(120_000), () => new Response(CONTENT)], async (url) => {
    assert.deepEqual(await download(url).done, CONTENT);
  });
});

Deno.test("nobody gets the end of a file that is not the pinned one", async () => {
  const wrong = CONTENT.slice();
  wrong[5] = wrong[5]! ^ 1;
  await withServer([() => new Response(wrong)], async (url) => {
    const coming = download(url);
    await coming.begun;
    await assert.rejects(read(coming.stream({ first: 0, last: SIZE - 1 })), WrongModelError);
    await assert.rejects(coming.done, /its hash is/);
  });
  for (const content of [CONTENT.slice(0, -1), new Uint8Array(SIZE + 1)]) {
    await withServer([() => new Response(content)], async (url) => {
      await assert.rejects(download(url).done);
    });
  }
});

async function withFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "maru_models_" });
  try {
    await run(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Models that nothing but `urlOf` can give. */
function filesIn(folder: string, more: Partial<ModelFilesDeps> = {}) {
  return createModelFiles({
    folders: [`${folder}/given`],
    keptFolder: `${folder}/kept`,
    log: createLog({ level: "silent" }),
    urlOf: () => "http://127.0.0.1:9/none",
    ...more,
  });
}

const ask = (headers: Record<string, string> = {}, method = "GET") =>
  new Request("http://maru.test/models/face_landmarker.task", { method, headers });

/** Where the workplace has the genuine file, it is used; its absence is said. */
const genuine = new URL("../../../shared/data/", import.meta.url);
const isGenuineHere = await Deno.stat(new URL(MODEL_PINS.face.file, genuine)).then(
  () => true,
  () => false,
);

Deno.test({
  name: "answerModel() gives the genuine file of a folder, whole and in parts",
  ignore: !isGenuineHere,
  async fn() {
    await withFolder(async (folder) => {
      const bytes = await Deno.readFile(new URL(MODEL_PINS.face.file, genuine));
      await Deno.mkdir(`${folder}/given`);
      await Deno.writeFile(`${folder}/given/${MODEL_PINS.face.file}`, bytes);
      const given = { models: filesIn(folder), name: "face" } as const;

      const whole = await answerModel(ask(), given);
      assert.equal(whole.status, 200);
      assert.equal(whole.headers.get("content-length"), String(bytes.length));
      assert.deepEqual(new Uint8Array(await whole.arrayBuffer()), bytes);

      const etag = whole.headers.get("etag")!;
      const rest = await answerModel(ask({ range: "bytes=3000000-", "if-range": etag }), given);
      assert.equal(rest.status, 206);
      assert.equal(
        rest.headers.get("content-range"),
        `bytes 3000000-${bytes.length - 1}/${bytes.length}`,
      );
      assert.deepEqual(new Uint8Array(await rest.arrayBuffer()), bytes.slice(3_000_000));

      const other = await answerModel(ask({ range: "bytes=5-", "if-range": '"old"' }), given);
      assert.equal(other.status, 200);
      await other.body?.cancel();
      const known = await answerModel(ask({ "if-none-match": etag }), given);
      assert.equal(known.status, 304);
    });
  },
});

Deno.test("answerModel() answers what needs no file without one", async () => {
  await withFolder(async (folder) => {
    const given = { models: filesIn(folder), name: "face" } as const;
    const head = await answerModel(ask({}, "HEAD"), given);
    assert.equal(head.headers.get("content-length"), String(MODEL_PINS.face.sizeBytes));
    const outside = await answerModel(ask({ range: "bytes=99999999-" }), given);
    assert.equal(outside.status, 416);
    assert.equal(outside.headers.get("content-range"), `bytes */${MODEL_PINS.face.sizeBytes}`);
  });
});

Deno.test("a wrong file in a folder is passed over, and where nothing else has it the answer says so", async () => {
  await withFolder(async (folder) => {
    await Deno.mkdir(`${folder}/given`);
    await Deno.writeFile(
      `${folder}/given/${MODEL_PINS.face.file}`,
      new Uint8Array(MODEL_PINS.face.sizeBytes),
    );
    const models = filesIn(folder);
    await assert.rejects(
      answerModel(ask(), { models, name: "face" }),
      /no folder has it and its official address does not answer/,
    );
  });
});

Deno.test("an official address that answers 404 is tried again by the next who asks", async () => {
  await withFolder(async (folder) => {
    await withServer([() => new Response(null, { status: 404 })], async (url, asked) => {
      const models = filesIn(folder, { urlOf: () => url });
      await assert.rejects(models.open("hand", { first: 0, last: 9 }), /does not give it/);
      const before = asked.length;
      await assert.rejects(models.open("hand", { first: 0, last: 9 }), /does not give it/);
      assert.ok(asked.length > before);
    });
  });
});

Deno.test({
  name: "a fetched model is kept on disk, and given from there the next time",
  ignore: !isGenuineHere,
  async fn() {
    await withFolder(async (folder) => {
      const bytes = await Deno.readFile(new URL(MODEL_PINS.face.file, genuine));
      await withServer([() => new Response(bytes)], async (url, asked) => {
        const models = filesIn(folder, { urlOf: () => url });
        const first = await read(await models.open("face", { first: 0, last: bytes.length - 1 }));
        assert.deepEqual(first, bytes);
        // Kept before the next one asks, or still in memory: either way nobody asks outside again.
        assert.deepEqual(
          await read(await models.open("face", { first: 7, last: 20 })),
          bytes.slice(7, 21),
        );
        assert.equal(asked.length, 1);
        const later = filesIn(folder, { urlOf: () => "http://127.0.0.1:9/none" });
        await untilThere(`${folder}/kept/${MODEL_PINS.face.file}`);
        assert.deepEqual(
          await read(await later.open("face", { first: 7, last: 20 })),
          bytes.slice(7, 21),
        );
      });
    });
  },
});

/** Resolves when a file is there. */
async function untilThere(path: string): Promise<void> {
  while (!await Deno.stat(path).then(() => true, () => false)) {
    await new Promise((go) => setTimeout(go, 5));
  }
}

Deno.test("modelOfFile() knows the three files, and no other", () => {
  assert.equal(modelOfFile("face_landmarker.task"), "face");
  assert.equal(modelOfFile("hand_landmarker.task"), "hand");
  assert.equal(modelOfFile("pose_landmarker_lite.task"), "body");
  for (const other of ["", "x.task", "../.env", "face_landmarker.task.br"]) {
    assert.equal(modelOfFile(other), null);
  }
});

Deno.test("the app answers for models and vendor files, and says in JSON what is not there", async () => {
  await using app = await openTestApp();
  for (const path of ["/models/other.task", "/vendor/tasks-vision-0.10.35/none.js"]) {
    const response = await app.fetch(path, { headers: { accept: "*/*" } });
    assert.equal(response.status, 404, path);
    assert.equal(response.headers.get("content-type"), "application/problem+json");
    await response.body?.cancel();
  }
  const head = await app.fetch("/models/face_landmarker.task", { method: "HEAD" });
  assert.equal(head.status, 200);
  assert.equal(head.headers.get("accept-ranges"), "bytes");
  const wasm = await app.fetch("/vendor/tasks-vision-0.10.35/vision_wasm_module_internal.wasm", {
    method: "HEAD",
  });
  assert.equal(wasm.headers.get("content-type"), "application/wasm");
  assert.match(wasm.headers.get("cache-control") ?? "", /immutable/);
});
