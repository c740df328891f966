/** Recording a call, among its settings: what it is, how to ask for it, and what became of it. Browser-safe. */
import { Button } from "@/components/Button.tsx";
import { KeptNote } from "@/components/call/recording/KeptNote.tsx";
import type { Inside } from "@/lib/calls/page/inside.ts";
import { recordingWords } from "@/lib/i18n/recordings.ts";

export function RecordPart({ inside }: { inside: Inside }) {
  const words = recordingWords[inside.props.locale];
  return (
    <section class="call-set" aria-labelledby="call-set-record">
      <h3 id="call-set-record">{words.title}</h3>
      <p class="call-quiet">
        {words.what} {inside.character ? words.whatCharacter : words.whatPerson}
      </p>
      <Asking inside={inside} />
      <KeptNote inside={inside} />
    </section>
  );
}

function Asking({ inside }: { inside: Inside }) {
  const { desk, session, peerName, props, character } = inside;
  const words = recordingWords[props.locale];
  const consent = desk.consent.value;
  const live = session.phase.value.kind === "live";
  if (desk.sinceMs.value !== null || consent === "agreed" || consent === "asked") {
    return <p role="status">{consent === "asked" ? words.asked(peerName.value) : words.sign}</p>;
  }
  if (consent === "asking") {
    return (
      <>
        <p role="status">{words.asking(peerName.value)}</p>
        <Button type="button" size="small" onClick={() => desk.stop()}>{words.takeBack}</Button>
      </>
    );
  }
  return (
    <>
      {consent === "refused" && <p role="status">{words.refused(peerName.value)}</p>}
      <Button
        type="button"
        size="small"
        disabled={!live}
        onClick={() => desk.ask()}
      >
        {character ? words.start : words.ask}
      </Button>
      {!live && <p class="call-quiet">{words.notConnected}</p>}
    </>
  );
}
