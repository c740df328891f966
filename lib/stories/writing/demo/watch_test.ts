import assert from "node:assert/strict";
import { improvise } from "@/lib/stories/writing/demo/demo_writer.ts";
import { askFor, outputOf, type Story, writeStory } from "@/lib/stories/writing/demo/testing.ts";
import {
  type Continuity,
  GENRES,
  LENGTHS,
  STAGE_OUTPUTS,
  unitName,
} from "@/lib/stories/writing/model.ts";
import { extentOf, standsOn } from "@/lib/stories/writing/plan.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

/** The continuity of a chapter whose text was changed. */
function check(
  story: Story,
  lang: Locale,
  n: number,
  change: (body: string) => string,
): Continuity {
  const unit = { stage: "continuity", chapter: n } as const;
  const given = new Map(
    standsOn(unit, extentOf("medium")).map(unitName).map((name) => [name, story.get(name)]),
  );
  const text = outputOf(story, `dialogue:${n}`, STAGE_OUTPUTS.dialogue);
  given.set(`dialogue:${n}`, { ...text, body: change(text.body) });
  const request = askFor({ lang, length: "medium", genre: "romance" });
  return STAGE_OUTPUTS.continuity.parse(
    improvise({ request, unit, chapters: 5, given, candidate: 0, seed: 1 }),
  );
}

const WORDS = {
  ko: {
    dies: (call: string) => `그날 밤 ${call}은 숨을 거두었다.`,
    lives: (master: string) => `${master}이 문을 열고 말했다.`,
    knows: (call: string, secret: string) => `${call}은 알고 있었다. `.replace(".", `, ${secret}`),
  },
  en: {
    dies: (call: string) => `That night ${call} died.`,
    lives: (master: string) => `${master} said good evening.`,
    knows: (call: string, secret: string) => `${call} knew it all: ${secret}`,
  },
} as const;

for (const lang of ["ko", "en"] as const) {
  Deno.test(`continuity finds nothing in what was planned (${lang})`, () => {
    for (const length of LENGTHS) {
      for (let seed = 0; seed < 24; seed++) {
        if (length === "long" && seed > 5) break;
        const genre = GENRES[seed % GENRES.length] ?? "fantasy";
        const story = writeStory(askFor({ lang, length, genre }), seed);
        for (const [name, output] of story) {
          if (!name.startsWith("continuity:")) continue;
          const { contradictions } = STAGE_OUTPUTS.continuity.parse(output);
          assert.deepEqual(contradictions, [], `${length} ${genre} ${seed} ${name}`);
        }
      }
    }
  });

  const story = writeStory(askFor({ lang, length: "medium", genre: "romance" }), 12);
  const { people } = outputOf(story, "characters", STAGE_OUTPUTS.characters);
  const [lead, partner, opponent] = people;
  assert(lead && partner && opponent);
  const call = (name: string) => lang === "ko" ? name.slice(1) : name.split(" ")[0] ?? name;

  Deno.test(`continuity finds a name that was changed, and mends it (${lang})`, () => {
    const wrong = lang === "ko" ? `황${lead.name.slice(1)}` : `${call(lead.name)}e`;
    const right = lang === "ko" ? lead.name : call(lead.name);
    const sentence = lang === "ko" ? `${wrong}은 고개를 들었다.` : `Then ${wrong} looked up.`;
    const found = check(story, lang, 2, (body) => `${body}\n\n${sentence}`);
    assert.equal(found.contradictions[0]?.quote, wrong);
    assert(!found.body.includes(`${wrong} `) && found.body.includes(right));
  });

  Deno.test(`continuity finds the living who die and the dead who speak (${lang})`, () => {
    const master = (lang === "ko" ? ["한겸", "도경", "무진"] : ["Hollis", "Brannock", "Wystan"])
      .find((name) => lead.past.includes(name));
    assert(master);
    for (const planted of [WORDS[lang].dies(call(partner.name)), WORDS[lang].lives(master)]) {
      const found = check(story, lang, 3, (body) => `${body}\n\n${planted}`);
      assert.equal(found.contradictions.length, 1, planted);
      assert(!found.body.includes(planted));
    }
  });

  Deno.test(`continuity finds who knows a truth too early, and lets them know it later (${lang})`, () => {
    const { facts } = outputOf(story, "continuity:1", STAGE_OUTPUTS.continuity);
    const secret = facts.find(({ ref }) => ref === "s1");
    assert(secret);
    const one = people.find(({ ref }) => !secret.knownBy.includes(ref));
    assert(one);
    const planted = WORDS[lang].knows(call(one.name), secret.what);
    const early = check(story, lang, 2, (body) => `${body}\n\n${planted}`);
    assert.equal(early.contradictions[0]?.fact, "s1", JSON.stringify(early.contradictions));
    const late = check(story, lang, 5, (body) => `${body}\n\n${planted}`);
    assert.deepEqual(late.contradictions, []);
  });

  Deno.test(`continuity finds a scene that is set elsewhere (${lang})`, () => {
    const { places } = outputOf(story, "world", STAGE_OUTPUTS.world);
    const { scenes } = outputOf(story, "scenes:1", STAGE_OUTPUTS.scenes);
    const planned = places.find(({ ref }) => ref === scenes[0]?.place);
    const other = places.find(({ ref }) => !scenes.some(({ place }) => place === ref));
    assert(planned && other);
    const found = check(story, lang, 1, (body) => {
      const [first = "", ...rest] = body.split("* * *");
      return [first.replace(new RegExp(planned.name, "gi"), other.name), ...rest].join("* * *");
    });
    assert.equal(found.contradictions.length, 1);
    assert(found.contradictions[0]?.why.includes(planned.name));
  });

  Deno.test(`what comes out is known to those who are there from that chapter on (${lang})`, () => {
    const refs = (n: number) => outputOf(story, `continuity:${n}`, STAGE_OUTPUTS.continuity).facts;
    assert.equal(refs(1).find(({ ref }) => ref === "s1")?.knownBy.length, 1);
    assert((refs(4).find(({ ref }) => ref === "t1")?.knownBy.length ?? 0) >= 2);
    const all = [1, 2, 3, 4, 5].flatMap(refs).map(({ ref }) => ref);
    assert.equal(new Set(all).size, all.length);
  });
}
