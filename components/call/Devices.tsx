/** Camera, microphone and sound: what is on, what went wrong and how to go on. Browser-safe. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "@/components/Button.tsx";
import { Icon } from "@/components/Icon.tsx";
import { CameraChoice, MicrophoneChoice } from "@/components/call/DeviceChoice.tsx";
import { Sign } from "@/components/call/parts.tsx";
import { percentOf } from "@/lib/calls/page/figures.ts";
import type { Inside } from "@/lib/calls/page/inside.ts";

/** One device: its sign, how it stands in words, and what can be done. */
function Row({ id, sign, title, words, tone, action, children }: {
  id: string;
  sign: ComponentChildren;
  title: string;
  words: string;
  tone: "off" | "on" | "wait" | "trouble";
  action: ComponentChildren;
  children?: ComponentChildren;
}) {
  return (
    <div class={`call-device is-${tone}`} id={id}>
      <span class="call-device-sign" aria-hidden="true">{sign}</span>
      <div class="call-device-words">
        <h4>{title}</h4>
        <p role={tone === "trouble" ? "alert" : "status"}>{words}</p>
      </div>
      <div class="call-device-act">{action}</div>
      {children}
    </div>
  );
}

export function CameraRow({ inside }: { inside: Inside }) {
  const { session, words, props } = inside;
  const state = session.tracker.value?.state.value ?? { kind: "off" as const };
  const on = session.camera.value;
  const ready = session.ready.value;
  const note = session.tracker.value?.note.value ?? null;
  const said = note
    ? words.cameraNote[note]
    : state.kind === "failed"
    ? words.cameraTrouble[state.reason]
    : state.kind === "loading"
    ? state.fraction === null
      ? words.cameraLoadingBare
      : words.cameraLoading(percentOf(state.fraction, props.locale))
    : words.cameraState[state.kind];
  const tone = state.kind === "failed"
    ? "trouble"
    : state.kind === "loading"
    ? "wait"
    : on
    ? "on"
    : "off";
  return (
    <Row
      id="call-camera"
      sign={<Sign name={on ? "camera" : "camera-off"} />}
      title={words.camera}
      words={said}
      tone={tone}
      action={
        <Button
          type="button"
          size="small"
          disabled={!ready}
          onClick={() => void session.turnCamera(!on)}
        >
          {on ? words.cameraOff : state.kind === "failed" ? words.again : words.cameraOn}
        </Button>
      }
    >
      {state.kind === "loading" && (
        <progress
          class="call-progress"
          max={1}
          aria-label={words.cameraLoadingBare}
          {...(state.fraction === null ? {} : { value: state.fraction })}
        />
      )}
      {on && <CameraPreview inside={inside} />}
      {on && <CameraChoice inside={inside} />}
    </Row>
  );
}

/** What the camera sees, for its owner alone. */
function CameraPreview({ inside: { session, words } }: { inside: Inside }) {
  const video = useRef<HTMLVideoElement>(null);
  const stream = session.tracker.value?.video.value ?? null;
  useEffect(() => {
    if (!video.current) return;
    video.current.srcObject = stream;
    // Silent video may play by itself; where even that is refused, nothing is lost.
    if (stream) video.current.play().catch(() => {});
  }, [stream]);
  if (!stream) return null;
  return (
    <figure class="call-own-camera">
      <video ref={video} muted playsInline aria-label={words.cameraPreview} />
      <figcaption>{words.cameraPreview}</figcaption>
    </figure>
  );
}

export function MicrophoneRow({ inside }: { inside: Inside }) {
  const { session, words } = inside;
  const { state, trouble } = session.microphone;
  const on = state.value === "on";
  const inLobby = session.view.value === "lobby";
  return (
    <Row
      id="call-microphone"
      sign={<Icon name={on ? "mic" : "mic-off"} />}
      title={words.microphone}
      words={trouble.value
        ? words.micTrouble[trouble.value]
        : on && inLobby
        ? words.micState.test
        : words.micState[state.value]}
      tone={trouble.value ? "trouble" : on ? "on" : state.value === "asking" ? "wait" : "off"}
      action={
        <Button
          type="button"
          size="small"
          disabled={!session.ready.value}
          onClick={session.toggleMicrophone}
        >
          {state.value === "off" ? trouble.value ? words.again : words.micOn : words.micOff}
        </Button>
      }
    >
      {on && <Level inside={inside} />}
      {on && <MicrophoneChoice inside={inside} />}
    </Row>
  );
}

function Level({ inside: { session, words } }: { inside: Inside }) {
  return (
    <meter
      class="call-level"
      aria-label={words.micLevel}
      min={0}
      max={1}
      value={session.microphone.level.value}
    />
  );
}

export function SoundRow({ inside }: { inside: Inside }) {
  const { session, words } = inside;
  const played = useSignal(false);
  return (
    <Row
      id="call-sound"
      sign={<Icon name="sound" />}
      title={words.sound}
      words={played.value ? words.soundPlayed : words.soundWords}
      tone="off"
      action={
        <Button
          type="button"
          size="small"
          disabled={!session.ready.value}
          onClick={() => {
            inside.playTone();
            played.value = true;
          }}
        >
          {words.soundTest}
        </Button>
      }
    />
  );
}
