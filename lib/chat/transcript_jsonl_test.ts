import assert from "node:assert/strict";
import { EMOTIONS } from "@/lib/ai/model.ts";
import { MAX_REPLY_CHARS } from "@/lib/chat/model.ts";
import type { Line, Transcript } from "@/lib/chat/transcript.ts";
import { decodeJsonl, encodeHead, encodeLine, MAX_LINES } from "@/lib/chat/transcript_jsonl.ts";
import { markdownHead, markdownLine } from "@/lib/chat/transcript_markdown.ts";

const NOW_MS = Date.UTC(2026, 10, 21, 14);

const encode = (transcript: Transcript) =>
  [encodeHead(transcript), ...transcript.lines.map(encodeLine)].join("\n") + "\n";

/** A generator of numbers that is the same for the same seed. mulberry32. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const PIECES = [
  "안녕",
  " ",
  "\n",
  "*손을 흔든다*",
  "😀",
  '"',
  "\\",
  "{{",
  "<b>",
  "tab\t",
  "é",
  "ㅋㅋ",
  "1. ",
];

function anyTranscript(random: (below: number) => number): Transcript {
  const text = () =>
    `x${Array.from({ length: random(9) }, () => PIECES[random(PIECES.length)]).join("")}`;
  const name = () => `이름 ${random(3)}`;
  const line = (): Line => {
    // Each differs, as what is shown is found again by its number, not by its words.
    const versions = Array.from({ length: 1 + random(4) }, (_, n) => ({
      text: `${text()}${n}`,
      sentAtMs: NOW_MS + random(1e9),
      emotion: random(2) ? EMOTIONS[random(EMOTIONS.length)]! : null,
      madeBy: ["demo/improviser", "claude/opus/4", "model-alone", null][random(4)]!,
    }));
    return { name: name(), isUser: random(2) === 1, versions, shown: random(versions.length) };
  };
  return {
    userName: "나",
    characterName: "하루",
    createdAtMs: NOW_MS + random(1e9),
    lines: Array.from({ length: 1 + random(12) }, line),
  };
}

Deno.test("whatever is written is read again as it was", () => {
  for (let seed = 0; seed < 400; seed++) {
    const transcript = anyTranscript(randomOf(seed));
    const decoded = decodeJsonl(encode(transcript), 0);
    assert(decoded.ok, `seed ${seed}`);
    assert.deepEqual(decoded.reports, [], `seed ${seed}`);
    assert.deepEqual(decoded.transcript, transcript, `seed ${seed}`);
  }
});

Deno.test("whatever lies in a file, its reading ends with lines and reports, never with a fault", () => {
  for (let seed = 0; seed < 400; seed++) {
    const random = randomOf(seed);
    const text = encode(anyTranscript(random));
    let broken = text;
    for (let n = 0; n < 1 + random(6); n++) {
      const at = random(broken.length);
      const put = ["", "\n", "{", "null", "\u0000", '"', "\ud800", ",,"][random(8)];
      broken = broken.slice(0, at) + put + broken.slice(at + random(4));
    }
    const decoded = decodeJsonl(broken, NOW_MS);
    for (const { line } of decoded.reports) assert(line >= 1 && line <= broken.split("\n").length);
    if (decoded.ok) {
      for (const { versions, shown } of decoded.transcript.lines) {
        assert(versions[shown], `seed ${seed}`);
        for (const { text } of versions) assert.doesNotMatch(text, /[^\P{Cc}\n\t]/u);
      }
    }
  }
});

const HEAD = `{"user_name":"Ann","character_name":"Haru","create_date":"2023-9-1@18h30m05s"}`;
const read = (...lines: string[]) => decodeJsonl([HEAD, ...lines].join("\n"), NOW_MS);

Deno.test("a file of SillyTavern's is read: dates of words, versions, and what came with them", () => {
  const decoded = read(
    `{"name":"Haru","is_user":false,"send_date":"September 1, 2023 6:30pm","mes":"Hi","extra":{}}`,
    `{"name":"Ann","is_user":true,"is_system":false,"send_date":1693593000000,"mes":"Hello"}`,
    JSON.stringify({
      name: "Haru",
      is_user: false,
      send_date: "2023-9-1 @18h 31m 07s 5ms",
      mes: "Two",
      swipe_id: 1,
      swipes: ["One", "Two", "", "Three"],
      swipe_info: [{ send_date: "2023-09-01T18:31:00.000Z", extra: { api: "kobold", model: "m" } }],
      extra: { api: "openai", model: "gpt-4" },
      force_avatar: "x.png",
    }),
  );
  assert(decoded.ok);
  assert.deepEqual(decoded.reports, []);
  const { lines, createdAtMs } = decoded.transcript;
  assert.equal(createdAtMs, Date.UTC(2023, 8, 1, 18, 30, 5));
  assert.equal(lines[0]!.versions[0]!.sentAtMs, Date.UTC(2023, 8, 1, 18, 30));
  assert.equal(lines[1]!.versions[0]!.sentAtMs, 1693593000000);
  assert.deepEqual(lines[2]!.versions.map(({ text }) => text), ["One", "Two", "Three"]);
  assert.deepEqual(lines[2]!.versions.map(({ madeBy }) => madeBy), [
    "kobold/m",
    "openai/gpt-4",
    null,
  ]);
  assert.equal(lines[2]!.shown, 1);
  assert.equal(lines[2]!.versions[1]!.sentAtMs, Date.UTC(2023, 8, 1, 18, 31, 7, 5));
});

Deno.test("what is shown counts more than the versions: edited, without its number, or missing among them", () => {
  const versions = (fields: object) => {
    const decoded = read(JSON.stringify({ name: "Haru", mes: "New", ...fields }));
    assert(decoded.ok);
    const [{ versions, shown }] = decoded.transcript.lines as [Line];
    return [versions.map(({ text }) => text), shown];
  };
  assert.deepEqual(versions({ swipes: ["Old", "x"], swipe_id: 0 }), [["New", "x"], 0]);
  assert.deepEqual(versions({ swipes: ["x", "New"], swipe_id: 9 }), [["x", "New"], 1]);
  assert.deepEqual(versions({ swipes: ["x"], swipe_id: -1 }), [["x", "New"], 1]);
  assert.deepEqual(versions({ swipes: "none" }), [["New"], 0]);
});

Deno.test("lines that cannot be read are reported by their numbers, the others are taken", () => {
  const decoded = read(
    `{"name":"Haru","mes":"One"}`,
    `{"name":"Haru","mes":`,
    "",
    `["mes"]`,
    `{"name":"Haru","mes":"   "}`,
    `{"name":"System","is_system":true,"mes":"hidden"}`,
    JSON.stringify({ name: "Haru", mes: "가".repeat(MAX_REPLY_CHARS + 1) }),
  );
  assert(decoded.ok);
  assert.deepEqual(decoded.reports, [
    { line: 3, problem: "not_json" },
    { line: 5, problem: "not_message" },
    { line: 6, problem: "empty" },
    { line: 7, problem: "hidden" },
    { line: 8, problem: "cut" },
  ]);
  assert.equal(decoded.transcript.lines.length, 2);
});

Deno.test("a file without a head, without a line, or with too many is told apart", () => {
  const why = (text: string) => {
    const decoded = decodeJsonl(text, NOW_MS);
    return decoded.ok ? decoded.reports.at(-1)?.problem : decoded.reason;
  };
  assert.equal(why(""), "no_head");
  assert.equal(why(`{"name":"Haru","mes":"Hi"}`), "no_head");
  assert.equal(why("# Markdown"), "no_head");
  assert.equal(why(HEAD), "no_lines");
  assert.equal(why(`\ufeff${HEAD}\r\n{"mes":"Hi"}`), undefined);
  const many = `\n{"mes":"Hi"}`.repeat(MAX_LINES + 1);
  assert.equal(why(HEAD + many), "too_many");
});

Deno.test("Markdown keeps the little markup and nothing else of what a text could mean in it", () => {
  const line = (text: string): Line => ({
    name: "A_b",
    isUser: false,
    versions: [{ text, sentAtMs: 0, emotion: null, madeBy: null }],
    shown: 0,
  });
  assert.equal(
    markdownHead({ userName: "", characterName: "하루", createdAtMs: NOW_MS }),
    "# 하루\n\n2026-11-21\n",
  );
  assert.equal(
    markdownLine(line("*waves* at **you** _x_\n# no\n- no\n1. no\n\n<b>[l](u)")),
    "\n**A\\_b**\n\n*waves* at **you** \\_x\\_\\\n\\# no\\\n\\- no\\\n1\\. no\n\n\\<b\\>\\[l\\](u)\n",
  );
});
