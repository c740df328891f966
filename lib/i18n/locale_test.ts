import assert from "node:assert/strict";
import { chooseLocale, isLocale, type Locale } from "@/lib/i18n/locale.ts";

Deno.test("chooseLocale() goes by Accept-Language and its weights", () => {
  const cases: [header: string | null, locale: Locale][] = [
    [null, "en"],
    ["", "en"],
    ["*", "en"],
    ["ko", "ko"],
    ["ko-KR", "ko"],
    ["KO-kr", "ko"],
    ["ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", "ko"],
    ["en-US,en;q=0.9,ko;q=0.8", "en"],
    ["en;q=0.5, ko;q=0.6", "ko"],
    ["en;q=0.6,ko;q=0.6", "en"],
    ["fr-FR, de;q=0.9, ko;q=0.1", "ko"],
    ["fr-FR, de;q=0.9", "en"],
    ["ko;q=0", "en"],
    ["ko;q=0, en;q=0.1", "en"],
    ["ko ; q=0.9 , en ; q=0.8", "ko"],
    ["kok, kor", "en"],
    ["en;q=0.8, ko;level=1;q=0.9", "ko"],
  ];
  for (const [header, locale] of cases) {
    assert.equal(chooseLocale(undefined, header), locale, String(header));
  }
});

Deno.test("chooseLocale() prefers the reader's own choice, if it is one", () => {
  assert.equal(chooseLocale("en", "ko"), "en");
  assert.equal(chooseLocale("ko", "en"), "ko");
  for (const chosen of ["", "fr", "KO", "ko-KR", "constructor"]) {
    assert.equal(chooseLocale(chosen, "ko"), "ko", chosen);
  }
});

Deno.test("chooseLocale() takes a hostile header in its stride", () => {
  const hostile = ["ko;q=abc", "ko;q=", "ko;q=5", ";;;,,,", "ko;" + "q=1;".repeat(10_000)];
  for (const header of hostile) assert(isLocale(chooseLocale(undefined, header)), header);
  // Only the first ranges count, however many come.
  assert.equal(chooseLocale(undefined, "fr,".repeat(100_000) + "ko"), "en");
});
