/** What one sets during a call: reading the face, what is behind, how it is drawn, captions. Browser-safe. */
import { CameraRow, MicrophoneRow } from "@/components/call/Devices.tsx";
import { DrawingPart } from "@/components/call/DrawingPart.tsx";
import { OwnModelPart } from "@/components/call/OwnModelPart.tsx";
import { Switch } from "@/components/call/parts.tsx";
import { ReadingPart } from "@/components/call/ReadingPart.tsx";
import { RecordPart } from "@/components/call/recording/RecordPart.tsx";
import type { Inside } from "@/lib/calls/page/inside.ts";

export function SettingsPart({ inside }: { inside: Inside }) {
  const { words } = inside;
  return (
    <>
      <section class="call-set" aria-labelledby="call-set-devices">
        <h3 id="call-set-devices">{words.devices}</h3>
        <CameraRow inside={inside} />
        <MicrophoneRow inside={inside} />
      </section>
      <section class="call-set" aria-labelledby="call-set-reading">
        <h3 id="call-set-reading">{words.readingTitle}</h3>
        <ReadingPart inside={inside} />
      </section>
      <section class="call-set" aria-labelledby="call-set-captions">
        <h3 id="call-set-captions">{words.captions}</h3>
        <CaptionsSwitch inside={inside} />
      </section>
      <RecordPart inside={inside} />
      <DrawingPart inside={inside}>
        <DrawnNow inside={inside} />
        <OwnModelPart inside={inside} />
      </DrawingPart>
    </>
  );
}

function CaptionsSwitch({ inside: { session, captioning, words } }: { inside: Inside }) {
  const state = captioning.state.value;
  const silent = session.microphone.state.value !== "on";
  if (state === "unsupported") return <p class="call-quiet">{words.captionsUnsupported}</p>;
  return (
    <>
      <Switch
        label={words.captionsOn}
        hint={silent ? words.captionsNeedMic : words.captionsWords}
        on={state === "on"}
        disabled={silent}
        onChange={(on) => on ? captioning.start() : captioning.stop()}
      />
      {state === "failed" && <p class="field-error" role="alert">{words.captionsFailed}</p>}
    </>
  );
}

/** What draws each of the two, honestly. */
function DrawnNow({ inside: { self, peer, words, peerName } }: { inside: Inside }) {
  const rows = [[peerName.value, peer.kind.value], [words.you, self.kind.value]] as const;
  return (
    <ul class="call-drawn">
      {rows.map(([name, kind]) => (
        <li key={name}>
          <b>{name}</b> {kind === null ? words.rendererNone : words.renderers[kind]}
        </li>
      ))}
    </ul>
  );
}
