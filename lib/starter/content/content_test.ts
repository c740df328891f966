/** Facts every starter character, story and space must hold to. */
import assert from "node:assert/strict";
import { marked, type Token } from "marked";
import { AvatarSpec } from "@/lib/avatar/model.ts";
import { CardData } from "@/lib/characters/card/model.ts";
import { THEMES } from "@/lib/spaces/floor.ts";
import { starterCharacter } from "@/lib/starter/content/card.ts";
import { goSundeok } from "@/lib/starter/content/characters/go_sundeok.ts";
import {
  STARTER_CHARACTERS,
  STARTER_SPACES,
  STARTER_STORIES,
} from "@/lib/starter/content/index.ts";
import { PLAIN_VOICE } from "@/lib/speech/voice.ts";

const HANGUL = /\p{Script=Hangul}/u;
const slugs = new Set(STARTER_CHARACTERS.map((c) => c.slug));

/** The longest piece of text a browser would show for `markdown`, piece by piece. */
function visibleText(markdown: string): string[] {
  const pieces: string[] = [];
  const walk = (token: Token) => {
    if (token.type === "text" && !("tokens" in token && token.tokens)) pieces.push(token.raw);
  };
  marked.walkTokens(marked.lexer(markdown), walk);
  return pieces;
}

function assertNoStrayAsterisk(markdown: string, where: string) {
  const stray = visibleText(markdown).filter((text) => text.includes("*"));
  assert.deepEqual(stray, [], where);
}

function assertWithin(text: string, min: number, max: number, where: string) {
  assert.ok(text.length >= min && text.length <= max, `${where}: ${text.length} characters`);
}

function charLines(mesExample: string): string[] {
  return mesExample.split("\n").filter((line) => line.startsWith("{{char}}: "));
}

Deno.test("the set holds at least eight Korean and six English characters", () => {
  const count = (lang: string) => STARTER_CHARACTERS.filter((c) => c.lang === lang).length;
  assert.ok(count("ko") >= 8, `ko: ${count("ko")}`);
  assert.ok(count("en") >= 6, `en: ${count("en")}`);
});

Deno.test("slugs are unique and fit a URL", () => {
  for (const list of [STARTER_CHARACTERS, STARTER_STORIES, STARTER_SPACES]) {
    const own = list.map((item) => item.slug);
    assert.equal(new Set(own).size, own.length);
    for (const slug of own) assert.match(slug, /^[a-z0-9]+(-[a-z0-9]+)*$/);
  }
});

Deno.test("names, taglines, greetings and example answers are nobody else's", () => {
  const all = STARTER_CHARACTERS.flatMap((c) => [
    c.card.name,
    c.tagline,
    c.card.first_mes,
    ...c.card.alternate_greetings,
    ...charLines(c.card.mes_example),
  ]);
  assert.deepEqual(all.filter((text, i) => all.indexOf(text) !== i), []);
});

Deno.test("no two portraits are equal, and no two share outfit and object", () => {
  const looks = STARTER_CHARACTERS.map((c) => JSON.stringify(c.avatar));
  assert.equal(new Set(looks).size, looks.length);
  const silhouettes = STARTER_CHARACTERS.map((c) => `${c.avatar.outfit}+${c.avatar.object}`);
  assert.equal(new Set(silhouettes).size, silhouettes.length);
});

