/** Calendar files: octets, escapes, and what makes a calendar replace an event rather than add one. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { escapeText, foldLine, writeCalendar } from "@/lib/spaces/events/calendar.ts";
import { EVENT, fanMeeting } from "@/lib/spaces/events/events_for_tests.ts";

const octets = (text: string) => new TextEncoder().encode(text).length;
const unfold = (text: string) => text.replaceAll("\r\n ", "");

Deno.test("foldLine() leaves a line of 75 octets whole, and cuts one of 76", () => {
  assert.equal(foldLine("x".repeat(75)), "x".repeat(75));
  assert.equal(foldLine("x".repeat(76)), `${"x".repeat(75)}\r\n x`);
  assert.equal(foldLine(""), "");
});

Deno.test("foldLine() counts octets of Korean, and cuts between its characters", () => {
  const line = `SUMMARY:${"가".repeat(60)}`;
  const pieces = foldLine(line).split("\r\n");
  // 8 octets of the name and 22 characters of three octets are 74; a 23rd would be 77.
  assert.equal(pieces[0], `SUMMARY:${"가".repeat(22)}`);
  // A space and 24 characters are 73.
  assert.equal(pieces[1], ` ${"가".repeat(24)}`);
  assert.ok(pieces.every((piece) => octets(piece) <= 75 && !piece.includes("\ufffd")));
  assert.equal(unfold(foldLine(line)), line);
});

Deno.test("foldLine() keeps any text: emoji of four octets, joiners, everything", () => {
  const line = fc.string({ unit: "grapheme", maxLength: 300 }).map((text) =>
    text.replace(/[\r\n]/g, "")
  );
  fc.assert(fc.property(line, (line) => {
    const folded = foldLine(line);
    assert.ok(folded.split("\r\n").every((piece) => octets(piece) <= 75));
    assert.equal(folded.split("\r\n ").join(""), line);
  }));
});

Deno.test("escapeText() escapes what RFC 5545 asks for, and drops what a text may not hold", () => {
  assert.equal(escapeText("a\\b;c,d\r\ne\nf:g\u0007"), "a\\\\b\\;c\\,d\\ne\\nf:g");
});

const options = {
  url: "https://maru.test/spaces/meeting/event",
  locale: "ko",
  remind: null,
} as const;

Deno.test("writeCalendar() writes an event with times in UTC", () => {
  const file = writeCalendar({ ...fanMeeting(), event: EVENT }, options);
  assert.ok(file.endsWith("END:VCALENDAR\r\n"));
  assert.ok(!/[^\r]\n/.test(file), "every line ends in CRLF");
  const lines = unfold(file).split("\r\n");
  for (
    const line of [
      "BEGIN:VEVENT",
      "UID:meeting@spaces.maru",
      "DTSTART:20260801T100000Z",
      "DTEND:20260801T110000Z",
      "SUMMARY:하루 팬미팅",
      "DESCRIPTION:하루와 만나요\\n\\nhttps://maru.test/spaces/meeting/event",
      "URL:https://maru.test/spaces/meeting/event",
    ]
  ) assert.ok(lines.includes(line), line);
  assert.ok(!lines.includes("BEGIN:VALARM"));
});

Deno.test("writeCalendar() has an alarm for who wants to be reminded", () => {
  const file = writeCalendar({ ...fanMeeting(), event: EVENT }, { ...options, remind: 60 });
  assert.match(
    unfold(file),
    /BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:.+\r\nTRIGGER:-PT60M\r\n/,
  );
});

Deno.test("a name cannot smuggle another line into the file", () => {
  const name = { ko: "하루\r\nEND:VEVENT\nATTACH:x", en: "x" };
  const file = unfold(writeCalendar({ ...fanMeeting({ name }), event: EVENT }, options));
  assert.equal(file.match(/^END:VEVENT/gm)?.length, 1);
  assert.ok(!/^ATTACH/m.test(file));
});

Deno.test("a changed event keeps its UID and counts up", () => {
  const space = { ...fanMeeting(), event: EVENT };
  const sequence = (file: string) => Number(/SEQUENCE:(\d+)/.exec(file)?.[1]);
  const before = writeCalendar(space, options);
  const after = writeCalendar({ ...space, updatedAtMs: space.updatedAtMs + 5000 }, options);
  assert.equal(sequence(after), sequence(before) + 5);
  assert.equal(/UID:.*/.exec(after)?.[0], /UID:.*/.exec(before)?.[0]);
  assert.equal(writeCalendar(space, options), before, "the same event is the same file");
});
