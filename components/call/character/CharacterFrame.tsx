/** A call with a character from its parts, as far as it has come. The lobby is the same markup without a script. */
import { Announcer, Passing } from "@/components/call/Announcer.tsx";
import { CharacterDoor } from "@/components/call/character/CharacterDoor.tsx";
import { CharacterEnded } from "@/components/call/character/CharacterEnded.tsx";
import { Later } from "@/components/call/Later.tsx";
import type { CharacterSeat } from "@/lib/calls/character/seat.ts";
import type { Inside } from "@/lib/calls/page/inside.ts";

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
      <Later parts={parts} shown={view === "in"} load={loadRoom} />
      {view === "ended" && <CharacterEnded {...parts} />}
      {ready && <Announcer inside={inside} />}
      {ready && <Passing inside={inside} />}
    </div>
  );
}

async function loadRoom() {
  return (await import("@/components/call/character/CharacterRoom.tsx")).CharacterRoom;
}
