/** The board of a space, for everybody who may see the space. */
import type { InputError } from "@/lib/errors.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { shareWords } from "@/lib/i18n/share.ts";
import {
  type Board,
  type BoardActor,
  type BoardPin,
  MAX_PIN_TEXT,
  MAX_PINS,
  mayChangePin,
} from "@/lib/spaces/board_model.ts";
import type { Space } from "@/lib/spaces/model.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { TextArea, TextField } from "@/components/Field.tsx";
import { errorOf, FormErrors } from "@/components/FormErrors.tsx";
import { PageHeading, Section } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { sharePaths } from "@/components/spaces/share/paths.ts";
import { ShareCard } from "@/components/spaces/share/ShareCard.tsx";
import { Time } from "@/components/Time.tsx";

export interface BoardPageProps {
  place: Place;
  space: Space;
  board: Board;
  /** Who looks at it; null for somebody without a session. */
  actor: BoardActor | null;
  /** Is in the space and may speak. */
  mayPin: boolean;
  nowMs: number;
  /** A pin that was just taken down and can be put back. */
  unpinned: string | null;
  /** What was typed, where it is sent back. */
  sent: { text: string; url: string; errors: readonly InputError[] };
}

export function BoardPage(
  { place, space, board, actor, mayPin, nowMs, unpinned, sent }: BoardPageProps,
) {
  const { locale } = place.state;
  const { share, board: words } = shareWords[locale];
  const name = space.name[locale];
  const title = words.title(name);
  return (
    <Page place={place} title={title} layout="wide" noIndex styles={["/share.css"]}>
      <PageHeading
        title={title}
        lede={words.lede}
        above={<a href={paths.space(space.id)}>{share.back(name)}</a>}
      />
      {unpinned !== null && (
        <Notice tone="good" title={words.removed}>
          <form method="post" action={sharePaths.board(space.id)}>
            <input type="hidden" name="pin" value={unpinned} />
            <Button kind="quiet" size="small" name="do" value="restore">{words.restore}</Button>
          </form>
        </Notice>
      )}
      {board.pins.length > 0
        ? (
          <ol class="board">
            {board.pins.map((pin, n) => (
              <li key={pin.id} class="board-pin">
                <PinOf pin={pin} locale={locale} nowMs={nowMs} />
                {actor && mayChangePin(pin, actor) && (
                  <PinActs
                    pin={pin}
                    action={sharePaths.board(space.id)}
                    locale={locale}
                    isFirst={n === 0}
                    isLast={n === board.pins.length - 1}
                  />
                )}
              </li>
            ))}
          </ol>
        )
        : <EmptyState title={words.empty} scene="door">{words.emptyWords}</EmptyState>}
      <Section id="pin" title={words.add} lede={words.count(board.pins.length, MAX_PINS)}>
        {mayPin ? <PinForm action={sharePaths.board(space.id)} locale={locale} sent={sent} /> : (
          <>
            <p>{words.notHereWords}</p>
            <div class="actions">
              <LinkButton href={paths.space(space.id)} icon="door">{share.toRoom}</LinkButton>
            </div>
          </>
        )}
      </Section>
    </Page>
  );
}

function PinOf({ pin, locale, nowMs }: { pin: BoardPin; locale: Locale; nowMs: number }) {
  const words = shareWords[locale].board;
  return (
    <>
      {pin.text && <p class="board-text">{pin.text}</p>}
      {pin.share && <ShareCard share={pin.share} locale={locale} by={pin.nickname} />}
      <p class="board-by">
        {words.by(pin.nickname)} · <Time ms={pin.atMs} locale={locale} nowMs={nowMs} />
      </p>
    </>
  );
}

interface PinActsProps {
  pin: BoardPin;
  action: string;
  locale: Locale;
  isFirst: boolean;
  isLast: boolean;
}

function PinActs({ pin, action, locale, isFirst, isLast }: PinActsProps) {
  const words = shareWords[locale].board;
  return (
    <form class="board-acts" method="post" action={action}>
      <input type="hidden" name="pin" value={pin.id} />
      {!isFirst && <Button kind="plain" size="small" name="do" value="up">{words.up}</Button>}
      {!isLast && <Button kind="plain" size="small" name="do" value="down">{words.down}</Button>}
      <Button kind="plain" size="small" name="do" value="remove">{words.remove}</Button>
    </form>
  );
}

function PinForm(
  { action, locale, sent: { text, url, errors } }: {
    action: string;
    locale: Locale;
    sent: BoardPageProps["sent"];
  },
) {
  const words = shareWords[locale];
  const labels = { text: words.board.text, url: words.board.link };
  return (
    <form class="form" method="post" action={action}>
      <FormErrors locale={locale} errors={errors} labels={labels} />
      <TextArea
        name="text"
        label={words.board.text}
        error={errorOf(errors, "text")}
        value={text}
        maxLength={MAX_PIN_TEXT}
        rows={3}
      />
      <TextField
        name="url"
        type="text"
        inputMode="url"
        autocomplete="off"
        label={words.board.link}
        note={words.share.optional}
        error={errorOf(errors, "url")}
        value={url}
        maxLength={2000}
      />
      <div class="actions">
        <Button kind="primary" icon="pin" name="do" value="pin">{words.board.button}</Button>
      </div>
    </form>
  );
}
