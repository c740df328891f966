/** The improviser's first eight stages: from the concept to the arcs. */
import { type Chance, createChance, hashText } from "@/lib/ai/demo/random.ts";
import type { Ground } from "@/lib/stories/writing/demo/ground.ts";
import { inventPeople, inventPlaces } from "@/lib/stories/writing/demo/invent.ts";
import { clip, must } from "@/lib/stories/writing/demo/pieces.ts";
import { plotOf, shapeOf } from "@/lib/stories/writing/demo/parts.ts";
import { ROLES } from "@/lib/stories/writing/demo/bank.ts";
import { callName } from "@/lib/stories/writing/demo/grammar.ts";
import { objectOf, slotsOf, thingSlots } from "@/lib/stories/writing/demo/slots.ts";
import { fill } from "@/lib/stories/writing/demo/template.ts";
import type { StageOutput } from "@/lib/stories/writing/model.ts";

const filling = ({ lang, tone }: Ground, chance: Chance) => ({ lang, tone, chance });

export function writeConcept(ground: Ground, chance: Chance): StageOutput<"concept"> {
  const { bank, genre, tone, keywords } = ground;
  const { words } = plotOf(ground, 0);
  const slots = {
    ...thingSlots(ground, 0),
    genre: bank.genres[genre].name,
    tone: bank.tones[tone].name,
    words: keywords.map(({ word }) => word).join(", "),
    logline: fill(words.logline, thingSlots(ground, 0), filling(ground, chance)),
    theme: words.theme,
  };
  return {
    logline: clip(slots.logline),
    premise: fill(`${bank.glue.premise}\n${bank.glue.selfNote}`, slots, filling(ground, chance)),
    hook: words.hook,
    avoid: [...bank.genres[genre].avoid, bank.tones[tone].avoid].slice(0, 6),
  };
}

export function writeReader({ bank, genre, tone }: Ground): StageOutput<"reader"> {
  const words = bank.genres[genre];
  return {
    genre: `${words.name} · ${bank.tones[tone].name}`,
    audience: words.audience,
    promises: words.promises.slice(0, 6),
    rating: "everyone",
  };
}

export function writeWorld(ground: Ground, chance: Chance): StageOutput<"world"> {
  const { era, everyday } = ground.bank.genres[ground.genre];
  return {
    era,
    places: inventPlaces(ground, { chance, anyPlace: shapeOf(plotOf(ground, 0).id).anyPlace }),
    everyday,
  };
}

export function writeRules(ground: Ground, chance: Chance): StageOutput<"rules"> {
  const { rules, glossary } = ground.bank.genres[ground.genre];
  const said = chance.shuffle(rules).map((rule) =>
    clip(fill(rule, slotsOf(ground, 0), filling(ground, chance)))
  );
  return {
    rules: said.slice(0, 12),
    glossary: glossary.map(([term, meaning]) => ({ term, meaning })),
  };
}

/** The holder of the story's truth has it for a secret. */
export function writeCharacters(ground: Ground, chance: Chance): StageOutput<"characters"> {
  const people = inventPeople(ground, chance);
  const { id, words } = plotOf(ground, 0);
  const named = { ...ground, people, cast: { ...ground.cast } };
  for (const [at, role] of (["L", "P", "O", "H"] as const).entries()) {
    named.cast[role] = must(people[at]);
  }
  const secret = clip(fill(words.secret, slotsOf(named, 0), filling(ground, chance)));
  const holder = ROLES.indexOf(shapeOf(id).holder);
  return {
    people: people.map((person, at) => at === holder ? { ...person, secret } : person),
  };
}

