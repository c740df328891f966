/** Who answers what, row by row, in both languages. */
import assert from "node:assert/strict";
import { createChance } from "@/lib/ai/demo/random.ts";
import {
  type Answer,
  type Candidate,
  type Line,
  type Situation,
  talkativenessOf,
  whoAnswers,
} from "@/lib/spaces/residents/answer.ts";
import { namesOf } from "@/lib/spaces/residents/names.ts";

const NOW = Date.UTC(2026, 5, 1);

const RESIDENTS: readonly Candidate[] = [
  {
    characterId: "sundeok",
    names: namesOf({ name: "고순덕", tags: ["해녀", "할머니"], tagline: "일흔여덟 해녀 할망" }),
    talkativeness: 0.5,
  },
  { characterId: "sodam", names: namesOf({ name: "윤소담" }), talkativeness: 0.5 },
  { characterId: "duduri", names: namesOf({ name: "두두리" }), talkativeness: 0.5 },
  {
    characterId: "hester",
    names: namesOf({ name: "Hester Beal", nickname: "Hettie" }),
    talkativeness: 0.5,
  },
];

function line(userId: string, message: string, change: Partial<Line> = {}): Line {
  return { userId, nickname: userId, message, answeredBy: null, atMs: NOW - 5_000, ...change };
}

function decide(message: string, change: Partial<Situation> = {}, seed = 1): Answer | null {
  return whoAnswers({
    message,
    characterId: null,
    speakerId: "민수",
    residents: RESIDENTS,
    lines: [],
    people: 3,
    formal: false,
    nowMs: NOW,
    chance: createChance(seed),
    ...change,
  });
}

/** Decides a message with many seeds: how often each resident answers, of 200. */
function often(message: string, change: Partial<Situation> = {}): Map<string, number> {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 200; seed++) {
    const who = decide(message, change, seed)?.characterId;
    if (who) counts.set(who, (counts.get(who) ?? 0) + 1);
  }
  return counts;
}

const total = (counts: Map<string, number>) => [...counts.values()].reduce((sum, n) => sum + n, 0);

// People who talk with each other, so that nothing but a call is answered.
const BUSY = [line("민수", "지영아 어제 어디 갔었어?"), line("지영", "한강 갔다 왔지")];

for (
  const [message, who] of [
    ["순덕 할머니, 물질은 안 무서우세요?", "sundeok"],
    ["순덕아 뭐 해", "sundeok"],
    ["고순덕 님 안녕하세요", "sundeok"],
    ["순덕 할머니는 뭐 좋아하세요?", "sundeok"],
    ["순덕할머니도 드셨어요?", "sundeok"],
    ["할머니, 귤 하나 주세요", "sundeok"],
    ["할망은 언제 바다에 나가요?", "sundeok"],
    ['"소담 씨" 잠깐만요', "sodam"],
    ["소담 씨 이것 좀 봐 주세요", "sodam"],
    ["저기요, 윤소담 씨!", "sodam"],
    ["소담이는 어떻게 생각해?", "sodam"],
    ["맞지, 소담아?", "sodam"],
    ["@윤소담 그거 알아요", "sodam"],
    ["두두리야 놀자", "duduri"],
    ["두두리~ 여기야", "duduri"],
    ["Hester, what are you reading", "hester"],
    ["hey hester", "hester"],
    ["Hello Hettie!", "hester"],
    ["What do you think, Hester?", "hester"],
    ["@hester have a look", "hester"],
    ["thanks, Hester Beal.", "hester"],
    ["Would you pour me one too hester?", "hester"],
    ["so, Hester, how was the ferry", "hester"],
    ["Hester야 이거 봐", "hester"],
  ] as const
) {
  Deno.test(`whoAnswers() hears a call: ${message}`, () => {
    assert.deepEqual(decide(message, { lines: BUSY }), { characterId: who, why: "named" });
  });
}

for (
  const message of [
    "아까 순덕 할머니가 그러셨는데 비 온대",
    "소담 씨를 어제 봤어",
    "소담스럽다 그치",
    "두두리의 방망이 얘기 들었지",
    "우리 할머니는 부산 사셔",
    "I saw Hester yesterday",
    "Hester's book is on the table",
    "Hester is asleep I guess",
    "Manchester was lovely",
  ]
) {
  Deno.test(`whoAnswers() takes it for talk about somebody: ${message}`, () => {
    assert.equal(decide(message, { lines: BUSY }), null);
  });
}

