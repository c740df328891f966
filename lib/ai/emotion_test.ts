import assert from "node:assert/strict";
import fc from "fast-check";
import { type ChatDelta, ChatModelError, type Emotion, EMOTIONS } from "@/lib/ai/model.ts";
import {
  createEmotionParser,
  decodeEmotion,
  emotionTag,
  readEmotions,
  type SpokenDelta,
  stripEmotions,
} from "@/lib/ai/emotion.ts";

/** Parses chunks; joins text between emotions so that chunk borders do not matter. */
function parse(chunks: readonly string[]): (string | { emotion: Emotion })[] {
  const parser = createEmotionParser();
  const events = [...chunks.flatMap((chunk) => parser.push(chunk)), ...parser.end()];
  const joined: (string | { emotion: Emotion })[] = [];
  for (const event of events) {
    const last = joined.at(-1);
    if (event.type === "emotion") joined.push({ emotion: event.emotion });
    else if (typeof last === "string") joined[joined.length - 1] = last + event.text;
    else joined.push(event.text);
  }
  return joined;
}

const READ_AS_TAG: readonly [name: string, text: string, emotion: Emotion | null][] = [
  ["canonical", "[emotion:smile]", "smile"],
  ["blanks and capitals", "[ Emotion :  Sad ]", "sad"],
  ["equals sign", "[emotion=angry]", "angry"],
  ["quoted", '[emotion: "shy"]', "shy"],
  ["round brackets", "(emotion: laugh)", "laugh"],
  ["angle brackets", "<emotion:surprised>", "surprised"],
  ["self-closing", "<emotion thinking/>", "thinking"],
  ["element", "<emotion>neutral</emotion>", "neutral"],
  ["element with blanks", "<Emotion> smile </ emotion >", "smile"],
  ["Korean keyword and word", "[감정: 미소]", "smile"],
  ["bare emotion in square brackets", "[laugh]", "laugh"],
  ["synonym", "[emotion:happy]", "smile"],
  ["unknown word vanishes", "[emotion:ecstatic]", null],
  ["empty word vanishes", "[emotion:]", null],
  ["stray closing element vanishes", "</emotion>", null],
];

for (const [name, text, emotion] of READ_AS_TAG) {
  Deno.test(`createEmotionParser() takes a tag out: ${name}`, () => {
    const expected = emotion === null ? ["beforeafter"] : ["before", { emotion }, "after"];
    assert.deepEqual(parse([`before${text}after`]), expected);
  });
}

const LEFT_ALONE = [
  "[memo: buy emotion]",
  "a < b and (c) > d",
  "[smiley]",
  "(smile)",
  "see [1] and [2]",
  "[emotional support]",
  "<emoticon>",
  "[emotion\n:smile]",
  `[emotion:${"x".repeat(60)}]`,
  "[[[[",
];

for (const text of LEFT_ALONE) {
  Deno.test(`createEmotionParser() leaves ordinary text alone: ${JSON.stringify(text)}`, () => {
    assert.deepEqual(parse([text]), [text]);
  });
}

Deno.test("createEmotionParser() gives the same events for every two cuts of a reply", () => {
  const replies = [
    "[emotion:smile] 안녕! [오늘] 어땠어? [emotion:sad]\n비가 와.",
    "Hi <emotion>laugh</emotion> there (emotion: shy) friend [thinking] <b>!",
    "[emotion:smile][emotion:angry]\n\n  x [emo",
    "<emotion>a line that never closes\nand goes on",
  ];
  for (const reply of replies) {
    const whole = parse([reply]);
    assert.deepEqual(parse([...reply]), whole);
    for (let i = 0; i <= reply.length; i++) {
      for (let j = i; j <= reply.length; j++) {
        const chunks = [reply.slice(0, i), reply.slice(i, j), reply.slice(j)];
        assert.deepEqual(parse(chunks), whole, `cut at ${i} and ${j} of ${reply}`);
      }
    }
  }
});

Deno.test("createEmotionParser() shows no tag and loses none, however a reply is cut", () => {
  const word = fc.constantFrom(
    "안녕",
    "hi",
    " ",
    "\n",
    "[",
    "<",
    "(",
    "]",
    ">",
    "emotion",
    ":",
    "*",
  );
  const piece = fc.oneof(
    word.map((text) => ({ text, emotion: null })),
    fc.constantFrom(...EMOTIONS).map((emotion) => ({ text: emotionTag(emotion), emotion })),
  );
  const cuts = fc.array(fc.nat(200), { maxLength: 6 });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), cuts, (pieces, at) => {
      const text = pieces.map((p) => p.text).join("");
      const borders = [0, ...at.map((n) => Math.min(n, text.length)), text.length];
      borders.sort((a, b) => a - b);
      const chunks = borders.slice(1).map((end, i) => text.slice(borders[i], end));
      const events = parse(chunks);
      assert.deepEqual(events, parse([text]));
      const shown = events.filter((event) => typeof event === "string").join("");
      assert.equal(/\[emotion:[a-z]+\]/.test(shown), false);
    }),
    { numRuns: 300 },
  );
});

Deno.test("createEmotionParser() leaves one blank, not two, where a tag stood", () => {
  assert.deepEqual(stripEmotions("Hi [emotion:sad] you"), { text: "Hi you", emotion: "sad" });
  assert.equal(stripEmotions("[emotion:smile]\n\nHi").text, "Hi");
  assert.equal(stripEmotions("one\n[emotion:sad]\ntwo").text, "one\ntwo");
});

Deno.test("createEmotionParser() keeps the leading blank of a continuation", () => {
  const parser = createEmotionParser({ continues: true });
  const events = [...parser.push("[emotion:smile] and on"), ...parser.end()];
  assert.deepEqual(events.at(-1), { type: "text", text: " and on" });
});

Deno.test("createEmotionParser() drops a tag that broke off and shows other held text", () => {
  assert.deepEqual(parse(["ok [emotion:smi"]), ["ok "]);
  assert.deepEqual(parse(["ok ["]), ["ok ["]);
  assert.deepEqual(parse(["ok [smi"]), ["ok [smi"]);
});

Deno.test("decodeEmotion() knows no inherited property names", () => {
  assert.equal(decodeEmotion("constructor"), null);
  assert.equal(decodeEmotion(" SMILE "), "smile");
});

async function* replay(deltas: readonly ChatDelta[], error?: Error): AsyncGenerator<ChatDelta> {
  await Promise.resolve();
  yield* deltas;
  if (error !== undefined) throw error;
}

Deno.test("readEmotions() shows held text before the finish and passes other deltas on", async () => {
  const seen: SpokenDelta[] = [];
  const usage: ChatDelta = { type: "usage", promptTokens: 3, outputTokens: 2 };
  const finish: ChatDelta = { type: "finish", reason: "stop" };
  const source = replay([{ type: "text", text: "[emotion:shy]a (" }, usage, finish]);
  for await (const delta of readEmotions<never>(source)) seen.push(delta);
  assert.deepEqual(seen, [
    { type: "emotion", emotion: "shy" },
    { type: "text", text: "a " },
    usage,
    { type: "text", text: "(" },
    finish,
  ]);
});

Deno.test("readEmotions() shows held text before it passes an error on", async () => {
  const seen: SpokenDelta[] = [];
  const source = replay([{ type: "text", text: "a [s" }], new ChatModelError("network", "cut"));
  await assert.rejects(async () => {
    for await (const delta of readEmotions<never>(source)) seen.push(delta);
  }, { failure: "network" });
  assert.deepEqual(seen, [{ type: "text", text: "a " }, { type: "text", text: "[s" }]);
});
