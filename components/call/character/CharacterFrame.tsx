/** A call with a character from its parts, as far as it has come. The lobby is the same markup without a script. */
import { Announcer, Passing } from "@/components/call/Announcer.tsx";
import { Captions } from "@/components/call/Captions.tsx";
import { CharacterDoor } from "@/components/call/character/CharacterDoor.tsx";
import { CharacterEnded } from "@/components/call/character/CharacterEnded.tsx";
import { CharacterFoot } from "@/components/call/character/CharacterFoot.tsx";
import { CharacterHead } from "@/components/call/character/CharacterHead.tsx";
import { CharacterPanel } from "@/components/call/character/CharacterPanel.tsx";
import { KeysDialog } from "@/components/call/KeysDialog.tsx";
import type { Inside } from "@/components/call/parts.tsx";
import { RecordSign } from "@/components/call/recording/RecordSign.tsx";
import { SelfTools } from "@/components/call/SelfTools.tsx";
import type { CharacterSeat } from "@/lib/calls/character/seat.ts";

export interface CharacterParts {
  inside: Inside;
  seat: CharacterSeat;
}

export function CharacterFrame(parts: CharacterParts) {
  const { inside } = parts;
  const { session } = inside;
  const view = session.view.value;
  const ready = session.ready.value;
  return (
    <div class="call-frame">
      {view === "lobby" && <CharacterDoor {...parts} />}
      {view === "in" && <CharacterHead {...parts} />}
      {view === "in" && <Captions inside={inside} />}
      {view === "in" && <RecordSign inside={inside} />}
      {view === "in" && <SelfTools inside={inside} />}
      {view === "in" && <CharacterPanel {...parts} />}
      {view === "in" && <CharacterFoot {...parts} />}
      {view === "ended" && <CharacterEnded {...parts} />}
      {ready && <Announcer inside={inside} />}
      {ready && <Passing inside={inside} />}
      {ready && view === "in" && <KeysDialog inside={inside} />}
    </div>
  );
}