Deno.test("whoAnswers() lets whoever is asked for by id answer, also while people talk", () => {
  const answer = decide("음", { characterId: "sodam", lines: BUSY });
  assert.deepEqual(answer, { characterId: "sodam", why: "asked" });
});

Deno.test("whoAnswers() takes the first who is called, of two", () => {
  assert.equal(decide("소담 씨, 순덕 할머니는 어디 계세요?")?.characterId, "sodam");
  assert.equal(decide("순덕 할머니! 소담 씨도 왔어요?")?.characterId, "sundeok");
});

Deno.test("whoAnswers() prefers whom one speaks to over whom one speaks of", () => {
  assert.equal(decide("순덕 할머니가 뭐래, 소담아?")?.characterId, "sodam");
});

Deno.test("whoAnswers() lets nobody answer to a title that two of them have", () => {
  const twins = ["a", "b"].map((characterId) => ({
    characterId,
    names: namesOf({ name: characterId, tags: ["할머니"] }),
    talkativeness: 0,
  }));
  assert.equal(decide("할머니, 안녕하세요", { residents: twins }), null);
});

Deno.test("whoAnswers() goes on with whom one just talked with", () => {
  const lines = [line("민수", "순덕 할머니 안녕하세요", { answeredBy: "sundeok" })];
  for (const message of ["오늘 물때는 괜찮았어요", "and then what happened", "고마워요"]) {
    assert.deepEqual(decide(message, { lines }), { characterId: "sundeok", why: "follow_up" });
  }
});

Deno.test("whoAnswers() goes on with one's own partner while others talk with theirs", () => {
  const lines = [
    line("민수", "순덕 할머니", { answeredBy: "sundeok", atMs: NOW - 20_000 }),
    line("지영", "소담 씨", { answeredBy: "sodam" }),
  ];
  assert.equal(decide("귤 맛있네요", { lines })?.characterId, "sundeok");
});

for (
  const [name, lines] of [
    ["it is too long ago", [line("민수", "안녕", { answeredBy: "sundeok", atMs: NOW - 60_000 })]],
    ["somebody else spoke since", [
      line("민수", "안녕", { answeredBy: "sundeok", atMs: NOW - 20_000 }),
      line("지영", "민수도 왔네"),
    ]],
    ["it was another person's partner", [line("지영", "안녕", { answeredBy: "sundeok" })]],
    ["the partner lives here no more", [line("민수", "안녕", { answeredBy: "moved_out" })]],
  ] as const
) {
  Deno.test(`whoAnswers() sees no follow-up where ${name}`, () => {
    const answer = decide("오늘은 바람이 좋다", { lines });
    assert.notEqual(answer?.why, "follow_up");
  });
}

for (
  const message of [
    "ㅋㅋㅋㅋ",
    "ㅇㅇ",
    "네네",
    "lol",
    "ok!",
    "👍",
    "...",
    "하하하하".replace(/하/g, "ㅎ"),
  ]
) {
  Deno.test(`whoAnswers() leaves it at a nod: ${message}`, () => {
    const lines = [line("민수", "순덕 할머니", { answeredBy: "sundeok" })];
    assert.equal(decide(message, { lines, people: 1 }), null);
  });
}

for (
  const [name, message, lines] of [
    ["two who take turns", "나도 갈걸", BUSY],
    ["a question to the other", "그래서 뭐 먹었어?", BUSY],
    ["a greeting to the other", "안녕하세요 지영님", [line("지영", "처음 왔어요")]],
    ["an answer to what was just said", "그러게요", [line("지영", "날씨 좋네요")]],
    ["one who goes on", "그리고 커피도 마셨어", [
      line("지영", "뭐 했어?", { atMs: NOW - 9_000 }),
      line("민수", "영화 봤어"),
    ]],
    ["a person who is called", "지영아 여기 어때?", [
      line("지영", "순덕 할머니", { answeredBy: "sundeok" }),
    ]],
    ["two in English", "where did you go?", [line("kim", "just got back from the river")]],
  ] as const
) {
  Deno.test(`whoAnswers() keeps out of what people say to each other: ${name}`, () => {
    assert.equal(total(often(message, { lines })), 0);
  });
}

