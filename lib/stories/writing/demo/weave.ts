/** Where keywords come into a story: each at its start, on the way, and at its end, as what it is. */
import { createChance, hashText } from "@/lib/ai/demo/random.ts";
import type { Ground } from "@/lib/stories/writing/demo/ground.ts";
import { plotOf, shapeOf } from "@/lib/stories/writing/demo/parts.ts";
import { deal } from "@/lib/stories/writing/demo/pieces.ts";
import type { Keyword } from "@/lib/stories/writing/demo/reading.ts";
import { objectOf, slotsOf } from "@/lib/stories/writing/demo/slots.ts";
import { attach, fill } from "@/lib/stories/writing/demo/template.ts";
import { CHAPTERS } from "@/lib/stories/writing/model.ts";

type Moment = "first" | "middle" | "last";

/** Where a keyword turns up: a chapter, a scene of it, and which of its lines. */
interface Turn {
  readonly n: number;
  /** Index of the scene; -1 is the last one. */
  readonly scene: number;
  readonly moment: Moment;
}

/** How many keywords run through a whole story; any more are met once. */
const THREADS = 3;

/** Paragraphs for a scene: after its opening, and at its end. */
export function weavesFor(ground: Ground, n: number, at: number, scenes: number): {
  early: string[];
  late: string[];
} {
  const early: string[] = [];
  const late: string[] = [];
  for (const [order, keyword] of wovenOf(ground).entries()) {
    for (const turn of turnsOf(ground, order)) {
      const scene = turn.scene === -1 ? scenes - 1 : Math.min(turn.scene, scenes - 1);
      if (turn.n !== n || scene !== at) continue;
      (turn.moment === "last" ? late : early).push(say(ground, keyword, order, turn));
    }
  }
  return { early, late };
}

/** Keywords that are not in the story by themselves, as its thing or as a place that its plot goes to. */
function wovenOf(ground: Ground): Keyword[] {
  const { keywords, set } = ground;
  const thing = objectOf(ground, 0);
  const { beats } = shapeOf(plotOf(ground, 0).id);
  const visited = beats.map(({ at }) => set[at].name);
  return keywords.filter(({ word }) =>
    word !== thing && !visited.some((name) => name.includes(word))
  );
}

function turnsOf({ request }: Ground, order: number): Turn[] {
  const last = CHAPTERS[request.length];
  if (request.length === "short") {
    if (order >= THREADS) return [{ n: 1, scene: order % 5, moment: "first" }];
    return [
      { n: 1, scene: order === 0 ? 0 : 1, moment: "first" },
      { n: 1, scene: order === 2 ? 3 : 2, moment: "middle" },
      { n: 1, scene: -1, moment: "last" },
    ];
  }
  if (order >= THREADS) return [{ n: 2 + (order % (last - 2)), scene: 0, moment: "first" }];
  const turns: Turn[] = [{ n: 1 + (order % 2), scene: 0, moment: "first" }];
  for (let n = 3 + order; n < last; n += request.length === "medium" ? 2 : 5) {
    turns.push({ n, scene: 1, moment: "middle" });
  }
  return [...turns, { n: last, scene: -1, moment: "last" }];
}

function say(ground: Ground, { word, kind }: Keyword, order: number, { n, moment }: Turn): string {
  const { lang, tone, bank, key } = ground;
  const lines = bank.weaves[kind][moment];
  const chance = createChance(hashText(`${key}${word}${n}`));
  const template = deal(
    lines,
    `${key}${kind}${moment}`,
    order + (moment === "middle" ? Math.floor(n / 2) : 0),
  );
  return fill(template, { ...slotsOf(ground, 0), ...wordSlots(word, kind) }, {
    lang,
    tone,
    chance,
  });
}

/** A keyword as it is, with English articles, and at the start of a sentence. */
function wordSlots(word: string, kind: Keyword["kind"]) {
  const bare = word.replace(/^(?:the|an?) /i, "");
  // A name has no article, and neither have things of which there are many.
  const isName = /^[A-Z]/.test(bare) || (kind !== "weather" && /[^s]s$/.test(bare));
  const the = isName ? bare : `the ${bare}`;
  const a = isName ? bare : `a(n) ${bare}`;
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  const idea = COUNTED.test(bare) ? `a(n) ${bare}` : word;
  const said = attach(word, "이라").slice(word.length);
  return {
    K: word,
    bare,
    rago: `${said}고`,
    ranun: `${said}는`,
    KK: capital(word),
    iK: idea,
    theK: the,
    TheK: capital(the),
    aK: a,
  };
}

/** English ideas of which there is one, and another. */
const COUNTED =
  /(?:^|\s)(?:promise|secret|memory|dream|farewell|war|adventure|betrayal|reunion|confession|marriage|inheritance|wish|lie|goodbye|failure|success|festival|journey|curse|prophecy|misunderstanding)$/i;
