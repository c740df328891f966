import assert from "node:assert/strict";
import { isVisible } from "@/lib/visible.ts";

Deno.test("isVisible() sees letters, signs and pictures of every writing", () => {
  for (const text of ["a", "가", "ㅎ", "👩‍👩‍👧", "—", " . ", "\u200b하루", "𓀀", "ا"]) {
    assert(isVisible(text), JSON.stringify(text));
  }
});

Deno.test("isVisible() sees through names of nothing", () => {
  const nothing = [
    "",
    " \t\n",
    "\u3164",
    "\u3164 \u115f\u1160",
    "\uffa0",
    "\u2800\u2800",
    "\u200b",
  ];
  for (const text of [...nothing, "\u200e\u202e", "\ufe0f", "\u{e0020}", "\u00ad", "\u0000"]) {
    assert(!isVisible(text), JSON.stringify(text));
  }
});
