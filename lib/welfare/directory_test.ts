/** The directory of an instance sees what was committed, filters by place and audience, and pages without gaps. */
import assert from "node:assert/strict";
import { createWelfareDirectory } from "@/lib/welfare/directory.ts";
import { toService, WelfareInput, type WelfareService } from "@/lib/welfare/model.ts";
import { parseRegion, servesRegion } from "@/lib/welfare/regions.ts";
import { starterServices } from "@/lib/welfare/starter/seed.ts";
import { putServices, removeServices, requireService } from "@/lib/welfare/store.ts";

async function service(key: string, more: Record<string, unknown> = {}): Promise<WelfareService> {
  return await toService(WelfareInput.parse({
    key,
    name: key,
    summary: "돌봄을 드려요.",
    office: "시청",
    source: "시험",
    audiences: ["senior"],
    updatedOn: "2025-01-01",
    ...more,
  }));
}

Deno.test("a directory sees what another instance put in and took out", async () => {
  using kv = await Deno.openKv(":memory:");
  const [one, other] = [createWelfareDirectory(kv), createWelfareDirectory(kv)];
  assert.equal((await one.search({ limit: 5 })).total, 0);
  const care = await service("care", { name: "이웃 돌봄" });
  assert.deepEqual(await putServices(kv, [care]), { added: 1, changed: 0, same: 0 });
  for (const directory of [one, other]) {
    assert.deepEqual((await directory.search({ q: "돌봄이", limit: 5 })).items, [care]);
  }
  await putServices(kv, [{ ...care, name: "이웃 살핌", summary: "살펴요." }]);
  assert.equal((await one.search({ q: "살핌", limit: 5 })).total, 1);
  assert.equal(await removeServices(kv, ["care", "nobody"]), 1);
  assert.equal((await other.search({ limit: 5 })).total, 0);
  await assert.rejects(requireService(kv, "care"), { status: 404 });
});

Deno.test("writing the same again changes nothing", async () => {
  using kv = await Deno.openKv(":memory:");
  const all = await starterServices();
  assert.deepEqual(await putServices(kv, all), { added: all.length, changed: 0, same: 0 });
  assert.deepEqual(await putServices(kv, all), { added: 0, changed: 0, same: all.length });
  assert.deepEqual(
    await requireService(kv, "basic-pension"),
    all.find(({ id }) => id === "basic-pension"),
  );
});

Deno.test("pages of a list hold everything once, with and without words, also as entries come and go", async () => {
  using kv = await Deno.openKv(":memory:");
  await putServices(kv, await starterServices());
  const directory = createWelfareDirectory(kv);
  for (const q of ["", "지원"]) {
    const seen: string[] = [];
    let cursor: string | undefined;
    let total = 0;
    do {
      const page = await directory.search({ q, limit: 7, cursor });
      ({ total } = page);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    assert.equal(seen.length, total);
    assert.equal(new Set(seen).size, total);
  }
  const { items, nextCursor } = await directory.search({ limit: 3 });
  await removeServices(kv, [items[2]!.id]);
  const next = await directory.search({ limit: 3, cursor: nextCursor! });
  assert.equal(next.items.some(({ id }) => items.some((item) => item.id === id)), false);
  await assert.rejects(directory.search({ limit: 3, cursor: "~" }), { status: 400 });
});

Deno.test("a place gets what it, the places around it and the country offer, and nobody else's", async () => {
  using kv = await Deno.openKv(":memory:");
  const places = {
    all: "전국",
    seoul: "서울특별시",
    gangnam: "서울시 강남구",
    busan: "부산",
    hongcheon: "강원도 홍천군",
  };
  await putServices(
    kv,
    await Promise.all(
      Object.entries(places).map(([key, region]) => service(`in-${key}`, { region })),
    ),
  );
  const directory = createWelfareDirectory(kv);
  const ids = async (query: Parameters<typeof directory.search>[0]) =>
    (await directory.search(query)).items.map(({ id }) => id.slice(3)).sort();
  assert.deepEqual(await ids({ region: "서울 강남구", limit: 9 }), ["all", "gangnam", "seoul"]);
  assert.deepEqual(await ids({ region: "서울", limit: 9 }), ["all", "gangnam", "seoul"]);
  assert.deepEqual(await ids({ region: "서울 종로구", limit: 9 }), ["all", "seoul"]);
  assert.deepEqual(await ids({ q: "부산에서 돌봄", limit: 9 }), ["all", "busan"]);
  assert.deepEqual(await ids({ q: "홍천에 사는데 돌봄", limit: 9 }), ["all", "hongcheon"]);
  const first = (await directory.search({ q: "홍천군 돌봄", limit: 1 })).items[0];
  assert.equal(first?.id, "in-hongcheon");
  assert.deepEqual((await directory.regions()).length, 5);
});

Deno.test("an audience narrows the list to those it is for", async () => {
  using kv = await Deno.openKv(":memory:");
  await putServices(kv, await starterServices());
  const { items, total } = await createWelfareDirectory(kv)
    .search({ audience: "veteran", limit: 50 });
  assert.ok(total > 1 && items.every(({ audiences }) => audiences.includes("veteran")));
});

for (
  const [written, read] of [
    ["", "전국"],
    ["중앙부처", "전국"],
    ["서울특별시 강남구", "서울 강남구"],
    ["서울특별시강남구", "서울 강남구"],
    ["전라북도  전주시", "전북 전주시"],
    ["Busan", "부산"],
    ["평양", null],
    ["강남구", null],
  ] as const
) {
  Deno.test(`parseRegion() reads ${JSON.stringify(written)} as ${read}`, () => {
    assert.equal(parseRegion(written), read);
  });
}

Deno.test("servesRegion() takes no name for the beginning of another", () => {
  assert.equal(servesRegion("경기 광주시", "경기 광주"), false);
  assert.equal(servesRegion("서울", "서울 중구"), true);
  assert.equal(servesRegion("서울 중구", "부산 중구"), false);
});

Deno.test("the starter directory is as large and as sourced as it says", async () => {
  const all = await starterServices();
  assert.ok(all.length >= 60);
  assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
  for (const { name, source, office, link, phone } of all) {
    assert.ok(source !== "" && office !== "", name);
    assert.ok(link !== null || phone !== null, name);
  }
});

Deno.test("a key that is no address makes the same id again and again", async () => {
  const [a, b] = [
    await service("WLF 0001·가"),
    await service("WLF 0001·가", { name: "다른 이름" }),
  ];
  assert.match(a.id, /^k-[0-9a-f]{24}$/);
  assert.equal(a.id, b.id);
  assert.notEqual(a.id, (await service("WLF 0002")).id);
});
