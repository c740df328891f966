/** When a call is over: what it was in figures, for this browser alone, and the way to another one. Browser-safe. */
import { Button, LinkButton } from "@/components/Button.tsx";
import { Later } from "@/components/call/Later.tsx";
import { callPaths } from "@/components/call/paths.ts";
import { clockOf, type Figures, percentOf, readFigures, sizeOf } from "@/lib/calls/page/figures.ts";
import type { Inside } from "@/lib/calls/page/inside.ts";

export function Ended({ inside }: { inside: Inside }) {
  const { session, words, props } = inside;
  const ready = session.ready.value;
  const figures = session.figures.value ??
    (ready ? readFigures(() => sessionStorage, props.roomId) : null);
  // Whoever hangs up ends it for both: there is nothing to go back to.
  const moved = figures?.reason === "elsewhere";
  const again = moved || figures?.reason === "failed" || figures?.reason === "full";
  return (
    <div class="call-ended">
      <h1 id="call-title" tabIndex={-1}>{moved ? words.movedTitle : words.endedTitle}</h1>
      {figures
        ? (
          <>
            <p class="lede">{words.endedReasons[figures.reason]}</p>
            <Rows figures={figures} inside={inside} />
            <p class="field-hint">{words.endedLede}</p>
          </>
        )
        : (
          <>
            <p class="lede">{words.endedNothing}</p>
            <p class="field-hint">{words.endedNothingWords}</p>
          </>
        )}
      <Later parts={{ inside }} shown={inside.desk.outcome.value !== null} load={loadNote} />
      <div class="actions">
        <form method="post" action={callPaths.start}>
          <input type="hidden" name="face" value={session.me.value.face} />
          <input type="hidden" name="name" value={session.me.value.name} />
          <Button kind="primary">{words.callAgain}</Button>
        </form>
        {again && <LinkButton href={callPaths.call(props.roomId)}>{words.backIn}</LinkButton>}
        <LinkButton kind="plain" href="/">{words.home}</LinkButton>
      </div>
    </div>
  );
}

function Rows({ figures, inside: { words, props: { locale } } }: {
  figures: Figures;
  inside: Inside;
}) {
  const { loss, roundTripMs, reconnects } = figures;
  const rows: readonly (readonly [keyof typeof words.figures, string])[] = [
    ["duration", clockOf(figures.durationMs)],
    // There is nothing in a call that could send one.
    ["pictures", "0"],
    ["poses", new Intl.NumberFormat(locale).format(figures.posesSent)],
    ["sent", sizeOf(figures.sentBytes, locale)],
    ["received", sizeOf(figures.receivedBytes, locale)],
    ["reconnects", reconnects === 0 ? words.never : words.times(reconnects)],
    ["loss", loss === null ? words.notMeasured : percentOf(loss, locale)],
    [
      "roundTrip",
      roundTripMs === null
        ? words.notMeasured
        : words.milliseconds(String(Math.round(roundTripMs))),
    ],
  ];
  return (
    <dl class="call-figures">
      {rows.map(([name, value]) => (
        <div key={name} class={`is-${name}`}>
          <dt>{words.figures[name]}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

async function loadNote() {
  return (await import("@/components/call/recording/KeptNote.tsx")).KeptNote;
}
