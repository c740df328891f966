/** Where people share into a space without script: a form for each kind of thing. */
import type { ComponentChildren } from "preact";
import type { InputError } from "@/lib/errors.ts";
import { shareWords } from "@/lib/i18n/share.ts";
import type { Space } from "@/lib/spaces/model.ts";
import { MAX_MESSAGE } from "@/lib/spaces/protocol.ts";
import type { ShareKind, ShareValues } from "@/lib/spaces/share/form.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { Children } from "@/components/Children.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { FileField, type Option, Select, TextField } from "@/components/Field.tsx";
import { errorOf, FormErrors } from "@/components/FormErrors.tsx";
import { PageHeading, Section } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { sharePaths } from "@/components/spaces/share/paths.ts";

export interface SharePageProps {
  place: Place;
  space: Space;
  /** Is in the space and may speak. */
  mayShare: boolean;
  characters: readonly Option[];
  stories: readonly Option[];
  /** What was sent, where it is sent back. */
  values: ShareValues;
  errors: readonly InputError[];
}

export function SharePage(props: SharePageProps) {
  const { place, space, mayShare } = props;
  const { locale } = place.state;
  const words = shareWords[locale].share;
  const name = space.name[locale];
  return (
    <Page place={place} title={words.title(name)} layout="reading" noIndex styles={["/share.css"]}>
      <PageHeading
        title={words.title(name)}
        lede={words.lede}
        above={<a href={paths.space(space.id)}>{words.back(name)}</a>}
      />
      {mayShare ? <Ways {...props} /> : (
        <EmptyState
          title={words.notHere}
          scene="door"
          actions={
            <LinkButton kind="primary" icon="door" href={paths.space(space.id)}>
              {words.toRoom}
            </LinkButton>
          }
        >
          {words.notHereWords}
        </EmptyState>
      )}
    </Page>
  );
}

function Ways(props: SharePageProps) {
  const { place: { state: { locale } }, characters, stories, values, errors } = props;
  const words = shareWords[locale].share;
  const chosen = [{ value: "", label: words.chosen }];
  const isOffered = {
    link: true,
    image: true,
    character: characters.length > 0,
    story: stories.length > 0,
  };
  return (
    <div class="share-ways">
      {!isOffered[values.kind] && <FormErrors locale={locale} errors={errors} />}
      <Way kind="link" title={words.link} button={words.linkButton} {...props}>
        <TextField
          name="url"
          type="text"
          inputMode="url"
          autocomplete="off"
          required
          maxLength={2000}
          label={words.linkField}
          hint={words.linkHint}
          value={values.url}
          error={errorOf(errors, "url")}
        />
      </Way>
      <Way kind="image" title={words.image} button={words.imageButton} {...props}>
        <FileField
          name="file"
          required
          accept="image/png,image/jpeg,image/webp"
          label={words.imageField}
          hint={words.imageHint}
          error={errorOf(errors, "file")}
        />
        <TextField
          name="alt"
          maxLength={300}
          label={words.alt}
          hint={words.altHint}
          value={values.alt}
        />
      </Way>
      {characters.length > 0
        ? (
          <Way kind="character" title={words.character} button={words.characterButton} {...props}>
            <Select
              name="character"
              required
              label={words.characterField}
              hint={words.characterHint}
              options={[...chosen, ...characters]}
              value={values.character}
              error={errorOf(errors, "character")}
            />
          </Way>
        )
        : (
          <Section id="character" title={words.character}>
            <p>{words.noCharacters}</p>
          </Section>
        )}
      {stories.length > 0
        ? (
          <Way kind="story" title={words.story} button={words.storyButton} {...props}>
            <Select
              name="story"
              required
              label={words.storyField}
              options={[...chosen, ...stories]}
              value={values.story}
              error={errorOf(errors, "story")}
            />
          </Way>
        )
        : (
          <Section id="story" title={words.story}>
            <p>{words.noStories}</p>
          </Section>
        )}
    </div>
  );
}

interface WayProps extends SharePageProps {
  kind: ShareKind;
  title: string;
  button: string;
  children: ComponentChildren;
}

/** One form; what went wrong is told in the one that was sent. */
function Way({ kind, title, button, children, place, space, values, errors }: WayProps) {
  const { locale } = place.state;
  const words = shareWords[locale].share;
  const isSent = values.kind === kind;
  return (
    <Section id={kind} title={title}>
      <form
        class="form"
        method="post"
        action={sharePaths.share(space.id)}
        {...(kind === "image" ? { enctype: "multipart/form-data" as const } : {})}
      >
        {isSent && <FormErrors locale={locale} errors={errors} labels={{ url: words.linkField }} />}
        <input type="hidden" name="kind" value={kind} />
        <Children>{children}</Children>
        <TextField
          name="caption"
          id={`field-${kind}-caption`}
          label={words.caption}
          note={words.optional}
          maxLength={MAX_MESSAGE}
          value={isSent ? values.caption : ""}
          error={errorOf(errors, `${kind}.caption`)}
        />
        <div class="actions">
          <Button kind={kind === "link" ? "primary" : "quiet"} icon="share">{button}</Button>
        </div>
      </form>
    </Section>
  );
}
