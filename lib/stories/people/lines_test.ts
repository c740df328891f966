import assert from "node:assert/strict";
import { findLines, findScenes } from "@/lib/stories/people/lines.ts";

const who = { name: "한서연", others: ["오민호"] };

Deno.test("findLines() takes what is said in paragraphs that name this person alone", () => {
  const body = [
    "서연은 편지를 내려놓았다. “젖었네요.”",
    "민호가 등을 돌렸다. “아무도 몰라야 해.”",
    "서연이 민호를 보았다. “누가 썼는지 알아요.”",
    "“불이 켜졌다.”",
    '한서연이 말했다. "민호 씨, 그만해요."',
  ].join("\n\n");
  assert.deepEqual(findLines(body, who), ["젖었네요.", "민호 씨, 그만해요."]);
});

Deno.test("findLines() leaves out what is too short or too long, and all markup", () => {
  const body = [
    "서연이 말했다. “네.”",
    `서연이 말했다. “${"가".repeat(201)}”`,
    "서연이 말했다. “**정말** {{user}}예요?”",
  ].join("\n\n");
  assert.deepEqual(findLines(body, who), ["정말 user예요?"]);
});

Deno.test("findScenes() takes the scenes that name somebody, and no others", () => {
  const body = "Ines found a key.\n\n***\n\nElsewhere a house burned.\n\n***\n\nInes slept.";
  assert.equal(findScenes(body, { name: "Ines", maxChars: 500 }), "Ines found a key.\nInes slept.");
});

Deno.test("findScenes() takes paragraphs with the next one where a chapter is one scene", () => {
  const body =
    "It rained.\n\nInes came in.\n\nShe was wet.\n\nFar away, a bell rang.\n\nNobody heard.";
  assert.equal(findScenes(body, { name: "Ines", maxChars: 500 }), "Ines came in. She was wet.");
});

Deno.test("findScenes() keeps within its room, and finds nothing of somebody who is not there", () => {
  const body = `Ines ${"walked on and on. ".repeat(100)}`;
  assert.equal(findScenes(body, { name: "Ines", maxChars: 100 }).length, 100);
  assert.equal(findScenes(body, { name: "Orla", maxChars: 100 }), "");
});
