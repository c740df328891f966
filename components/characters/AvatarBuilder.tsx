/** The avatar builder: a face, and for each part its options as links. The whole state is in the address. */
import { asset, Head } from "fresh/runtime";
import { Button, LinkButton } from "@/components/Button.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { Pills } from "@/components/Pills.tsx";
import { paths, type Place } from "@/components/place.ts";
import {
  avatarQuery,
  BUILDER_SECTIONS,
  type BuilderGroup,
  builderGroups,
  type BuilderOption,
  type BuilderSection,
  surprise,
} from "@/lib/avatar/builder.ts";
import type { AvatarSpec } from "@/lib/avatar/model.ts";
import { avatarSpecToText } from "@/lib/avatar/spec.ts";
import { avatarWords } from "@/lib/i18n/avatar.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

export interface AvatarBuilderProps {
  place: Place;
  /** Address of the builder itself, without a query. */
  base: string;
  spec: AvatarSpec;
  section: BuilderSection;
  /** The character whose face this is; absent for a new one. */
  name?: string | undefined;
  /** The character shows an uploaded picture now. */
  replaces?: boolean | undefined;
  /** Where the way back leads. */
  cancelHref: string;
  /** Draws the face of "surprise me". */
  seed: string;
}

export function AvatarBuilder(props: AvatarBuilderProps) {
  const { place, base, spec, section, name, replaces, cancelHref } = props;
  const { locale } = place.state;
  const words = avatarWords[locale];
  const link = (query: string, step: string) =>
    `${base}?${new URLSearchParams([...new URLSearchParams(query), ["step", step]])}`;
  return (
    <Page place={place} title={name ? words.titleFor(name) : words.title} room="characters" noIndex>
      <Head>
        <link key="builder" rel="stylesheet" href={asset("/builder.css")} />
      </Head>
      <PageHeading title={name ? words.titleFor(name) : words.title} lede={words.lede} />
      <div class="builder">
        <div class="builder-stage">
          <img
            class="builder-face"
            src={avatarSrc(spec, "portrait")}
            alt={words.preview}
            width={320}
            height={400}
            data-fresh-disable-lock
          />
          <form class="builder-keep" method="post" action={`${base}?${avatarQuery(spec)}`}>
            <Button kind="primary" icon="check">{name ? words.save : words.use}</Button>
            {replaces && <p class="field-hint">{words.replaces}</p>}
          </form>
          <div class="actions">
            <LinkButton
              kind="quiet"
              size="small"
              icon="refresh"
              href={link(avatarQuery(surprise(props.seed)), section.key)}
            >
              {words.surprise}
            </LinkButton>
            <LinkButton kind="plain" size="small" href={link("", section.key)}>
              {words.startOver}
            </LinkButton>
            <LinkButton
              kind="plain"
              size="small"
              href={`${paths.calls}?${new URLSearchParams({ face: avatarSpecToText(spec) })}`}
            >
              {words.call}
            </LinkButton>
            <LinkButton kind="plain" size="small" href={cancelHref}>{words.cancel}</LinkButton>
          </div>
        </div>
        <div class="builder-parts" id="parts">
          <Pills
            label={words.steps}
            look="tabs"
            choices={BUILDER_SECTIONS.map((step) => ({
              href: `${link(avatarQuery(spec), step.key)}#parts`,
              label: step[locale],
              current: step.key === section.key,
            }))}
          />
          {builderGroups(spec, section).map((group) => (
            <Group
              key={group.field}
              group={group}
              crop={section.crop}
              locale={locale}
              // Back to where one chose: the page begins anew with every choice.
              hrefOf={(option) => `${link(option.query, section.key)}#part-${group.field}`}
            />
          ))}
        </div>
      </div>
    </Page>
  );
}

/** Where a drawn face is. Its address says all of it, so it may be kept for good. */
export function avatarSrc(spec: AvatarSpec, crop: "face" | "portrait"): string {
  const query = new URLSearchParams(avatarQuery(spec));
  query.set("crop", crop);
  return `/avatar.svg?${query}`;
}

function Group({ group, crop, locale, hrefOf }: {
  group: BuilderGroup;
  crop: "face" | "portrait";
  locale: Locale;
  hrefOf: (option: BuilderOption) => string;
}) {
  return (
    <section class="builder-group" aria-labelledby={`part-${group.field}`}>
      <h2 id={`part-${group.field}`}>{group[locale]}</h2>
      <ul class={group.colors ? "builder-swatches" : "builder-options"}>
        {group.options.map((option) => (
          <li key={option.key}>
            <a
              class="builder-option"
              href={hrefOf(option)}
              aria-current={option.selected ? "true" : "false"}
            >
              {group.colors ? <Swatch color={option.swatch ?? ""} /> : (
                <img
                  src={avatarSrc(option.spec, crop)}
                  alt=""
                  width={crop === "face" ? 96 : 88}
                  height={crop === "face" ? 96 : 110}
                  loading="lazy"
                  decoding="async"
                  data-fresh-disable-lock
                />
              )}
              <span class={group.colors ? "visually-hidden" : ""}>{option[locale]}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A dab of colour, as a picture: the page's policy allows no style attributes. */
function Swatch({ color }: { color: string }) {
  return (
    <svg viewBox="0 0 40 40" width={40} height={40} aria-hidden="true">
      <circle cx="20" cy="20" r="18" fill={color} />
    </svg>
  );
}
