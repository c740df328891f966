/** `/stories/new`: begins a story that is written by hand. */
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import type { InputError } from "@/lib/errors.ts";
import { storyFormWords } from "@/lib/i18n/story_forms.ts";
import { createStory } from "@/lib/stories/edit.ts";
import { checkStory, emptyStory, readStoryForm, type StoryValues } from "@/lib/stories/form.ts";
import { STORY_MAKE_RULE } from "@/lib/stories/limits.ts";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { paths } from "@/components/place.ts";
import { storyPaths } from "@/components/stories/paths.ts";
import { StoryForm } from "@/components/stories/StoryForm.tsx";

function show(values: StoryValues, errors: readonly InputError[] = []) {
  return page({ values, errors }, { status: errors.length > 0 ? 422 : 200, headers: PRIVATE });
}

export const handler = define.handlers({
  GET: (ctx) => show(emptyStory(ctx.state.locale)),

  async POST(ctx) {
    const { services: { kv, now }, locale } = ctx.state;
    const { values } = await readStoryForm(ctx.req);
    const checked = checkStory(values, locale);
    if (!checked.ok) return show(values, checked.errors);
    const viewer = await ensureViewer(ctx);
    await limit(ctx, STORY_MAKE_RULE);
    const made = { ownerId: viewer.id, details: checked.value, chapters: [] };
    const { id } = await createStory(kv, made, now());
    return ctx.redirect(storyPaths.chapter(id, "new"), 303);
  },
});

export default define.page<typeof handler>(({ data, ...place }) => {
  const { locale } = place.state;
  const { form, mine } = storyFormWords[locale];
  return (
    <Page
      place={place}
      title={form.newTitle}
      layout="reading"
      noIndex
      styles={["/stories.css"]}
    >
      <PageHeading
        title={form.newTitle}
        lede={form.newLede}
        actions={<a href={storyPaths.importing}>{mine.bring}</a>}
      />
      <StoryForm
        locale={locale}
        action={storyPaths.make}
        {...data}
        submit={form.make}
        cancelHref={paths.stories}
        cancel={storyFormWords[locale].form.back}
      />
    </Page>
  );
});
