/** What is open beside the faces in a call with a character. Browser-safe. */
import { LinkButton } from "@/components/Button.tsx";
import type { CharacterParts } from "@/components/call/character/CharacterFrame.tsx";
import { SeePart } from "@/components/call/character/SeePart.tsx";
import { CameraRow } from "@/components/call/Devices.tsx";
import { DrawingPart } from "@/components/call/DrawingPart.tsx";
import { FacesPart } from "@/components/call/FacesPart.tsx";
import { OpenPanel } from "@/components/call/Panel.tsx";
import { Switch } from "@/components/call/parts.tsx";
import { ReadingPart } from "@/components/call/ReadingPart.tsx";
import { RecordPart } from "@/components/call/recording/RecordPart.tsx";
import { WritePart } from "@/components/call/WritePart.tsx";

export function CharacterPanel(parts: CharacterParts) {
  const { inside } = parts;
  return (
    <OpenPanel
      inside={inside}
      parts={{
        faces: () => <FacesPart inside={inside} />,
        write: () => <Written {...parts} />,
        settings: () => <Settings {...parts} />,
      }}
    />
  );
}

function Written({ inside, seat }: CharacterParts) {
  const url = seat.opened.value?.call.url.value ?? null;
  return (
    <>
      <WritePart inside={inside} />
      {url !== null && (
        <LinkButton kind="plain" size="small" icon="chat" href={url} target="_blank">
          {seat.words.written}
        </LinkButton>
      )}
    </>
  );
}

function Settings({ inside, seat }: CharacterParts) {
  const { words } = inside;
  return (
    <>
      <section class="call-set" aria-labelledby="call-set-voice">
        <h3 id="call-set-voice">{seat.words.voiceTitle}</h3>
        <Switch
          label={seat.words.aloud}
          hint={seat.canSpeak() ? seat.words.aloudHint : seat.words.cannotSpeak}
          on={seat.aloud.value && seat.canSpeak()}
          disabled={!seat.canSpeak()}
          onChange={(on) => void (seat.aloud.value = on)}
        />
        <label class="call-range">
          <span>{seat.words.volume}</span>
          <input
            type="range"
            min={0}
            max={1}
            step={0.05}
            value={seat.volume.value}
            onInput={({ currentTarget }) => seat.setVolume(currentTarget.valueAsNumber)}
          />
        </label>
      </section>
      <section class="call-set" aria-labelledby="call-set-reading">
        <h3 id="call-set-reading">{words.readingTitle}</h3>
        <CameraRow inside={inside} />
        <SeePart inside={inside} seat={seat} />
        <ReadingPart inside={inside} />
      </section>
      <RecordPart inside={inside} />
      <DrawingPart inside={inside} />
    </>
  );
}
