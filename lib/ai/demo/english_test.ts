import assert from "node:assert/strict";
import { toFirstPersonEn } from "@/lib/ai/demo/english.ts";

const ROWS: readonly [about: string, own: string][] = [
  ["Haru keeps the lighthouse.", "I keep the lighthouse."],
  ["Haru is a keeper of bees and sells her honey.", "I am a keeper of bees and sell my honey."],
  ["She carries a lamp.", "I carry a lamp."],
  ["He watches the sea and never sleeps.", "I watch the sea and never sleep."],
  ["Haru always speaks softly.", "I always speak softly."],
  ["Her mother taught her to sail.", "My mother taught me to sail."],
  ["Haru's brother has a boat.", "My brother has a boat."],
  ["The village lies by the sea.", "The village lies by the sea."],
  ["Folio has never finished a story.", "I have never finished a story."],
  ["Haru doesn't like rain.", "I don't like rain."],
];
for (const [about, own] of ROWS) {
  Deno.test(`toFirstPersonEn() speaks of oneself: ${about}`, () => {
    assert.equal(toFirstPersonEn(about, ["Haru", "Folio"]), own);
  });
}
