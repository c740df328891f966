/** Which of the machine's voices speaks. */
import assert from "node:assert/strict";
import {
  chooseVoice,
  langOfText,
  type MachineVoice,
  readLang,
  toStep,
  withRegion,
} from "@/lib/speech/voice.ts";

const voice = (name: string, lang: string, rest: Partial<MachineVoice> = {}): MachineVoice => ({
  voiceURI: `urn:${name}`,
  name,
  lang,
  localService: true,
  default: false,
  ...rest,
});
const YUNA = voice("Yuna", "ko-KR");
const HEAMI = voice("Microsoft Heami", "ko_KR", { localService: false });
const DANIEL = voice("Daniel", "en-GB", { default: true });
const SAMANTHA = voice("Samantha", "en-US");
const ALL = [HEAMI, DANIEL, YUNA, SAMANTHA];

for (
  const [name, wish, chosen] of [
    ["the machine's own before one of the network", { lang: "ko", name: null }, YUNA],
    ["the hinted name before that", { lang: "ko-KR", name: "heami" }, HEAMI],
    ["the first hint that is there", { lang: "ko", name: "SunHi, Heami, Yuna" }, HEAMI],
    ["another where no hint is there", { lang: "ko", name: "SunHi,," }, YUNA],
    ["no voice of another language for its name", { lang: "ko", name: "Daniel" }, YUNA],
    ["the exact region", { lang: "en-GB", name: null }, DANIEL],
    ["the usual region where none is said", { lang: "en", name: null }, SAMANTHA],
    ["any region where its own is not there", { lang: "en-AU", name: null }, DANIEL],
    ["the listener's own", { lang: "ko", name: "Yuna", uri: HEAMI.voiceURI }, HEAMI],
    ["not the listener's own in another language", {
      lang: "ko",
      name: null,
      uri: "urn:Daniel",
    }, YUNA],
    ["none for a language that no voice speaks", { lang: "fr", name: null }, null],
  ] as const
) {
  Deno.test(`chooseVoice() takes ${name}`, () => assert.equal(chooseVoice(ALL, wish), chosen));
}

Deno.test("chooseVoice() takes none of none", () => {
  assert.equal(chooseVoice([], { lang: "ko", name: null }), null);
});

for (
  const [text, otherwise, lang] of [
    ["안녕하세요", "en", "ko"],
    ["Ximena Duarte라고 해요.", "en", "ko"],
    ["Good evening", "ko", "en"],
    ["Bonjour", "fr-FR", "fr-FR"],
    ["こんにちは、世界", "ko", "ja"],
    ["你好", "en", "zh"],
    ["… 1234", "ko", "ko"],
    ["", "en-GB", "en-GB"],
  ] as const
) {
  Deno.test(`langOfText() hears ${JSON.stringify(text)} as ${lang}`, () => {
    assert.equal(langOfText(text, otherwise), lang);
  });
}

Deno.test("readLang() writes tags as they should be, and takes nothing else", () => {
  assert.equal(readLang("KO-kr"), "ko-KR");
  assert.equal(readLang("zh-hant-tw"), "zh-Hant-TW");
  for (const wrong of ["", "k", "한국어", "en_US", "en-aaaaa-aaaaa", `en-${"a".repeat(40)}`]) {
    assert.equal(readLang(wrong), null, wrong);
  }
  assert.equal(withRegion("ko"), "ko-KR");
  assert.equal(withRegion("en-GB"), "en-GB");
  assert.equal(withRegion("constructor"), "constructor");
});

Deno.test("toStep() keeps within bounds, on steps of a twentieth", () => {
  assert.deepEqual([0, 0.5, 1.33, 1.999, 7, NaN].map(toStep), [0.5, 0.5, 1.35, 2, 2, 1]);
});
