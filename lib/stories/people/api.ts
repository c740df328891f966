/** Operations of the API about the people of a story, as of a chapter: `/api/v1/stories/{id}/people`. */
import { z } from "zod";
import type { Viewer } from "@/lib/accounts/model.ts";
import { EXPORT_RULE } from "@/lib/characters/limits.ts";
import { portraitUrl } from "@/lib/characters/model.ts";
import { failure } from "@/lib/errors.ts";
import { operation } from "@/lib/http/operation.ts";
import { AsOf } from "@/lib/stories/people/form.ts";
import { type Known, knownTo } from "@/lib/stories/people/known.ts";
import type { PersonOfStory } from "@/lib/stories/people/people.ts";
import { readSources } from "@/lib/stories/people/sources.ts";
import { horizonOf } from "@/lib/stories/people/talk.ts";
import { type PeopleView, viewPeopleOf } from "@/lib/stories/people/view.ts";
import type { Story } from "@/lib/stories/model.ts";
import { requireStory } from "@/lib/stories/store.ts";

const tag = "Stories";
const StoryId = z.object({ id: z.string().min(1).max(64) });
const PersonId = StoryId.extend({ person_id: z.string().min(1).max(64) });
const AsOfQuery = z.object({
  as: AsOf.optional().describe(
    "Number of the last chapter that they know, 0 for none; by itself, the one where the reader is",
  ),
});

const PersonReply = z.object({
  id: z.string().describe(
    "Of the character that they are, or become once somebody talks with them",
  ),
  name: z.string(),
  since: z.int().describe("Number of the chapter in which they come up first"),
  appearance: z.string().nullable().describe(
    "Null for somebody whom the writer brought out by hand",
  ),
  character_id: z.string().nullable().describe("Null until somebody talked with them"),
  portrait_url: z.string().nullable(),
}).meta({ id: "PersonOfStory" });

const PeopleReply = z.object({
  story_id: z.string(),
  as_of: z.int().describe("Number of the last chapter that they know"),
  people: z.array(PersonReply).describe("Those who have come up by then"),
  later: z.int().describe("How many come up later"),
}).meta({ id: "PeopleOfStory" });

const KnownReply = PersonReply.extend({
  story_id: z.string(),
  as_of: z.int(),
  facts: z.array(z.object({
    chapter: z.int(),
    what: z.string(),
    about: z.array(z.string()).describe("Names of whom and what it is about, but themselves"),
    known_to: z.array(z.string()).nullable()
      .describe("Names of the others who know it by then; null where everybody does"),
    where: z.string().nullable(),
    when: z.string().nullable(),
  })).describe("What they know by the story's ledger"),
  scenes: z.array(z.object({ chapter: z.int(), text: z.string() }))
    .describe("Scenes that they are in, of chapters without a ledger"),
  lines: z.array(z.string()).describe("What they said lately"),
}).meta({ id: "PersonOfStoryAsOf" });

export const listPeopleOperation = operation({
  method: "GET",
  path: "/api/v1/stories/{id}/people",
  summary: "List the people of a story who can be talked with, as of a chapter",
  tag,
  auth: "optional",
  params: StoryId,
  query: AsOfQuery,
  reply: PeopleReply,
  fails: ["not_found"],
  async run({ params: { id }, query: { as }, viewer, state: { services: { kv, now } } }) {
    const { story, view } = await readAsOf(kv, id, { as, viewer, nowMs: now() });
    const { n, people, later } = view;
    return { story_id: story.id, as_of: n, people: people.map(personReply), later };
  },
});

export const getPersonOperation = operation({
  method: "GET",
  path: "/api/v1/stories/{id}/people/{person_id}",
  summary: "Tell what somebody of a story knows as of a chapter, and nothing of what comes later",
  tag,
  auth: "optional",
  params: PersonId,
  query: AsOfQuery,
  reply: KnownReply,
  // It reads what a card to take along is made of.
  throttle: EXPORT_RULE,
  fails: ["not_found", "rate_limited"],
  async run({ params, query: { as }, viewer, state: { services: { kv, now } } }) {
    const { story, view } = await readAsOf(kv, params.id, { as, viewer, nowMs: now() });
    const person = view.people.find(({ id }) => id === params.person_id);
    if (!person) throw failure("not_found");
    const horizon = horizonOf(story, view.n);
    const known = knownTo(person, horizon, await readSources(kv, story, { person, horizon }));
    return {
      ...personReply(person),
      story_id: story.id,
      as_of: view.n,
      ...knownReply(known),
    };
  },
});

/** Reads a story and its people. @throws {HttpError} `not_found`, also for a chapter that is none of it. */
async function readAsOf(
  kv: Deno.Kv,
  id: string,
  { as, viewer, nowMs }: { as: number | undefined; viewer: Viewer | null; nowMs: number },
): Promise<{ story: Story; view: PeopleView }> {
  const story = await requireStory(kv, id, { viewerId: viewer?.id ?? null, nowMs });
  if (as !== undefined && as > story.chapters.length) throw failure("not_found");
  const n = as === undefined ? {} : { n: as };
  return { story, view: await viewPeopleOf(kv, story, { viewer, ...n }) };
}

function personReply({ id, name, since, told, character }: PersonOfStory) {
  return {
    id,
    name,
    since,
    appearance: told?.appearance ?? null,
    character_id: character?.id ?? null,
    portrait_url: character && portraitUrl(character, "large"),
  };
}

/** The titles of chapters are left out, as in a prompt: they tell readers, and nobody in the story. */
function knownReply({ facts, scenes, lines }: Known) {
  return {
    facts: facts.map(({ chapter, what, subjects, knownBy, sharedWith, where, when }) => ({
      chapter,
      what,
      about: [...subjects],
      known_to: knownBy.length === 0 ? null : [...sharedWith],
      where,
      when,
    })),
    scenes: scenes.map(({ n, text }) => ({ chapter: n, text })),
    lines: [...lines],
  };
}

export const peopleOperations = [listPeopleOperation, getPersonOperation];
