/** The lounge from its parts: the room, who is in it, and what is said. The same markup with and without a script. */
import { Announcer, Passing } from "@/components/lounge/Announcer.tsx";
import { Status } from "@/components/lounge/Door.tsx";
import type { Inside } from "@/components/lounge/parts.tsx";
import { OwnModelPart } from "@/components/lounge/OwnModelPart.tsx";
import { People } from "@/components/lounge/People.tsx";
import { RoomPicture } from "@/components/lounge/RoomPicture.tsx";
import { SpeechPart } from "@/components/lounge/SpeechPart.tsx";
import { StagePart } from "@/components/lounge/StagePart.tsx";
import { Talk } from "@/components/lounge/Talk.tsx";
import { VoicePart } from "@/components/lounge/VoicePart.tsx";
import { HelpDialog } from "@/components/lounge/Tools.tsx";

export function LoungeFrame({ inside }: { inside: Inside }) {
  const { visit, words } = inside;
  const ready = visit.ready.value;
  return (
    <div class={`lounge is-${visit.view.value}${ready ? " is-ready" : ""}`}>
      <section class="lounge-room" aria-label={words.room}>
        <RoomPicture inside={inside} />
        <p class="visually-hidden" id="room-help">{words.roomHelp}</p>
      </section>
      <div class="lounge-side">
        <Status inside={inside} />
        <StagePart inside={inside} />
        <People inside={inside} />
        <div class="room-sounds">
          <VoicePart inside={inside} />
          <SpeechPart inside={inside} />
        </div>
        <Talk inside={inside} />
      </div>
      {ready && <Announcer inside={inside} />}
      {ready && <Passing inside={inside} />}
      {ready && <HelpDialog inside={inside} />}
      {ready && <OwnModelPart inside={inside} />}
    </div>
  );
}
