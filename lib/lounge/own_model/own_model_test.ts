import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import type { Lounge, QualityLevel, VrmOutcome } from "@/lib/lounge/scene/model.ts";
import { type ChosenFile, OwnModel } from "@/lib/lounge/own_model/own_model.ts";
import type { KeptModel } from "@/lib/lounge/own_model/store.ts";

type Wearer = Pick<Lounge, "wearVrm">;

/** A drawing that takes every file that begins with a 7. */
function wearer(worn: (number | null)[] = []) {
  const lounge: Wearer = {
    wearVrm(file): Promise<VrmOutcome> {
      if (file === null) {
        worn.push(null);
        return Promise.resolve({ ok: true, shown: false });
      }
      const bytes = new Uint8Array(file);
      if (bytes[0] !== 7) return Promise.resolve({ ok: false, reason: "not_vrm" });
      worn.push(bytes[1]!);
      return Promise.resolve({ ok: true, shown: true });
    },
  };
  return { lounge, worn };
}

function open(
  { kept = null, full = false, level = "high", ...rest }: {
    kept?: KeptModel | null;
    full?: boolean;
    level?: QualityLevel;
    lounge?: Wearer;
  } = {},
) {
  const first = wearer();
  const shelf = { kept, remembered: null as boolean | null };
  const lounge = signal<Wearer | null>(rest.lounge ?? first.lounge);
  const quality = signal<QualityLevel | null>(level);
  const model = new OwnModel({
    store: {
      get: () => Promise.resolve(shelf.kept),
      put(given) {
        if (full) return Promise.reject(new DOMException("full", "QuotaExceededError"));
        shelf.kept = given;
        return Promise.resolve();
      },
      remove() {
        shelf.kept = null;
        return Promise.resolve();
      },
    },
    lounge,
    level: quality,
    manages: (one) => one === "high" || one === "best",
    maxBytes: 100,
    remember: (has) => void (shelf.remembered = has),
  });
  return { model, shelf, lounge, quality, worn: first.worn };
}

const fileOf = (...bytes: number[]): ChosenFile => new File([new Uint8Array(bytes)], "me.vrm");
const kept = (...bytes: number[]): KeptModel => ({
  name: "old.vrm",
  file: new Uint8Array(bytes).buffer,
});

/** All promises that wait for nothing but each other are done. */
async function settled(): Promise<void> {
  for (let n = 0; n < 20; n++) await Promise.resolve();
}

Deno.test("a chosen file is worn, kept, and remembered", async () => {
  const { model, shelf, worn } = open();
  await model.choose(fileOf(7, 1));
  assert.deepEqual(worn, [1]);
  assert.equal(model.shown.value, true);
  assert.equal(model.work.value, null);
  assert.equal(shelf.kept?.name, "me.vrm");
  assert.deepEqual([...new Uint8Array(shelf.kept!.file)], [7, 1]);
  assert.equal(shelf.remembered, true);
});

Deno.test("a file that cannot be worn changes nothing but what is said of it [OM1]", async () => {
  const { model, worn, shelf } = open();
  await model.choose(fileOf(7, 1));
  for (
    const [file, trouble] of [
      [fileOf(8, 2), "not_vrm"],
      [fileOf(...Array(101).fill(7)), "too_large"],
      [
        { name: "x", size: 3, stream: () => new ReadableStream().pipeThrough(broken()) },
        "unreadable",
      ],
      [{ ...fileOf(), name: "short", size: 9, stream: fileOf(7).stream }, "unreadable"],
    ] as const
  ) {
    await model.choose(file);
    assert.equal(model.trouble.value, trouble);
    assert.equal(model.kept.value?.name, "me.vrm");
  }
  assert.deepEqual(worn, [1]);
  assert.equal(shelf.kept?.name, "me.vrm");
  await model.choose(fileOf(7, 3));
  assert.equal(model.trouble.value, null);
});

/** A stream that fails at once. */
function broken(): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  return new TransformStream({
    start(controller) {
      controller.error(new DOMException("gone", "NotFoundError"));
    },
  });
}

Deno.test("of two files chosen one after the other, the later is worn and kept [OM2]", async () => {
  const { model, shelf } = open();
  await Promise.all([model.choose(fileOf(7, 1)), model.choose(fileOf(7, 2))]);
  assert.deepEqual([...new Uint8Array(shelf.kept!.file)], [7, 2]);
  assert.equal(model.trouble.value, null);
});

Deno.test("a browser without room wears it for this visit, and says so", async () => {
  const { model, shelf } = open({ full: true });
  await model.choose(fileOf(7, 1));
  assert.equal(model.shown.value, true);
  assert.equal(model.trouble.value, "not_kept");
  assert.equal(shelf.remembered, null);
});

Deno.test("what was kept is worn once quality allows it, and again by a drawing opened anew [OM3]", async () => {
  const { model, lounge, quality, worn } = open({ kept: kept(7, 5), level: "medium" });
  await model.begin();
  await settled();
  assert.deepEqual([worn, model.shown.value], [[], false]);
  quality.value = "high";
  await settled();
  assert.deepEqual([worn, model.shown.value], [[5], true]);
  quality.value = "low";
  assert.equal(model.shown.value, false);
  quality.value = "best";
  await settled();
  assert.deepEqual([worn, model.shown.value], [[5], true], "the same drawing is dressed once");
  lounge.value = null;
  assert.equal(model.shown.value, false);
  const second = wearer();
  lounge.value = second.lounge;
  await settled();
  assert.deepEqual([second.worn, model.shown.value], [[5], true]);
});

Deno.test("what was kept and is no model any more is let go", async () => {
  const { model, shelf } = open({ kept: kept(9) });
  await model.begin();
  await settled();
  assert.deepEqual([model.kept.value, model.trouble.value], [null, "not_vrm"]);
  assert.deepEqual([shelf.kept, shelf.remembered], [null, false]);
});

Deno.test("a script that does not come is no fault of the file, and is not asked for over and over", async () => {
  let asked = 0;
  const lounge = {
    wearVrm() {
      asked++;
      return Promise.reject(new TypeError("Failed to fetch"));
    },
  };
  const { model, shelf } = open({ kept: kept(7, 5), lounge });
  await model.begin();
  await settled();
  assert.deepEqual([asked, model.trouble.value, model.work.value], [1, "unreadable", null]);
  assert.equal(shelf.kept?.name, "old.vrm");
});

Deno.test("taking it off deletes it, also while it is being put on", async () => {
  const { model, shelf, worn } = open();
  await model.choose(fileOf(7, 1));
  await model.remove();
  assert.deepEqual([model.kept.value, shelf.kept, shelf.remembered], [null, null, false]);
  assert.deepEqual([worn, model.shown.value], [[1, null], false]);
  const choosing = model.choose(fileOf(7, 2));
  await model.remove();
  await choosing;
  assert.deepEqual([model.kept.value, shelf.kept, model.work.value], [null, null, null]);
});

Deno.test("a model that is closed dresses nobody", async () => {
  const { model, lounge } = open({ kept: kept(7, 5), level: "high" });
  await model.begin();
  await settled();
  model.close();
  const second = wearer();
  lounge.value = second.lounge;
  await settled();
  assert.deepEqual(second.worn, []);
});
