/** Voices of a room: turning them on, talking, and who is heard how loud. Its words and styles are of its own. Browser-safe. */
import { useEffect, useRef } from "preact/hooks";
import { Button } from "@/components/Button.tsx";
import { Select } from "@/components/Field.tsx";
import { Icon } from "@/components/Icon.tsx";
import { Notice } from "@/components/Notice.tsx";
import type { Locale } from "@/lib/i18n/locale.ts";
import { type VoiceWords, voiceWords } from "@/lib/i18n/voice.ts";
import { canShareScreen } from "@/lib/lounge/voice/capture.ts";
import { MOST_VOLUME } from "@/lib/lounge/voice/sound.ts";
import type { Voice, VoicePerson } from "@/lib/lounge/voice/voice.ts";

export interface VoicePanelProps {
  voice: Voice;
  locale: Locale;
  /** What a person is called; a person of whom nothing is known may be called by any word. */
  nameOf(userId: string): string;
  /** Every voice goes through a relay of this server, so that nobody learns another's address. */
  relayed?: boolean;
}

interface PartProps {
  voice: Voice;
  words: VoiceWords;
  relayed: boolean;
  nameOf(userId: string): string;
}

/** The key that is held to talk. By its place: what a Korean keyboard writes with it does not matter. */
const TALK_KEY = "KeyV";

export function VoicePanel({ voice, locale, nameOf, relayed = false }: VoicePanelProps) {
  const words = voiceWords[locale];
  const part = { voice, words, nameOf, relayed };
  const phase = voice.phase.value;
  return (
    <section class="voice" aria-labelledby="voice-title">
      <h2 id="voice-title" class="voice-title">{words.title}</h2>
      {phase === "on" ? <TurnedOn {...part} /> : <TurnedOff {...part} />}
    </section>
  );
}

function TurnedOff({ voice, words, relayed }: PartProps) {
  const phase = voice.phase.value;
  const starting = phase === "starting";
  return (
    <div class="voice-door">
      {phase === "failed" && <Notice tone="warn">{words.failed}</Notice>}
      {phase === "elsewhere" && <Notice>{words.elsewhere}</Notice>}
      <p>{words.lede}</p>
      {!relayed && <p class="voice-small">{words.direct}</p>}
      <Button
        type="button"
        icon="sound"
        disabled={starting}
        onClick={() => void voice.start()}
      >
        {starting ? words.starting : phase === "elsewhere" ? words.hereAgain : words.turnOn}
      </Button>
    </div>
  );
}

function TurnedOn(part: PartProps) {
  const { voice, words } = part;
  return (
    <>
      {!voice.audible.value && <Notice>{words.gesture}</Notice>}
      <Screens {...part} />
      <Microphone {...part} />
      <People {...part} />
      <div class="voice-actions">
        {canShareScreen() && <ShareScreen {...part} />}
        <Button type="button" kind="plain" size="small" onClick={() => voice.stop()}>
          {words.turnOff}
        </Button>
      </div>
    </>
  );
}

