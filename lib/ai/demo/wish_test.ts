/** Which words ask for public help, and which only sound like it. */
import assert from "node:assert/strict";
import { createDemoModel } from "@/lib/ai/demo/demo_model.ts";
import { asksForHelp, tellsPlace } from "@/lib/ai/demo/wish.ts";
import type { ChatRequest, ChatTurn } from "@/lib/ai/model.ts";
import { emptyCardData } from "@/lib/characters/card/model.ts";

const WISHES = [
  "장애인 지원",
  "기초연금 알려줘",
  "노인 복지",
  "월세가 너무 비싸요",
  "청년 월세 지원 신청 방법",
  "아이 키우는데 도움 받을 수 있을까요",
  "출산하면 뭐 받을 수 있어?",
  "치매 어머니 돌봄",
  "서울 사는데 주거 지원 있어?",
  "한부모 가정인데 혜택 뭐 있어요",
  "병원비가 걱정이에요",
  "임산부 혜택 알려줘",
  "우울해서 상담 받고 싶어요",
  "전세 보증금을 못 돌려받았어요",
  "빚 때문에 힘들어요",
  "할머니 혼자 사시는데 돌봐줄 서비스 있어요?",
  "생계가 막막해요",
  "아르바이트비를 못 받았어요",
  "국민취업지원제도",
  "대학 등록금이 없어요",
  "남편이 자꾸 때려요",
  "What support is there for disabled people?",
  "How do I apply for the basic pension?",
  "I lost my job and cannot pay rent",
  "Childcare help in Seoul",
  "Where can my elderly mother get care?",
  "help for single mothers",
  "I am pregnant, what can I get?",
  "Is there any housing support for young people?",
  "I was not paid my wages",
  "my husband hits me, I need help",
];

const TALK = [
  "안녕!",
  "오늘 뭐 했어?",
  "고양이 좋아해?",
  "노인과 바다 읽어 봤어?",
  "도와줘서 고마워",
  "우리 할머니가 보고 싶다",
  "연금술사 좋아해?",
  "아이스크림 먹을래?",
  "청년 시절 이야기 해 줘",
  "나 취업했어!",
  "대학생인데 동아리에 지원했어",
  "장애물 달리기 해 봤어?",
  "엄마가 뭐라고 했는지 알려 줘",
  "우울한 노래 좀 들려줘",
  "오늘 너무 힘들었어",
  "tell me a story",
  "What are the benefits of green tea?",
  "My job is boring",
  "Do you have children?",
  "Thanks, that helped!",
  "I support the red team",
  "Can you help me write a poem?",
  "I need help with my homework",
  "Who are your parents?",
];

for (const said of WISHES) {
  Deno.test(`asks for help: ${said}`, () => assert(asksForHelp(said)));
}

for (const said of TALK) {
  Deno.test(`only talks: ${said}`, () => assert(!asksForHelp(said)));
}

/** What the improviser looks up after these words; null where it looks nothing up. */
async function lookedUp(...said: string[]): Promise<unknown> {
  const messages = said.map((content, n): ChatTurn => ({
    role: n % 2 === 0 ? "user" : "model",
    content,
  }));
  const request: ChatRequest = {
    system: "",
    messages,
    tools: [{ name: "service_search", description: "", parameters: {} }],
    maxOutputTokens: 100,
    seed: 1,
    speaker: { card: emptyCardData("하루"), userName: "손님", locale: "ko" },
  };
  const stream = createDemoModel({ delayMs: 0 }).stream(request, new AbortController().signal);
  for await (const delta of stream) {
    if (delta.type === "tool_call") return delta.arguments;
  }
  return null;
}

Deno.test("a place alone goes on with what was asked for before", async () => {
  const told = "어디 사세요?";
  assert.deepEqual(await lookedUp("노인 복지 알려줘", told, "홍천군이요"), {
    query: "홍천군이요 노인 복지 알려줘",
  });
  assert.deepEqual(await lookedUp("help for single mothers", "Where?", "In Busan."), {
    query: "In Busan. help for single mothers",
  });
  assert.equal(await lookedUp("안녕", told, "부산이요"), null);
  assert.equal(await lookedUp("노인 복지 알려줘", told, "부산에서 회를 먹었어요"), null);
});

Deno.test("a place is a few words and nothing else", () => {
  for (const said of ["서울", "저는 부산 해운대구요", "경기도 성남시요", "수원시", "Seoul!"]) {
    assert(tellsPlace(said), said);
  }
  for (const said of ["서울에서 회를 먹었어요", "다시", "친구", "축구 좋아해?", "I love Seoul"]) {
    assert(!tellsPlace(said), said);
  }
});
