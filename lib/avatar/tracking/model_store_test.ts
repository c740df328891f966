import assert from "node:assert/strict";
import { MODEL_PINS } from "@/lib/avatar/tracking/model_pins.ts";
import {
  createModelStore,
  type ModelCache,
  ModelError,
  type ModelStoreDeps,
} from "@/lib/avatar/tracking/model_store.ts";

const ORIGIN = "http://maru.test";
const SIZE = MODEL_PINS.face.sizeBytes;

/** Bytes of the right number, and of the wrong hash: the genuine file is no part of the project. */
const WRONG = new Uint8Array(SIZE);

function memoryCache(): ModelCache & { entries: Map<string, Response> } {
  const entries = new Map<string, Response>();
  return {
    entries,
    match: (url) => Promise.resolve(entries.get(url)?.clone()),
    put: (url, response) => Promise.resolve(void entries.set(url, response)),
    keys: () => Promise.resolve([...entries.keys()].map((url) => new Request(url))),
    delete: ({ url }) => Promise.resolve(entries.delete(url)),
  };
}

interface Asked {
  url: string;
  range: string | null;
}

/** A store before a server that answers in turn; the last answer stays. */
function storeBefore(
  answers: ((asked: Asked) => Response | Promise<Response>)[],
  more: Partial<ModelStoreDeps> = {},
) {
  const asked: Asked[] = [];
  const waited: number[] = [];
  const store = createModelStore({
    fetch(url, init) {
      init.signal?.throwIfAborted();
      asked.push({ url, range: new Headers(init.headers).get("range") });
      const answer = answers[Math.min(asked.length, answers.length) - 1]!;
      return Promise.resolve(answer(asked.at(-1)!));
    },
    openCache: () => Promise.resolve(null),
    wait: (ms) => Promise.resolve(void waited.push(ms)),
    origin: ORIGIN,
    ...more,
  });
  return { store, asked, waited };
}

/** So many bytes from where the request wants them, and then the connection breaks. */
const cutAfter = (bytes: number) => ({ range }: Asked) => {
  const from = Number(/bytes=(\d+)-/.exec(range ?? "")?.[1] ?? 0);
  let sent = false;
  return new Response(
    new ReadableStream({
      pull(controller) {
        if (sent) return controller.error(new TypeError("network error"));
        sent = true;
        controller.enqueue(WRONG.slice(from, from + bytes));
      },
    }),
    { status: from > 0 ? 206 : 200 },
  );
};

const signal = () => new AbortController().signal;

Deno.test("a download that is cut goes on where it ended, as often as it gets somewhere", async () => {
  const { store, asked, waited } = storeBefore([cutAfter(1_000_000)]);
  const shares: number[] = [];
  await assert.rejects(
    store.get("face", { signal: signal(), onProgress: (share) => shares.push(share) }),
    // All bytes came; that they are not the pinned ones shows at the end.
    /not the file that it should be/,
  );
  assert.deepEqual(asked.map(({ range }) => range), [
    null,
    "bytes=1000000-",
    "bytes=2000000-",
    "bytes=3000000-",
  ]);
  assert.equal(asked[0]!.url, "/models/face_landmarker.task");
  assert.deepEqual(shares, [1e6 / SIZE, 2e6 / SIZE, 3e6 / SIZE, 1]);
  assert.equal(waited.length, 3);
});

Deno.test("a server that knows no parts sends all of it again", async () => {
  const { store, asked } = storeBefore([cutAfter(1_000_000), () => new Response(WRONG)]);
  await assert.rejects(store.get("face", { signal: signal() }), ModelError);
  assert.equal(asked.length, 2);
});

Deno.test("what came before a failure stays for the next try", async () => {
  const down = () => Promise.reject(new TypeError("no network"));
  const { store, asked, waited } = storeBefore([cutAfter(2_000_000), down]);
  await assert.rejects(store.get("face", { signal: signal() }), /Cannot load face_landmarker.task/);
  assert.ok(waited.length >= 3);
  const before = asked.length;
  await assert.rejects(store.get("face", { signal: signal() }), ModelError);
  assert.equal(asked[before]!.range, "bytes=2000000-");
});

Deno.test("an answer that will not change is not asked for again; one that may is", async () => {
  const missing = storeBefore([() => new Response(null, { status: 404 })]);
  await assert.rejects(missing.store.get("face", { signal: signal() }), ModelError);
  assert.equal(missing.asked.length, 1);
  const busy = storeBefore([() => new Response(null, { status: 503 })]);
  await assert.rejects(busy.store.get("face", { signal: signal() }), ModelError);
  assert.equal(busy.asked.length, 4);
});

Deno.test("a file that is larger than the pinned one is refused before its end", async () => {
  const { store } = storeBefore([() => new Response(new Uint8Array(SIZE + 1))]);
  await assert.rejects(store.get("face", { signal: signal() }), ModelError);
});

Deno.test("giving up ends a download at once, and is no failure of the model", async () => {
  const giveUp = new AbortController();
  const { store } = storeBefore([cutAfter(1000)], {
    wait: (_, signal) => {
      giveUp.abort(new Error("no longer wanted"));
      return Promise.reject(signal.reason);
    },
  });
  await assert.rejects(store.get("face", { signal: giveUp.signal }), /no longer wanted/);
});

/** Where the workplace has the genuine file, what is kept is tested with it. */
const genuine = await Deno.readFile(
  new URL("../../../../shared/data/face_landmarker.task", import.meta.url),
).catch(() => null);

Deno.test({
  name: "the pinned file is kept, and the next visit loads nothing",
  ignore: genuine === null,
  async fn() {
    const cache = memoryCache();
    const old = `${ORIGIN}/models/face_landmarker.task?sha256=old`;
    cache.entries.set(old, new Response("old"));
    const openCache = () => Promise.resolve(cache);
    const first = storeBefore([() => new Response(genuine)], { openCache });
    const bytes = await first.store.get("face", { signal: signal() });
    assert.deepEqual(new Uint8Array(bytes), genuine);
    assert.equal(cache.entries.size, 1);
    assert.ok(!cache.entries.has(old));
    const later = storeBefore([() => Promise.reject(new Error("offline"))], { openCache });
    const shares: number[] = [];
    const again = await later.store.get("face", {
      signal: signal(),
      onProgress: (share) => shares.push(share),
    });
    assert.deepEqual(new Uint8Array(again), genuine);
    assert.deepEqual([later.asked.length, shares], [0, [1]]);
  },
});

Deno.test({
  name: "what was kept and is damaged is loaded again, and a cache that fails is done without",
  ignore: genuine === null,
  async fn() {
    const cache = memoryCache();
    const url = `${ORIGIN}/models/face_landmarker.task?sha256=${MODEL_PINS.face.sha256}`;
    cache.entries.set(url, new Response("damaged"));
    const { store, asked } = storeBefore([() => new Response(genuine)], {
      openCache: () => Promise.resolve(cache),
    });
    assert.equal((await store.get("face", { signal: signal() })).byteLength, SIZE);
    assert.equal(asked.length, 1);
    const none = storeBefore([() => new Response(genuine)], {
      openCache: () => Promise.reject(new DOMException("no", "SecurityError")),
    });
    assert.equal((await none.store.get("face", { signal: signal() })).byteLength, SIZE);
  },
});
