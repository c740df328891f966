import assert from "node:assert/strict";
import fc from "fast-check";
import {
  addPin,
  forgetPinsOf,
  getBoard,
  getUnpinned,
  listPins,
  removeBoard,
  removePin,
  replacePin,
  restorePin,
} from "@/lib/spaces/board.ts";
import {
  type Board,
  type BoardPin,
  EMPTY_BOARD,
  hangPin,
  MAX_BOARD_BYTES,
  MAX_PINS,
  movePin,
  takePinDown,
  UNDO_MS,
} from "@/lib/spaces/board_model.ts";
import { asFailure } from "@/lib/errors.ts";
import { createLog } from "@/lib/log.ts";
import { createHub } from "@/lib/realtime/hub.ts";
import { shareDomain } from "@/lib/spaces/share/account_domain.ts";
import { putImage } from "@/lib/spaces/share/image_store.ts";
import { spaceTopic } from "@/lib/spaces/model.ts";
import { keys } from "@/lib/store/keys.ts";

const pinOf = (id: string, userId = "ann"): BoardPin => ({
  id,
  userId,
  nickname: userId,
  text: `pin ${id}`,
  share: null,
  atMs: 1,
});
const boardOf = (...ids: string[]): Board => ({ v: 1, pins: ids.map((id) => pinOf(id)) });
const idsOf = ({ pins }: Board) => pins.map(({ id }) => id);
const ANN = { userId: "ann", role: "guest" as const };
const BOB = { userId: "bob", role: "guest" as const };
const MODERATOR = { userId: "mo", role: "moderator" as const };
const SPACE = { id: "room" };

Deno.test("hangPin() hangs the newest uppermost, and no more than fit", () => {
  let board = EMPTY_BOARD;
  for (let n = 0; n < MAX_PINS; n++) {
    const hung = hangPin(board, pinOf(String(n)));
    assert.ok(hung.ok);
    board = hung.board;
  }
  assert.equal(board.pins[0]?.id, String(MAX_PINS - 1));
  assert.deepEqual(hangPin(board, pinOf("more")), { ok: false, reason: "board_full" });
});

Deno.test("hangPin() keeps a board below what one value of the store may hold", () => {
  const long = { ...pinOf("x"), text: "가".repeat(6000) };
  let board = EMPTY_BOARD;
  let refused = 0;
  for (let n = 0; n < 6; n++) {
    const hung = hangPin(board, { ...long, id: String(n) });
    if (hung.ok) board = hung.board;
    else refused++;
  }
  assert.ok(refused > 0);
  assert.ok(new TextEncoder().encode(JSON.stringify(board)).length <= MAX_BOARD_BYTES);
});

Deno.test("takePinDown() is for the author and for those who look after the space", () => {
  const board = boardOf("a", "b");
  assert.deepEqual(takePinDown(board, "a", BOB), { ok: false, reason: "forbidden" });
  assert.deepEqual(takePinDown(board, "z", MODERATOR), { ok: false, reason: "not_found" });
  for (const actor of [ANN, MODERATOR]) {
    const taken = takePinDown(board, "b", actor);
    assert.ok(taken.ok);
    assert.deepEqual([idsOf(taken.board), taken.value.place], [["a"], 1]);
  }
});

Deno.test("movePin() keeps every pin, wherever it is moved to", () => {
  const ids = ["a", "b", "c", "d"];
  fc.assert(fc.property(fc.constantFrom(...ids), fc.integer({ min: 0, max: 100 }), (id, place) => {
    const moved = movePin(boardOf(...ids), { id, place }, ANN);
    assert.ok(moved.ok);
    assert.deepEqual(idsOf(moved.board).toSorted(), ids);
    assert.equal(idsOf(moved.board).indexOf(id), Math.min(place, ids.length - 1));
  }));
});

async function openHouse() {
  const kv = await Deno.openKv(":memory:");
  await kv.set(keys.space(SPACE.id), { v: 2, id: SPACE.id });
  let nowMs = 1_000_000;
  const deps = { kv, now: () => nowMs };
  const log = createLog({ level: "error", write: () => {} });
  const hub = createHub({ ...deps, log, instance: "here" });
  return {
    deps: { ...deps, hub },
    kv,
    wait: (ms: number) => void (nowMs += ms),
    /** Every board that was told of, as its ids. */
    async told() {
      const boards: string[][] = [];
      for await (const { value } of kv.list({ prefix: keys.logs(spaceTopic(SPACE.id)) })) {
        const { events } = value as { events: string[] };
        for (const event of events) {
          const { type, pins } = JSON.parse(event) as { type: string; pins: { text: string }[] };
          assert.equal(type, "board");
          boards.push(pins.map(({ text }) => text));
        }
      }
      return boards;
    },
    async [Symbol.asyncDispose]() {
      await hub.close();
      kv.close();
    },
  };
}

const by = (userId: string) => ({ userId, nickname: userId });

async function hang({ deps }: Awaited<ReturnType<typeof openHouse>>, text: string, userId = "ann") {
  const pinned = await addPin(deps, SPACE, { by: by(userId), text, share: null });
  assert.ok(pinned.ok);
  return pinned.value.id;
}

Deno.test("every change of a board is told in the log, with the board as it is then", async () => {
  await using house = await openHouse();
  const first = await hang(house, "one");
  await hang(house, "two");
  await replacePin(house.deps, SPACE, { id: first, place: 0, actor: ANN });
  await removePin(house.deps, SPACE, { id: first, actor: ANN });
  assert.deepEqual(await house.told(), [["one"], ["two", "one"], ["one", "two"], ["two"]]);
  assert.deepEqual((await listPins(house.kv, SPACE.id)).map(({ text, by }) => [text, by]), [
    ["two", "ann"],
  ]);
});

