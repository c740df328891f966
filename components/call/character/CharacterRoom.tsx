/** Inside a call with a character: its head, what stands over the face and beside it, and the controls. Browser-safe. */
import { useEffect } from "preact/hooks";
import { Captions } from "@/components/call/Captions.tsx";
import { CharacterFoot } from "@/components/call/character/CharacterFoot.tsx";
import type { CharacterParts } from "@/components/call/character/CharacterFrame.tsx";
import { CharacterHead } from "@/components/call/character/CharacterHead.tsx";
import { CharacterPanel } from "@/components/call/character/CharacterPanel.tsx";
import { KeysDialog } from "@/components/call/KeysDialog.tsx";
import { focusTitle } from "@/components/call/parts.tsx";
import { RecordSign } from "@/components/call/recording/RecordSign.tsx";
import { SelfTools } from "@/components/call/SelfTools.tsx";

export function CharacterRoom(parts: CharacterParts) {
  const { inside } = parts;
  useEffect(focusTitle, []);
  return (
    <>
      <CharacterHead {...parts} />
      <Captions inside={inside} />
      <LastSaid {...parts} />
      <RecordSign inside={inside} />
      <SelfTools inside={inside} />
      <CharacterPanel {...parts} />
      <CharacterFoot {...parts} />
      <KeysDialog inside={inside} />
    </>
  );
}

/** For those who neither hear a voice here nor see the captions. */
function LastSaid({ inside: { session }, seat }: CharacterParts) {
  const isSilent = !seat.canSpeak() || !seat.aloud.value;
  const last = session.talk.lines.value.findLast(({ mine }) => !mine);
  return (
    <p class="visually-hidden" role="status" lang={seat.side.lang}>
      {isSilent ? last?.text : ""}
    </p>
  );
}