for (const character of STARTER_CHARACTERS) {
  const { slug, card, lang } = character;

  Deno.test(`${slug}: card and avatar pass their schemas unchanged`, () => {
    assert.deepEqual(CardData.parse(card), card);
    assert.deepEqual(AvatarSpec.parse(character.avatar), character.avatar);
    assert.equal(character.rating, "everyone");
    assert.equal(card.creator, "Maru");
    assert.equal(card.character_version, "1.0");
    assert.deepEqual(card.tags, character.tags);
  });

  Deno.test(`${slug}: texts are in their language and within bounds`, () => {
    const greetings = [card.first_mes, ...card.alternate_greetings];
    assert.equal(card.alternate_greetings.length, 2);
    assert.ok(character.tags.length >= 4 && character.tags.length <= 7);
    assertWithin(card.name, 2, 24, "name");
    assertWithin(character.tagline, 10, 80, "tagline");
    assertWithin(card.description, lang === "ko" ? 450 : 1000, 4000, "description");
    assertWithin(card.personality, 80, 700, "personality");
    assertWithin(card.scenario, 40, 400, "scenario");
    assertWithin(card.creator_notes, 30, 300, "creator_notes");
    const paragraphs = card.description.split("\n\n").length;
    assert.ok(paragraphs >= 3 && paragraphs <= 5, `${paragraphs} paragraphs`);
    for (const greeting of greetings) {
      assertWithin(greeting, 120, 1200, "greeting");
      assert.match(greeting, /^\*[^*]+\*/, "opens with an action");
      assert.match(greeting, /\?[”"]?$/, "ends by asking");
      assertNoStrayAsterisk(greeting, greeting);
    }
    const texts = [card.name, character.tagline, card.description, ...greetings, ...card.tags];
    for (const text of texts) assert.equal(HANGUL.test(text), lang === "ko", text);
  });

  Deno.test(`${slug}: examples are well formed and hold at least 12 answers`, () => {
    const blocks = card.mes_example.split("<START>\n");
    assert.equal(blocks.shift(), "");
    assert.ok(blocks.length >= 3 && blocks.length <= 4, `${blocks.length} blocks`);
    for (const block of blocks) {
      const lines = block.trimEnd().split("\n");
      assert.equal(lines.length % 2, 0);
      lines.forEach((line, i) =>
        assert.ok(line.startsWith(i % 2 === 0 ? "{{user}}: " : "{{char}}: "), line)
      );
    }
    const answers = charLines(card.mes_example).map((line) => line.slice("{{char}}: ".length));
    assert.ok(answers.length >= 12, `${answers.length} answers`);
    for (const answer of answers) {
      assertWithin(answer, 12, 420, answer);
      assertNoStrayAsterisk(answer, answer);
      assert.equal(HANGUL.test(answer), lang === "ko", answer);
    }
  });

  Deno.test(`${slug}: lore has at least six entries with keys, exactly one constant`, () => {
    const entries = card.character_book?.entries ?? [];
    assert.ok(entries.length >= 6);
    assert.equal(entries.filter((e) => e.constant).length, 1);
    for (const entry of entries) {
      assert.ok(entry.keys.length >= 1, entry.content);
      for (const key of entry.keys) {
        assert.equal(key, key.trim());
        // One Hangul syllable occurs inside too many words to be a key; rice is the exception.
        assert.ok(key.length >= 2 || key === "밥", key);
      }
      assertWithin(entry.content, 30, 300, entry.content);
      assert.equal(HANGUL.test(entry.content), lang === "ko", entry.content);
    }
  });
}

for (const story of STARTER_STORIES) {
  Deno.test(`story ${story.slug}: three whole chapters with starter characters in them`, () => {
    assert.equal(story.chapters.length, 3);
    assert.ok(story.characters.length >= 2);
    for (const slug of story.characters) assert.ok(slugs.has(slug), slug);
    for (const hex of story.palette) assert.match(hex, /^#[0-9A-F]{6}$/);
    for (const { title, body } of story.chapters) {
      assert.ok(title.length > 0);
      if (story.lang === "ko") assertWithin(body, 2300, 4000, title);
      else {
        const words = body.split(/\s+/).length;
        assert.ok(words >= 900 && words <= 1500, `${title}: ${words} words`);
      }
      assert.equal(HANGUL.test(body), story.lang === "ko");
      assert.doesNotMatch(body, /["']/, "prose uses typographic quotation marks");
      assertNoStrayAsterisk(body, title);
    }
  });

  Deno.test(`story ${story.slug}: every character it lists is named in it`, () => {
    const text = story.chapters.map((c) => c.body).join("\n");
    for (const character of STARTER_CHARACTERS.filter((c) => story.characters.includes(c.slug))) {
      const parts = character.lang === "ko"
        ? [character.card.name, character.card.name.slice(1)]
        : character.card.name.split(" ");
      assert.ok(parts.some((part) => text.includes(part)), character.card.name);
    }
  });
}

Deno.test("two stories are Korean and one is English", () => {
  assert.deepEqual(STARTER_STORIES.map((s) => s.lang).sort(), ["en", "ko", "ko"]);
});

Deno.test("spaces have both languages, room for their residents, and different themes", () => {
  assert.equal(new Set(STARTER_SPACES.map((s) => s.theme)).size, STARTER_SPACES.length);
  for (const space of STARTER_SPACES) {
    assert.match(space.name.ko + space.description.ko, HANGUL);
    assert.doesNotMatch(space.name.en + space.description.en, HANGUL);
    assert.ok(space.residents.length < space.max_users);
    for (const slug of space.residents) assert.ok(slugs.has(slug), slug);
  }
});

Deno.test("every starter character lives in a space", () => {
  const homes = new Set(STARTER_SPACES.flatMap((s) => s.residents));
  assert.deepEqual([...homes].sort(), [...slugs].sort());
});

Deno.test("there is a starter space for every theme", () => {
  assert.deepEqual(STARTER_SPACES.map((s) => s.theme).sort(), [...THEMES].sort());
});

Deno.test("starterCharacter() refuses an avatar part that does not exist", () => {
  const bad: unknown = "gills";
  const draft = {
    slug: "x",
    lang: "en" as const,
    name: "X",
    tagline: "",
    tags: [],
    description: [],
    personality: "",
    scenario: "",
    greeting: "",
    alternateGreetings: [],
    examples: [],
    lore: [],
    creatorNotes: "",
    avatar: {},
    voice: PLAIN_VOICE,
  };
  Object.assign(draft.avatar, { ears: bad });
  assert.throws(() => starterCharacter(draft));
});

Deno.test("starterCharacter() writes each exchange as one user line and one char line", () => {
  const [first, second] = goSundeok.card.mes_example.split("\n").slice(1, 3);
  assert.equal(first, "{{user}}: 안녕하세요, 할머니.");
  assert.match(second ?? "", /^\{\{char\}\}: 게메, 왔구나\./);
});
