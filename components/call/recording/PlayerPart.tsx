/** The player of a recording: its controls, what is said, and who is to be seen. The faces stand above it. Browser-safe. */
import { useEffect } from "preact/hooks";
import { Button } from "@/components/Button.tsx";
import { Notice } from "@/components/Notice.tsx";
import { FacesChoice } from "@/components/call/recording/FacesChoice.tsx";
import { clockOf } from "@/lib/calls/page/figures.ts";
import type { OpenedRecording } from "@/lib/calls/recording/collection.ts";
import type { RecordingsProps } from "@/lib/calls/recording/page_props.ts";
import { type Player, SPEEDS } from "@/lib/calls/recording/player.ts";
import { recordingWords } from "@/lib/i18n/recordings.ts";

/** A key goes so far, in milliseconds. */
const STEP_MS = 5_000;

export function PlayerPart({ opened: { player, damaged }, props, onClose }: {
  opened: OpenedRecording;
  props: RecordingsProps;
  onClose(): void;
}) {
  const words = recordingWords[props.locale];
  const names = player.people.map(({ value }) => value.name || words.nobody);
  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    document.addEventListener("keydown", (event) => press(event, player), { signal });
    document.getElementById("player-play")?.focus();
    return () => ending.abort();
  }, [player]);
  return (
    <section class="player" aria-labelledby="player-title">
      <header class="player-head">
        <h2 id="player-title">{words.names(names[0]!, names[1]!)}</h2>
        <Button type="button" kind="plain" icon="arrow-left" onClick={() => onClose()}>
          {words.back}
        </Button>
      </header>
      {damaged && (
        <Notice tone="warn">
          <p>{words.damaged}</p>
        </Notice>
      )}
      <Words player={player} names={names} label={words.captions} />
      <Controls player={player} props={props} />
      <p class="call-quiet">{words.keys}</p>
      <FacesChoice player={player} props={props} names={names} />
    </section>
  );
}

function Words({ player, names, label }: { player: Player; names: string[]; label: string }) {
  return (
    <div class="player-said" role="group" aria-label={label}>
      {player.said.value.map(({ side, text, lang }) => (
        <p key={side} {...(lang === null || lang === "und" ? {} : { lang })}>
          <b>{names[side]}</b> {text}
        </p>
      ))}
    </div>
  );
}

function Controls({ player, props: { locale } }: { player: Player; props: RecordingsProps }) {
  const words = recordingWords[locale];
  const playing = player.playing.value;
  const place = clockOf(player.atMs.value);
  const whole = clockOf(player.durationMs.value);
  return (
    <>
      <div class="player-controls">
        <Button
          type="button"
          kind="primary"
          id="player-play"
          icon={playing ? "stop" : "arrow-right"}
          onClick={() => player.toggle()}
        >
          {playing ? words.pause : words.play}
        </Button>
        <input
          type="range"
          id="player-place"
          aria-label={words.position}
          aria-valuetext={words.at(place, whole)}
          min={0}
          max={player.durationMs.value}
          step={1}
          value={Math.round(player.atMs.value)}
          onInput={({ currentTarget }) => player.seek(currentTarget.valueAsNumber)}
        />
        <span class="player-clock" aria-hidden="true">{place} / {whole}</span>
      </div>
      <div class="player-more">
        <fieldset class="player-speeds">
          <legend>{words.speed}</legend>
          {SPEEDS.map((speed) => (
            <label key={speed} class="call-background">
              <input
                type="radio"
                name="speed"
                checked={player.speed.value === speed}
                onChange={() => player.go(speed)}
              />
              <span>{words.speeds(String(speed))}</span>
            </label>
          ))}
        </fieldset>
        <div class="actions">
          <Button type="button" size="small" onClick={() => player.by(-STEP_MS)}>
            {words.rewind}
          </Button>
          <Button type="button" size="small" onClick={() => player.by(STEP_MS)}>
            {words.forward}
          </Button>
        </div>
      </div>
    </>
  );
}

function press(event: KeyboardEvent, player: Player): void {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  const { target } = event;
  // Fields, lists and buttons have keys of their own; the scrubber's are ours.
  const own = target instanceof HTMLElement && target.id !== "player-place" &&
    target.matches("input, textarea, select, button, a, summary, [contenteditable]");
  const act = {
    " ": own ? null : () => player.toggle(),
    ArrowLeft: () => player.by(-STEP_MS),
    ArrowRight: () => player.by(STEP_MS),
    Home: () => player.seek(0),
    End: () => player.seek(player.durationMs.value),
  }[event.key];
  if (!act || (own && target.matches("input, textarea, select"))) return;
  event.preventDefault();
  act();
}
