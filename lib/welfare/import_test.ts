/** Files of services come in as Korean offices save them, again and again, and bad rows are told by their lines. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { decodeText, readServices } from "@/lib/welfare/import.ts";
import { importFile } from "@/lib/welfare/import_file.ts";
import { allServices } from "@/lib/welfare/store.ts";

const HEADER =
  "서비스ID,서비스명,서비스요약,지원대상,소관기관명,대표문의,서비스URL,지역,생애주기,최종수정일,출처";
const CARE =
  `WLF1,이웃 돌봄,"밥과 ""말벗""을,\n함께 드려요",65세 이상,홍천군청,033-430-2114,https://www.hongcheon.go.kr,강원도 홍천군,노년,20250301,복지로`;
const GOOD = `${HEADER}\r\n${CARE}\r\n`;
const DEFAULTS = { day: "2025-02-02" };

const read = (text: string) => readServices(text, { kind: "csv", ...DEFAULTS });

/** `가나다` in EUC-KR, as two bytes each: enough to tell the encoding by. */
const EUC_KR = new Uint8Array(Buffer.from("b0a1b3aab4d9", "hex"));

for (
  const [name, bytes, text] of [
    ["UTF-8", new TextEncoder().encode("가,나"), "가,나"],
    ["UTF-8 with a BOM", new TextEncoder().encode("\uFEFF가"), "가"],
    ["UTF-16 with a BOM", new Uint8Array(Buffer.from("\uFEFF가", "utf16le")), "가"],
    ["EUC-KR", EUC_KR, "가나다"],
  ] as const
) {
  Deno.test(`decodeText() reads ${name}`, () => assert.equal(decodeText(bytes), text));
}

Deno.test("decodeText() refuses what is no text", () => {
  assert.throws(() => decodeText(new Uint8Array([0xff, 0xff, 0xff, 0x80])), TypeError);
});

Deno.test("readServices() reads quotes, lines in fields and Korean columns", async () => {
  const { services, bad } = await read(GOOD);
  assert.deepEqual(bad, []);
  const [service] = services;
  assert.equal(service?.name, "이웃 돌봄");
  assert.equal(service.summary, '밥과 "말벗"을,\n함께 드려요');
  assert.equal(service.region, "강원 홍천군");
  assert.deepEqual(service.audiences, ["senior"]);
  assert.equal(service.updatedOn, "2025-03-01");
  assert.equal(service.phone, "033-430-2114");
});

Deno.test("readServices() tells bad rows by the lines on which they begin, and keeps the others", async () => {
  const rows = [
    HEADER,
    CARE,
    `WLF2,,요약,,기관,,,,노년,20250301,복지로`,
    `WLF3,이름,요약,,기관,전화 없음,,,노년,20250301,복지로`,
    `WLF4,이름,요약,,기관,,javascript:alert(1),,노년,20250301,복지로`,
    `WLF5,이름,요약,,기관,,,평양시,노년,20250301,복지로`,
    `WLF6,이름,요약,,기관,,,,외계인,20250301,복지로`,
    `WLF7,이름,요약,,기관,,,,노년,20259999,복지로`,
    `WLF1,또 하나,요약,,기관,,,,노년,20250301,복지로`,
    `WLF8,이름,요약,,기관,129,,,"아동, 부모",,복지로`,
  ];
  const { services, bad } = await read(rows.join("\n"));
  assert.deepEqual(services.map(({ name }) => name), ["이웃 돌봄", "이름"]);
  assert.deepEqual(services[1]?.audiences, ["child", "parent"]);
  assert.equal(services[1].updatedOn, "2025-02-02");
  // The second line holds a line's end, so the third row begins on line 4.
  assert.deepEqual(bad.map(({ line }) => line), [4, 5, 6, 7, 8, 9, 10]);
  assert.match(bad[0]!.message, /^name is missing$/);
  assert.match(bad[3]!.message, /region/);
  assert.match(bad[6]!.message, /line 2/);
  assert.ok(bad.every(({ message }) => !message.includes("alert")));
});

Deno.test("readServices() reads tabs, semicolons and JSON alike", async () => {
  const row = {
    key: "a",
    name: "가",
    summary: "나",
    office: "다",
    source: "라",
    audiences: "청년",
  };
  for (const mark of ["\t", ";"]) {
    const text = [Object.keys(row).join(mark), Object.values(row).join(mark)].join("\n");
    assert.equal((await read(text)).services[0]?.name, "가");
  }
  for (const json of [[row], { items: [row] }]) {
    const { services, bad } = await readServices(JSON.stringify(json), {
      kind: "json",
      ...DEFAULTS,
    });
    assert.deepEqual([services.length, bad.length], [1, 0]);
    assert.deepEqual(services[0]?.audiences, ["youth"]);
  }
  const { bad } = await readServices('[1,null,"x"]', { kind: "json", ...DEFAULTS });
  assert.deepEqual(bad.map(({ line }) => line), [1, 2, 3]);
});

for (
  const [name, kind, text] of [
    ["an unclosed quote", "csv", `${HEADER}\nWLF1,"이웃`],
    ["columns that nobody knows", "csv", "a,b\n1,2"],
    ["nothing at all", "csv", ""],
    ["JSON that breaks off", "json", '[{"name":'],
    ["JSON without a list", "json", '{"name": "x"}'],
  ] as const
) {
  Deno.test(`readServices() refuses ${name} as a whole`, async () => {
    await assert.rejects(readServices(text, { kind, ...DEFAULTS }));
  });
}

Deno.test("importFile() may run again: nothing changes, and what a source dropped goes on demand", async () => {
  using kv = await Deno.openKv(":memory:");
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  try {
    const put = async (text: string, prune = false) => {
      await Deno.writeTextFile(path, text);
      const { added, changed, same, removed, bad } = await importFile(kv, path, {
        prune,
        nowMs: 0,
      });
      return [added, changed, same, removed, bad.length];
    };
    const second = "WLF2,다른 것,요약,,기관,,,,노년,20250301,복지로";
    assert.deepEqual(await put(`${GOOD}${second}\n`), [2, 0, 0, 0, 0]);
    assert.deepEqual(await put(`${GOOD}${second}\n`), [0, 0, 2, 0, 0]);
    assert.deepEqual(await put(GOOD.replace("이웃 돌봄", "이웃 살핌")), [0, 1, 0, 0, 0]);
    // A row that could not be read may be the one that seems to be missing.
    assert.deepEqual(await put(`${GOOD}WLF2,,,,,,,,,,\n`, true), [0, 1, 0, 0, 1]);
    assert.deepEqual(await put(GOOD, true), [0, 0, 1, 1, 0]);
    assert.equal((await Array.fromAsync(allServices(kv))).length, 1);
  } finally {
    await Deno.remove(path);
  }
});