export function writeVoices(ground: Ground, chance: Chance): StageOutput<"voices"> {
  const { bank, cast, people } = ground;
  const slots = slotsOf(ground, 0);
  const roles = (["L", "P", "O", "H"] as const).filter((role, at, all) =>
    all.findIndex((other) => cast[other].ref === cast[role].ref) === at
  );
  const voices = roles.map((role) => {
    const { manner, phrases, never } = must(chance.pick(bank.people.manners[role]));
    return { who: cast[role].ref, manner, phrases: [...phrases].slice(0, 5), never };
  });
  const relations = bank.people.bonds
    .filter(([from, to]) => cast[from].ref !== cast[to].ref)
    .map(([from, to, bond, tension]) => ({
      from: cast[from].ref,
      to: cast[to].ref,
      bond: clip(fill(bond, slots, filling(ground, chance))),
      tension: clip(fill(tension, slots, filling(ground, chance))),
    }));
  const others = people.filter(({ ref }) => !voices.some(({ who }) => who === ref));
  const manner = must(bank.people.manners.P[0]);
  return {
    relations,
    voices: [
      ...voices,
      ...others.map(({ ref }) => ({
        who: ref,
        manner: manner.manner,
        phrases: [],
        never: manner.never,
      })),
    ].slice(0, 8),
  };
}

export function writeTheme(ground: Ground, chance: Chance): StageOutput<"theme"> {
  const { theme, conflict, question, change } = plotOf(ground, 0).words;
  const full = fill(conflict, slotsOf(ground, 0), filling(ground, chance));
  return { theme, conflict: full, question, change };
}

/** An arc for each plot of the story as it is planned, and one for the lead's own change. */
export function writeArcs(ground: Ground, chance: Chance): StageOutput<"arcs"> {
  const { request, cast, bank } = ground;
  const count = request.length === "long" ? 3 : 1;
  const arcs = Array.from({ length: count }, (_, arc) => {
    const { words } = plotOf(ground, arc);
    const slots = slotsOf(ground, arc);
    const say = (text: string) => clip(fill(text, slots, filling(ground, chance)));
    return {
      name: say(must(words.titles[0])),
      who: unique([cast.L.ref, cast.P.ref, cast.O.ref]),
      beginning: say(words.beats[0].outcome),
      turn: say(words.beats[3].outcome),
      end: say(words.beats[4].outcome),
    };
  });
  const { words } = plotOf(ground, 0);
  const [name, who] = must(bank.glue.arcs[0]);
  const slots = slotsOf(ground, 0);
  return {
    arcs: [...arcs, {
      name: clip(fill(name, slots, filling(ground, chance))),
      who: unique(who.map((role) => cast[role].ref)),
      beginning: clip(cast.L.fears),
      turn: clip(words.question),
      end: clip(words.change),
    }],
  };
}

function unique(refs: readonly string[]): string[] {
  return [...new Set(refs)];
}

/** Title, synopsis, cover and tags, when the story is whole. */
export function writeTitle(ground: Ground): StageOutput<"title"> {
  const { bank, keywords, genre, tone, set, cast, lang } = ground;
  const chance = createChance(hashText(`${ground.key}title`));
  const { words } = plotOf(ground, 0);
  const slots = {
    ...slotsOf(ground, 0),
    logline: fill(words.logline, slotsOf(ground, 0), filling(ground, chance)),
    question: words.question,
    genre: bank.genres[genre].name,
    tone: bank.tones[tone].name,
    sight: set.site.description,
    lead: cast.L.name,
    call: callName(cast.L.name, lang),
    look: cast.L.appearance,
    thing: objectOf(ground, 0),
  };
  const say = (text: string) => fill(text, slots, filling(ground, chance));
  const tags = [
    bank.genres[genre].name,
    bank.tones[tone].name,
    ...keywords.map(({ word }) => word),
    ...bank.glue.tags,
  ];
  return {
    title: clip(say(must(chance.pick(words.titles))), 80),
    synopsis: clip(say(bank.glue.synopsis), 800),
    cover: clip(say(bank.glue.cover)),
    tags: unique(tags.map((tag) => clip(tag, 24))).slice(0, 8),
  };
}
