/** `/stories/:id/people`: the people of a story as of a chapter (`?as=`), and what its writer does with them. */
import { type Context, page } from "fresh";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit, MAKE_RULE } from "@/lib/characters/limits.ts";
import { asksForAge } from "@/lib/characters/mature.ts";
import { define, type State } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { AsOf, PeopleForm } from "@/lib/stories/people/form.ts";
import { bringOut, publishPerson } from "@/lib/stories/people/make.ts";
import { listPeople } from "@/lib/stories/people/people.ts";
import { viewPeopleOf } from "@/lib/stories/people/view.ts";
import type { Story } from "@/lib/stories/model.ts";
import { requireOwnStory, requireStory } from "@/lib/stories/store.ts";
import { getCast } from "@/lib/stories/writing/story_facts.ts";
import { MatureAsk } from "@/components/characters/MatureAsk.tsx";
import { PeoplePage, type PeoplePageProps } from "@/components/story_people/PeoplePage.tsx";
import { peoplePaths } from "@/components/story_people/paths.ts";

const NOTHING: PeoplePageProps["bring"] = { name: "", looks: "", fault: null };

async function show(
  { state: { services: { kv }, viewer } }: Context<State>,
  story: Story,
  { as, made, bring = NOTHING }: {
    as: number | undefined;
    /** Id of the person of whom something is told. */
    made?: { id: string; how: "made" | "published" };
    bring?: PeoplePageProps["bring"];
  },
) {
  if (as !== undefined && as > story.chapters.length) throw failure("not_found");
  const [view, cast] = await Promise.all([
    viewPeopleOf(kv, story, { viewer, ...(as === undefined ? {} : { n: as }) }),
    getCast(kv, story.id),
  ]);
  const person = view.people.find(({ id }) => id === made?.id);
  return page({
    story,
    view,
    hasLedger: cast !== null,
    isOwner: story.ownerId === viewer?.id,
    done: person && made ? { name: person.name, how: made.how } : null,
    bring,
  }, { status: bring.fault ? 422 : 200, headers: { "cache-control": "private, no-store" } });
}

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { kv, now }, viewer } = ctx.state;
    const asking = { viewerId: viewer?.id ?? null, nowMs: now() };
    const story = await requireStory(kv, ctx.params.id ?? "", asking);
    if (asksForAge(ctx.req, story, viewer)) return page(null);
    const { searchParams } = ctx.url;
    const given = searchParams.get("as");
    const as = given === null ? undefined : parseInput(AsOf, given);
    const id = searchParams.get("who");
    const how = searchParams.has("published") ? "published" : "made";
    return await show(ctx, story, { as, ...(id ? { made: { id, how } } : {}) });
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv, now } = ctx.state.services;
    const changing = { viewerId: viewer.id, nowMs: now() };
    const story = await requireOwnStory(kv, ctx.params.id ?? "", changing);
    const form = parseInput(PeopleForm, formFields(await readForm(ctx.req)));
    await limit(ctx, MAKE_RULE);
    const { people, cast } = await listPeople(kv, story);
    const back = (id: string, more = "") =>
      ctx.redirect(`${peoplePaths.all(story.id, form.as)}&who=${id}${more}`, 303);
    if (form.act === "publish") {
      const person = people.find(({ id }) => id === form.who);
      if (!person) throw failure("not_found");
      const { id } = await publishPerson(kv, story, { person, cast, ...changing });
      return back(id, "&published");
    }
    const brought = await bringOut(kv, story, { ...form, people, cast, ...changing });
    if (brought.ok) return back(brought.character.id);
    const { name, looks } = form;
    return await show(ctx, story, { as: form.as, bring: { name, looks, fault: brought.fault } });
  },
});

export default define.page<typeof handler>(({ data, ...place }) =>
  data ? <PeoplePage place={place} {...data} /> : <MatureAsk place={place} />
);