function Microphone({ voice, words }: PartProps) {
  const mic = voice.mic.value;
  const { mode, device } = voice.settings.value;
  const trouble = voice.trouble.value;
  const on = mic === "on";
  const talking = on && (mode === "open" || voice.pressed.value);
  return (
    <div class="voice-mic">
      {voice.muted.value && <Notice>{words.muted}</Notice>}
      {trouble && <Notice tone="warn">{words.micTrouble[trouble]}</Notice>}
      <div class="voice-talk">
        <button
          type="button"
          class={talking ? "voice-button is-talking" : "voice-button"}
          aria-pressed={on ? "true" : "false"}
          disabled={voice.muted.value || mic === "asking"}
          style={{ "--level": String(voice.meter.value) }}
          onClick={() => void voice.turnMic(!on)}
        >
          <Icon name={on ? "mic" : "mic-off"} />
          <span class="visually-hidden">{on ? words.micOff : words.micOn}</span>
        </button>
        {on && mode === "push" ? <HoldToTalk voice={voice} words={words} /> : (
          <p role="status">
            {mic === "asking" ? words.asking : talking ? words.talking : words.silent}
          </p>
        )}
      </div>
      <div class="voice-choices">
        <Select
          name="voice-mode"
          label={words.mode}
          value={mode}
          options={[{ value: "open", label: words.open }, { value: "push", label: words.push }]}
          onChange={({ currentTarget }) =>
            voice.setMode(currentTarget.value === "push" ? "push" : "open")}
        />
        {voice.devices.value.length > 1 && (
          <Select
            name="voice-device"
            label={words.device}
            value={device ?? ""}
            options={[
              { value: "", label: words.deviceDefault },
              ...voice.devices.value.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={({ currentTarget }) => void voice.chooseDevice(currentTarget.value || null)}
          />
        )}
      </div>
    </div>
  );
}

/** Talks while it is held: by pointer, by space or Enter, or by its own key anywhere but in a field. */
function HoldToTalk({ voice, words }: Pick<PartProps, "voice" | "words">) {
  useEffect(() => {
    const release = () => voice.press(false);
    const down = (event: KeyboardEvent) => {
      if (event.code !== TALK_KEY || event.repeat || isWriting(event.target)) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      voice.press(true);
    };
    const up = (event: KeyboardEvent) => event.code === TALK_KEY && release();
    addEventListener("keydown", down);
    addEventListener("keyup", up);
    // Whoever leaves the window lets go without a word.
    addEventListener("blur", release);
    return () => {
      removeEventListener("keydown", down);
      removeEventListener("keyup", up);
      removeEventListener("blur", release);
      release();
    };
  }, [voice]);
  const hold = (event: KeyboardEvent, on: boolean) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    if (!event.repeat) voice.press(on);
  };
  return (
    <div class="voice-hold">
      <button
        type="button"
        class="button is-quiet is-medium"
        aria-pressed={voice.pressed.value ? "true" : "false"}
        aria-describedby="voice-hold-hint"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          voice.press(true);
        }}
        onPointerUp={() => voice.press(false)}
        onPointerCancel={() => voice.press(false)}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={(event) => hold(event, true)}
        onKeyUp={(event) => hold(event, false)}
        onBlur={() => voice.press(false)}
      >
        {voice.pressed.value ? words.talking : words.hold}
      </button>
      <p id="voice-hold-hint" class="voice-small">{words.holdHint}</p>
    </div>
  );
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement &&
    (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function People(part: PartProps) {
  const { voice, words, nameOf } = part;
  const people = [...voice.people.value.values()]
    .sort((a, b) => nameOf(a.id).localeCompare(nameOf(b.id)));
  const blocked = voice.settings.value.blocked;
  return (
    <div class="voice-people">
      <h3>{words.people}</h3>
      {people.length === 0
        ? (
          <p class="voice-small">
            {words.nobody} {words.nobodyHint}
          </p>
        )
        : (
          <ul>
            {people.map((person) => <Person key={person.id} {...part} person={person} />)}
          </ul>
        )}
      {blocked.length > 0 && (
        <details class="voice-blocked">
          <summary>{words.blocked} ({blocked.length})</summary>
          <ul>
            {blocked.map((id) => (
              <li key={id}>
                <span class="voice-name">{nameOf(id)}</span>
                <Button
                  type="button"
                  kind="plain"
                  size="small"
                  onClick={() => voice.setBlocked(id, false)}
                >
                  {words.unblock}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Person({ voice, words, nameOf, person }: PartProps & { person: VoicePerson }) {
  const name = nameOf(person.id);
  const volume = voice.settings.value.volumes[person.id] ?? 1;
  const state = person.link === "connected" && person.speaking
    ? words.speaking
    : words.link[person.link];
  return (
    <li class={person.speaking ? "is-speaking" : undefined}>
      <span class={`voice-dot is-${person.link}`} aria-hidden="true" />
      <span class="voice-name">
        {name}
        <span class={person.link === "connected" ? "visually-hidden" : "voice-small"}>
          {" "}
          {state}
        </span>
      </span>
      <input
        type="range"
        class="voice-volume"
        min="0"
        max={MOST_VOLUME}
        step="0.05"
        value={volume}
        aria-label={words.volume(name)}
        aria-valuetext={words.percent(Math.round(volume * 100))}
        onInput={({ currentTarget }) => voice.setVolume(person.id, currentTarget.valueAsNumber)}
      />
      <Button
        type="button"
        kind="plain"
        size="small"
        aria-label={words.blockOf(name)}
        onClick={() => voice.setBlocked(person.id, true)}
      >
        {words.block}
      </Button>
    </li>
  );
}

function ShareScreen({ voice, words }: PartProps) {
  const sharing = voice.sharing.value;
  return (
    <div class="voice-share">
      {sharing && <p role="status">{words.sharing}</p>}
      {voice.screenTrouble.value && <Notice tone="warn">{words.screenTrouble}</Notice>}
      <Button
        type="button"
        size="small"
        icon="screen"
        onClick={() => sharing ? voice.endScreen() : void voice.shareScreen()}
      >
        {sharing ? words.unshare : words.share}
      </Button>
    </div>
  );
}

function Screens({ voice, words, nameOf }: PartProps) {
  const shown = [...voice.people.value.values()].filter(({ screen }) => screen !== null);
  return (
    <>
      {shown.map(({ id, screen }) => (
        <Screen key={id} stream={screen!} name={nameOf(id)} words={words} />
      ))}
    </>
  );
}

function Screen(
  { stream, name, words }: { stream: MediaStream; name: string; words: VoiceWords },
) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (!video.current) return;
    video.current.srcObject = stream;
    // Silent video may play by itself; where even that is refused, its own controls start it.
    video.current.play().catch(() => {});
  }, [stream]);
  return (
    <figure class="voice-screen">
      <video ref={video} muted playsInline controls={false} aria-label={words.screenOf(name)} />
      <figcaption>
        <span>{words.screenOf(name)}</span>
        <Button
          type="button"
          kind="plain"
          size="small"
          icon="search"
          label={words.enlarge(name)}
          onClick={() => void video.current?.requestFullscreen?.()}
        />
      </figcaption>
    </figure>
  );
}
