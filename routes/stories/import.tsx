/** `/stories/import`: makes a draft of a Markdown file. */
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { asFailure, type InputError } from "@/lib/errors.ts";
import { readUpload } from "@/lib/http/body.ts";
import { storyFormWords } from "@/lib/i18n/story_forms.ts";
import { importMarkdown, MAX_IMPORT_BYTES } from "@/lib/stories/book/import.ts";
import { createStory } from "@/lib/stories/edit.ts";
import { STORY_MAKE_RULE } from "@/lib/stories/limits.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { FileField } from "@/components/Field.tsx";
import { errorOf, FormErrors } from "@/components/FormErrors.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { paths } from "@/components/place.ts";
import { storyPaths } from "@/components/stories/paths.ts";

function show(message?: string, status = 422) {
  const errors: InputError[] = message === undefined ? [] : [{ path: "file", message }];
  return page({ errors }, { status: message === undefined ? 200 : status, headers: PRIVATE });
}

/** The file that was sent; else why there is none. */
async function readFile(request: Request): Promise<File | "needed" | "too_large"> {
  try {
    return (await readUpload(request, MAX_IMPORT_BYTES)).file;
  } catch (error) {
    const { reason } = asFailure(error);
    if (reason === "invalid_input") return "needed";
    if (reason === "too_large") return "too_large";
    throw error;
  }
}

export const handler = define.handlers({
  GET: () => show(),

  async POST(ctx) {
    const { services: { kv, now }, locale } = ctx.state;
    const words = storyFormWords[locale].import;
    const file = await readFile(ctx.req);
    if (file === "needed") return show(words.needed);
    if (file === "too_large") return show(words.refusals.too_large, 413);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const imported = importMarkdown(bytes, { words, lang: locale, fileName: file.name });
    if (!imported.ok) return show(words.refusals[imported.reason]);
    const viewer = await ensureViewer(ctx);
    await limit(ctx, STORY_MAKE_RULE);
    const { details, chapters } = imported;
    const { id } = await createStory(kv, { ownerId: viewer.id, details, chapters }, now());
    return ctx.redirect(`${storyPaths.edit(id)}?done=imported`, 303);
  },
});

export default define.page<typeof handler>(({ data: { errors }, ...place }) => {
  const { locale } = place.state;
  const { import: words, form } = storyFormWords[locale];
  return (
    <Page
      place={place}
      title={words.title}
      layout="reading"
      noIndex
      styles={["/stories.css"]}
    >
      <PageHeading title={words.title} lede={words.lede} />
      <form class="form" method="post" enctype="multipart/form-data" action={storyPaths.importing}>
        <FormErrors locale={locale} errors={errors} labels={{ file: words.file }} />
        <FileField
          name="file"
          label={words.file}
          hint={words.fileHint}
          error={errorOf(errors, "file")}
          accept=".md,.markdown,.txt,text/markdown,text/plain"
        />
        <div class="actions">
          <Button kind="primary" icon="upload">{words.submit}</Button>
          <LinkButton kind="plain" href={paths.stories}>{form.back}</LinkButton>
        </div>
      </form>
    </Page>
  );
});