Deno.test("whoAnswers() hears a question to everybody while people talk", () => {
  assert(total(often("다들 저녁 뭐 드셨어요?", { lines: BUSY })) > 100);
  assert(total(often("does anyone know a good tea?", { lines: BUSY })) > 100);
});

Deno.test("whoAnswers() mostly lets one answer a greeting or a question to the room", () => {
  for (
    const message of [
      "안녕하세요!",
      "여기는 뭐 하는 곳이에요",
      "hello there",
      "what is this place?",
    ]
  ) {
    const counts = often(message);
    assert(total(counts) > 150, `${message}: ${total(counts)}`);
    assert(counts.size === RESIDENTS.length, "each of them now and then");
  }
});

Deno.test("whoAnswers() lets small talk among several mostly pass", () => {
  const counts = often("오늘 바람이 참 좋다");
  assert(total(counts) > 10 && total(counts) < 110, String(total(counts)));
});

Deno.test("whoAnswers() always lets somebody answer who is alone and asks", () => {
  for (const message of ["안녕", "여기 누구 없어요?", "good evening", "what is that smell?"]) {
    assert.equal(total(often(message, { people: 1 })), 200);
  }
  assert(total(often("오늘은 좀 피곤하다", { people: 1 })) > 150);
});

Deno.test("whoAnswers() lets a quiet character speak only when called", () => {
  const residents = [{ ...RESIDENTS[1]!, talkativeness: 0 }];
  assert.equal(total(often("안녕하세요", { residents })), 0);
  assert.equal(total(often("안녕하세요", { residents, people: 1 })), 0);
  assert.equal(decide("소담 씨 안녕하세요", { residents })?.characterId, "sodam");
});

Deno.test("whoAnswers() lets a talkative one speak more often than a shy one", () => {
  const residents = [
    { ...RESIDENTS[0]!, talkativeness: 0.95 },
    { ...RESIDENTS[1]!, talkativeness: 0.1 },
  ];
  const counts = often("안녕하세요", { residents });
  assert((counts.get("sundeok") ?? 0) > 2 * (counts.get("sodam") ?? 0));
});

Deno.test("whoAnswers() lets whoever just spoke be silent for a while", () => {
  const lines = [line("지영", "순덕 할머니", { answeredBy: "sundeok", atMs: NOW - 10_000 })];
  assert.equal(often("안녕하세요", { lines }).get("sundeok"), undefined);
  const later = [{ ...lines[0]!, atMs: NOW - 30_000 }];
  assert((often("안녕하세요", { lines: later }).get("sundeok") ?? 0) > 0);
});

Deno.test("whoAnswers() keeps residents quiet before an audience, but for calls and their partners", () => {
  assert.equal(total(often("안녕하세요!", { formal: true })), 0);
  assert.equal(decide("소담 씨 사랑해요", { formal: true })?.why, "named");
});

Deno.test("whoAnswers() says nothing where nobody lives", () => {
  assert.equal(decide("안녕하세요", { residents: [], people: 1 }), null);
});

Deno.test("whoAnswers() decides the same message the same way", () => {
  for (let seed = 0; seed < 20; seed++) {
    assert.deepEqual(decide("안녕하세요", {}, seed), decide("안녕하세요", {}, seed));
  }
});

for (
  const [name, extensions, expected] of [
    ["a number", { talkativeness: 0.8 }, 0.8],
    ["a number in quotes, as SillyTavern writes it", { talkativeness: "0.2" }, 0.2],
    ["silence", { talkativeness: 0 }, 0],
    ["nothing", {}, 0.5],
    ["nothing in quotes", { talkativeness: "" }, 0.5],
    ["too much", { talkativeness: 7 }, 1],
    ["words", { talkativeness: "chatty" }, 0.5],
    ["an object", { talkativeness: {} }, 0.5],
  ] as const
) {
  Deno.test(`talkativenessOf() reads ${name}`, () => {
    assert.equal(talkativenessOf(extensions), expected);
  });
}
