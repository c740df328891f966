import assert from "node:assert/strict";
import { cleanNickname, decodeRoomId } from "@/lib/rooms/model.ts";
import { cleanContent, localeOf } from "@/lib/said.ts";

const IDS: [name: string, text: string, id: string | null][] = [
  ["letters and digits", "pinball-1", "pinball-1"],
  ["Hangul", "마당", "마당"],
  ["Hangul in pieces", "마당".normalize("NFD"), "마당"],
  ["blanks around", " room ", "room"],
  ["nothing", "", null],
  ["a slash", "a/b", null],
  ["a colon, which parts topics", "a:b", null],
  ["a control character", "a\u0000", null],
  ["dots alone", "..", null],
  ["64 letters", "a".repeat(64), "a".repeat(64)],
  ["65 letters", "a".repeat(65), null],
];

for (const [name, text, id] of IDS) {
  Deno.test(`decodeRoomId() reads ${name}`, () => assert.equal(decodeRoomId(text), id));
}

const NICKNAMES: [name: string, text: string, nickname: string | null][] = [
  ["a name", "  보리 ", "보리"],
  ["several lines", "보\n리", "보리"],
  ["a text that turns around", "보\u202e리", "보리"],
  ["nothing that shows", "\u3164\u200b ", null],
  ["a long one", "가".repeat(99), "가".repeat(30)],
  ["a long one with a pair at its end", "가".repeat(29) + "😀😀", "가".repeat(29) + "😀"],
  ["half a pair", "\ud83d", "\ufffd"],
];

for (const [name, text, nickname] of NICKNAMES) {
  Deno.test(`cleanNickname() makes a line of ${name}`, () =>
    assert.equal(cleanNickname(text), nickname));
}

Deno.test("cleanContent() keeps lines and tabs, and no other control character", () => {
  assert.equal(cleanContent(" 하나\r\n둘\t셋\u0000\u001b "), "하나\n둘\t셋");
});

Deno.test("localeOf() tells Korean by its script", () => {
  assert.equal(localeOf("hello 안녕"), "ko");
  assert.equal(localeOf("hello"), "en");
});