Deno.test("a refused change of a board tells nothing", async () => {
  await using house = await openHouse();
  const id = await hang(house, "one");
  const refused = await removePin(house.deps, SPACE, { id, actor: BOB });
  assert.deepEqual(refused, { ok: false, reason: "forbidden" });
  assert.equal((await house.told()).length, 1);
});

Deno.test("thirty who pin at once fill the board exactly", async () => {
  await using house = await openHouse();
  const results = await Promise.all(
    Array.from(
      { length: 30 },
      (_, n) => addPin(house.deps, SPACE, { by: by(`u${n}`), text: String(n), share: null }),
    ),
  );
  assert.equal(results.filter(({ ok }) => ok).length, MAX_PINS);
  assert.equal((await getBoard(house.kv, SPACE.id)).pins.length, MAX_PINS);
  assert.equal((await house.told()).length, MAX_PINS);
});

Deno.test("restorePin() hangs a pin up where it was, for who took it down and in time", async () => {
  await using house = await openHouse();
  const { deps } = house;
  await hang(house, "low");
  const id = await hang(house, "middle");
  await hang(house, "high");
  await removePin(deps, SPACE, { id, actor: MODERATOR });
  assert.equal(await getUnpinned(deps, SPACE.id, { id, actor: BOB }), null);
  const stranger = await restorePin(deps, SPACE, { id, actor: BOB });
  assert.deepEqual(stranger, { ok: false, reason: "not_found" });
  assert.ok((await restorePin(deps, SPACE, { id, actor: MODERATOR })).ok);
  const texts = (await listPins(house.kv, SPACE.id)).map(({ text }) => text);
  assert.deepEqual(texts, ["high", "middle", "low"]);
  const twice = await restorePin(deps, SPACE, { id, actor: MODERATOR });
  assert.deepEqual(twice, { ok: false, reason: "not_found" });

  await removePin(deps, SPACE, { id, actor: ANN });
  house.wait(UNDO_MS);
  const late = await restorePin(deps, SPACE, { id, actor: ANN });
  assert.deepEqual(late, { ok: false, reason: "not_found" });
});

Deno.test("a pin that a moderator took down is not hung up again by its author", async () => {
  await using house = await openHouse();
  const id = await hang(house, "rude");
  await removePin(house.deps, SPACE, { id, actor: MODERATOR });
  const back = await restorePin(house.deps, SPACE, { id, actor: ANN });
  assert.deepEqual(back, { ok: false, reason: "not_found" });
});

Deno.test("addPin() writes nothing for an account that is going away", async () => {
  await using house = await openHouse();
  await house.kv.set(keys.gone("ann"), 1);
  await assert.rejects(
    addPin(house.deps, SPACE, { by: by("ann"), text: "late", share: null }),
    (error) => asFailure(error).reason === "unauthorized",
  );
  assert.deepEqual(await house.told(), []);
});

Deno.test("forgetPinsOf() takes down what one person pinned, also what could come back", async () => {
  await using house = await openHouse();
  const gone = await hang(house, "gone");
  await hang(house, "mine");
  await hang(house, "theirs", "bob");
  await removePin(house.deps, SPACE, { id: gone, actor: MODERATOR });
  await forgetPinsOf(house.deps, SPACE.id, "ann");
  assert.deepEqual((await house.told()).at(-1), ["theirs"]);
  assert.equal(await getUnpinned(house.deps, SPACE.id, { id: gone, actor: MODERATOR }), null);
  assert.equal((await house.kv.get(keys.spacePinner("ann", SPACE.id))).value, null);
});

Deno.test("removeBoard() leaves nothing of a board", async () => {
  await using house = await openHouse();
  const id = await hang(house, "one");
  await hang(house, "two");
  await removePin(house.deps, SPACE, { id, actor: ANN });
  await removeBoard(house.kv, SPACE.id);
  const left: Deno.KvKey[] = [];
  for await (const { key } of house.kv.list({ prefix: [] })) left.push(key);
  assert.deepEqual(left.filter(([kind]) => /board|pin/.test(String(kind))), []);
});

Deno.test("what somebody shared and pinned goes with their account, or along with it", async () => {
  await using house = await openHouse();
  const { kv } = house;
  await hang(house, "mine");
  await hang(house, "theirs", "bob");
  const picture = { bytes: new Uint8Array([1]), type: "image/webp" as const, width: 1, height: 1 };
  const { id } = await putImage(kv, { spaceId: SPACE.id, userId: "ann", picture, nowMs: 1 });

  const domain = shareDomain(house.deps);
  await domain.moveData(kv, "ann", "cho");
  const exported = await Array.fromAsync(domain.exportData(kv, "cho"));
  assert.deepEqual(
    exported.map(([path]) => path).toSorted(),
    [
      `shares/room/${id}.json`,
      `shares/room/${id}.webp`,
      "shares/room/pins.json",
    ].toSorted(),
  );
  assert.deepEqual(await Array.fromAsync(domain.exportData(kv, "ann")), []);

  await domain.deleteData(kv, "cho");
  assert.deepEqual((await house.told()).at(-1), ["theirs"]);
  const kinds = new Set<string>();
  for await (const { key } of kv.list({ prefix: [] })) kinds.add(key.join(" "));
  assert.deepEqual([...kinds].filter((key) => /cho|ann|image|blob/.test(key)), []);
});

Deno.test("nothing is hung up in a space that is gone", async () => {
  await using house = await openHouse();
  await house.kv.delete(keys.space(SPACE.id));
  const pinned = await addPin(house.deps, SPACE, { by: by("ann"), text: "late", share: null });
  assert.deepEqual(pinned, { ok: false, reason: "not_found" });
});
