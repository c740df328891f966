/** The slots of a story: who, where and what its templates speak of. */
import type { RoleKey } from "@/lib/stories/writing/demo/bank.ts";
import { callName, HE, SHE, told } from "@/lib/stories/writing/demo/grammar.ts";
import type { Ground } from "@/lib/stories/writing/demo/ground.ts";
import { plotOf, shapeOf } from "@/lib/stories/writing/demo/parts.ts";
import type { Slots } from "@/lib/stories/writing/demo/template.ts";
import type { StoryPerson } from "@/lib/stories/writing/model.ts";

/** Who takes whose part in one scene, where its plan names others than its sketch. */
export type Swaps = ReadonlyMap<RoleKey, StoryPerson>;

/** The thing the story turns on: a keyword that names one, where the plot takes any, else the plot's own. */
export function objectOf(ground: Ground, arc: number): string {
  const { id, words } = plotOf(ground, arc);
  const asked = ground.keywords.find(({ kind }) => kind === "thing")?.word;
  return arc === 0 && asked !== undefined && shapeOf(id).takesAnyThing ? asked : words.object;
}

/** Slots without people: for stages that come before they have names. */
export function thingSlots(ground: Ground, arc: number): Slots {
  return { X: objectOf(ground, arc) };
}

export function slotsOf(ground: Ground, arc: number, swaps: Swaps = new Map()): Slots {
  const { cast, set, lang } = ground;
  const who = (role: RoleKey) => swaps.get(role) ?? cast[role];
  const call = (role: RoleKey) => callName(who(role).name, lang);
  const lead = pronounsOf(ground, who("L"), "L");
  const partner = pronounsOf(ground, who("P"), "P");
  return {
    ...thingSlots(ground, arc),
    L: call("L"),
    P: call("P"),
    O: call("O"),
    H: call("H"),
    she: lead.subject,
    She: capital(lead.subject),
    Hr: capital(lead.possessive),
    her: lead.object,
    hr: lead.possessive,
    he: partner.subject,
    him: partner.object,
    his: partner.possessive,
    home: set.home.name,
    site: set.site.name,
    road: set.road.name,
    far: set.far.name,
    crowd: set.crowd.name,
    Lwants: told(who("L").wants, lang),
    Lfears: told(who("L").fears, lang),
    Pwants: told(who("P").wants, lang),
    Pfears: told(who("P").fears, lang),
    Hpast: told(who("H").past, lang),
    Owants: told(who("O").wants, lang),
  };
}

/** English pronouns of the lead and the partner: by a known name, by how they are described, else she and he. */
function pronounsOf({ bank, lang }: Ground, person: StoryPerson, role: "L" | "P") {
  if (lang === "ko") return SHE;
  const sets = Object.values(bank.people.names);
  if (sets.some(({ she }) => she.includes(person.name))) return SHE;
  if (sets.some(({ he }) => he.includes(person.name))) return HE;
  const said = `${person.appearance} ${person.past} ${person.wants}`;
  if (/\b(?:she|her|woman|girl|mother|daughter|sister)\b/i.test(said)) return SHE;
  if (/\b(?:he|his|him|man|boy|father|son|brother)\b/i.test(said)) return HE;
  return role === "L" ? SHE : HE;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
