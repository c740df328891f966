/** The improviser looks services up when somebody needs help, and tells them as a numbered list. */
import assert from "node:assert/strict";
import { createDemoModel } from "@/lib/ai/demo/demo_model.ts";
import { stripEmotions } from "@/lib/ai/emotion.ts";
import type { ChatRequest } from "@/lib/ai/model.ts";
import type { Citation } from "@/lib/ai/tools/citation.ts";
import { streamWithTools } from "@/lib/ai/tools/loop.ts";
import type { Tool } from "@/lib/ai/tools/registry.ts";
import { emptyCardData } from "@/lib/characters/card/model.ts";
import { createWelfareDirectory } from "@/lib/welfare/directory.ts";
import { starterServices } from "@/lib/welfare/starter/seed.ts";
import { putServices } from "@/lib/welfare/store.ts";
import { createServiceSearch } from "@/lib/welfare/tool.ts";

const signal = new AbortController().signal;

function requestOf(content: string, locale: "ko" | "en" = "ko"): ChatRequest {
  return {
    system: "",
    messages: [{ role: "user", content }],
    maxOutputTokens: 1024,
    seed: 1,
    speaker: { card: emptyCardData("하루"), userName: "손님", locale },
  };
}

async function ask(
  said: string,
  { tools, locale = "ko" }: { tools: readonly Tool[]; locale?: "ko" | "en" },
): Promise<{ text: string; cited: readonly Citation[]; calls: number }> {
  let raw = "";
  let cited: readonly Citation[] = [];
  let calls = 0;
  const stream = streamWithTools(createDemoModel({ delayMs: 0 }), requestOf(said, locale), {
    tools,
    signal,
    onToolCall: () => calls += 1,
  });
  for await (const delta of stream) {
    if (delta.type === "text") raw += delta.text;
    if (delta.type === "cited") cited = delta.entries;
  }
  return { text: stripEmotions(raw).text, cited, calls };
}

async function starterTool(kv: Deno.Kv): Promise<Tool> {
  await putServices(kv, await starterServices());
  return createServiceSearch(createWelfareDirectory(kv));
}

Deno.test("demo answers a call for help as a numbered list with 담당 and 연락처, and cites it", async () => {
  using kv = await Deno.openKv(":memory:");
  const { text, cited, calls } = await ask("노인 복지 서비스 알려줘", {
    tools: [await starterTool(kv)],
  });
  assert.equal(calls, 1);
  const rows = text.match(/^\d+\. .+\n {4}- 담당: .+\n {4}- 연락처: .+$/gm) ?? [];
  assert.equal(rows.length, 3, text);
  assert.match(rows[0]!, /^1\. /);
  assert.equal(cited.length, 3);
});

Deno.test("demo answers in English where it is asked in English", async () => {
  using kv = await Deno.openKv(":memory:");
  const { text, cited } = await ask("Can I get help with rent? I lost my job", {
    tools: [await starterTool(kv)],
    locale: "en",
  });
  assert.match(text, /^1\. [A-Z].+\n {4}- 담당 \(office\): .+\n {4}- 연락처 \(phone\): .+$/m);
  assert.ok(cited.length > 0);
});

for (
  const said of [
    "요즘 너무 힘들어서 죽고 싶어",
    "실직해서 생활비가 없어요",
    "받을 수 있는 지원이 있을까요?",
    "기초연금이 뭐예요?",
    "I need help paying my medical bills",
    "is there a helpline for domestic violence?",
  ]
) {
  Deno.test(`demo looks services up for: ${said}`, async () => {
    using kv = await Deno.openKv(":memory:");
    assert.equal((await ask(said, { tools: [await starterTool(kv)] })).calls, 1);
  });
}

for (const said of ["안녕!", "오늘 뭐 했어?", "tell me a story", "고양이 좋아해?"]) {
  Deno.test(`demo looks nothing up for: ${said}`, async () => {
    using kv = await Deno.openKv(":memory:");
    const { text, calls, cited } = await ask(said, { tools: [await starterTool(kv)] });
    assert.deepEqual([calls, cited], [0, []]);
    assert.ok(text.length > 1);
  });
}

Deno.test("demo says so when nothing was found, and when the search failed", async () => {
  using kv = await Deno.openKv(":memory:");
  const empty = createServiceSearch(createWelfareDirectory(kv));
  assert.match((await ask("복지 서비스 알려줘", { tools: [empty] })).text, /찾지 못했어요/);
  const broken = createServiceSearch({
    search: () => Promise.reject(new Error("down")),
    regions: () => Promise.resolve([]),
  });
  const { text, cited } = await ask("복지 서비스 알려줘", { tools: [broken] });
  assert.match(text, /지금은 .+ 없어요/);
  assert.deepEqual(cited, []);
});

Deno.test("demo without the tool improvises, whatever it is asked", async () => {
  const { text, calls } = await ask("기초연금 알려줘", { tools: [] });
  assert.equal(calls, 0);
  assert.doesNotMatch(text, /담당:/);
});

Deno.test("the tool drops an audience that leaves the best find out, and a region that is none", async () => {
  using kv = await Deno.openKv(":memory:");
  const tool = await starterTool(kv);
  const context = { locale: "ko" as const, nowMs: 0, signal };
  const names = async (args: unknown) =>
    JSON.parse((await tool.call(args, context)).content).data.services
      .map(({ name }: { name: string }) => name);
  assert.ok((await names({ query: "기초연금", audience: "veteran" })).includes("기초연금"));
  assert.ok((await names({ query: "기초연금", region: "달나라" })).includes("기초연금"));
  assert.deepEqual(await names({ query: "양자역학 교과서" }), []);
  assert.equal((await names({ query: "지원", limit: 5 })).length, 5);
  assert.equal((await tool.call({ query: "", limit: 99 }, context)).ok, false);
});
