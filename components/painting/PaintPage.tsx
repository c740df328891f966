/** Where an owner lets a cover or a portrait be painted: what is shown now, what was painted, and the words for it. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { formatNanoUsd } from "@/lib/i18n/format.ts";
import { paintingWords } from "@/lib/i18n/painting.ts";
import { markFor } from "@/lib/http/document.ts";
import { MAX_WISH, type PaintedKind, type Painting } from "@/lib/painting/model.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { TextArea } from "@/components/Field.tsx";
import { PageHeading, Section } from "@/components/Heading.tsx";
import { Icon } from "@/components/Icon.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import type { Place } from "@/components/place.ts";

/** Stands where the picture comes, on a page that waits for it. */
export const PICTURE_MARK = markFor("picture");

/** The fragment under which a picture is waited for. */
export const WAIT_ID = "wait";

/** A picture on the page. */
export interface ShownPicture {
  src: string;
  alt: string;
  width: number;
  height: number;
}

export interface PaintPageProps {
  place: Place;
  kind: PaintedKind;
  /** Title or name of what is painted for. */
  name: string;
  /** The page's own address, which its forms go to. */
  action: string;
  backHref: string;
  /** What is shown to everybody now; `from`: hash of the painted picture that it was made of, where that is known. */
  now: ShownPicture & { isDrawn: boolean; from?: string | undefined };
  painting: Painting | null;
  /** Address of the painted picture. */
  paintedSrc: string;
  /** Who paints and what it costs; null where nobody does. */
  painter: { madeBy: string; costNano: number | null } | null;
  wish: string;
  error?: string | undefined;
}

export function PaintPage(props: PaintPageProps) {
  const { place, kind, name, backHref, now, painting } = props;
  const { locale } = place.state;
  const words = paintingWords[locale];
  const own = words[kind];
  const done = place.url.searchParams.get("done");
  return (
    <Page
      place={place}
      title={own.title(name)}
      layout="reading"
      noIndex
      styles={["/painting.css"]}
    >
      <PageHeading
        title={own.title(name)}
        lede={own.lede}
        above={<a href={backHref}>{own.back}</a>}
      />
      {done === "taken" && <Notice tone="good">{own.taken}</Notice>}
      {done === "drawn" && <Notice tone="good">{own.drawnDone}</Notice>}
      <Section id="now" title={own.now}>
        <div class="painting-now">
          <Picture {...now} />
          <div class="stack">
            <p>{now.isDrawn ? own.nowDrawn : own.nowPainted}</p>
            {!now.isDrawn && (
              <form method="post" action={props.action}>
                <Button size="small" name="do" value="drawn">{own.drawnAgain}</Button>
              </form>
            )}
          </div>
        </div>
      </Section>
      {painting?.status === "painting"
        ? (
          <div class="painting-wait" id={WAIT_ID}>
            <Waiting locale={locale} action={props.action} />
            {PICTURE_MARK}
          </div>
        )
        : <PaintPart {...props} locale={locale} />}
    </Page>
  );
}

/** Said while a picture is on its way; a style rule puts it away once that is there. */
function Waiting({ locale, action }: { locale: Locale; action: string }) {
  const words = paintingWords[locale];
  return (
    <div class="painting-waiting" role="status">
      <span class="painting-easel" aria-hidden="true" />
      <div>
        <p class="notice-title">{words.waiting}</p>
        <p>{words.waitingWords}</p>
        <p>
          <a href={action}>{words.reload}</a>
        </p>
      </div>
    </div>
  );
}

export type PaintPartProps = Omit<PaintPageProps, "place"> & { locale: Locale };

/** What came of the latest painting, and the form for the next. */
export function PaintPart(props: PaintPartProps) {
  const { locale, kind, painting, painter } = props;
  const words = paintingWords[locale];
  return (
    <div class="painting-part stack">
      {painting?.status === "failed" && painting.trouble && (
        <Notice tone="warn" title={words.failed}>
          <p>{words.troubles[painting.trouble]}</p>
        </Notice>
      )}
      {painting?.picture && <Result {...props} painting={painting} />}
      {painter ? <Order {...props} painter={painter} /> : (
        <Notice title={words.off}>
          <p>{words.offWords}</p>
          {!painting?.picture && (
            <p>
              <a href={props.backHref}>{words[kind].back}</a>
            </p>
          )}
        </Notice>
      )}
    </div>
  );
}

function Result({ locale, kind, now, painting, paintedSrc, action }: PaintPartProps & {
  painting: Painting;
}) {
  const own = paintingWords[locale][kind];
  const isInUse = painting.picture !== null && painting.picture.hash === now.from;
  const [width, height] = kind === "story" ? [832, 1248] : [896, 1152];
  return (
    <Section id="painted" title={own.result} lede={paintingWords[locale].by(painting.madeBy)}>
      <div class="painting-now">
        <Picture src={paintedSrc} alt={own.resultAlt} width={width} height={height} />
        {isInUse
          ? (
            <p class="painting-used">
              <Icon name="check" />
              {own.inUse}
            </p>
          )
          : (
            <form method="post" action={action}>
              <Button kind="primary" icon="check" name="do" value="take">{own.take}</Button>
            </form>
          )}
      </div>
    </Section>
  );
}

function Order({ locale, kind, painting, painter, action, wish, error }: PaintPartProps & {
  painter: NonNullable<PaintPageProps["painter"]>;
}) {
  const words = paintingWords[locale];
  const hasPicture = painting?.picture != null;
  const { costNano } = painter;
  return (
    <Section id="paint" title={hasPicture ? words.again : words[kind].open}>
      <form class="form" method="post" action={action} novalidate>
        <TextArea
          name="wish"
          label={words[kind].wish}
          hint={words[kind].wishHint}
          error={error}
          value={wish}
          rows={5}
          maxLength={MAX_WISH}
          required
        />
        <p class="painting-small">
          {costNano === null ? words.costUnknown : words.cost(formatNanoUsd(costNano, locale))}{" "}
          {words.privacy} {hasPicture && words.againWords}
        </p>
        <div class="actions">
          <Button kind={hasPicture ? "quiet" : "primary"} name="do" value="paint">
            {words.submit}
          </Button>
        </div>
      </form>
    </Section>
  );
}

function Picture({ src, alt, width, height }: ShownPicture) {
  return <img class="painting-picture" src={src} alt={alt} width={width} height={height} />;
}

/** The way to the page, on a form where the cover or the face is kept. */
export function PaintLink(
  { locale, kind, href, canPaint }: {
    locale: Locale;
    kind: PaintedKind;
    href: string;
    canPaint: boolean;
  },
) {
  const own = paintingWords[locale][kind];
  return (
    <div class="stack">
      {canPaint && <p>{own.openWords}</p>}
      <div class="actions">
        <LinkButton size="small" icon="image" href={href}>
          {canPaint ? own.open : own.openDrawn}
        </LinkButton>
      </div>
    </div>
  );
}
