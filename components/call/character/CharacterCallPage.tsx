/** The page of a call with a character: its face, one's own, and beside them all that one does. */
import { Page } from "@/components/Page.tsx";
import type { Place } from "@/components/place.ts";
import AvatarCanvas from "@/islands/AvatarCanvas.tsx";
import Tracker from "@/islands/Tracker.tsx";
import type { CallPageProps, CharacterSide } from "@/lib/calls/page/props.ts";
import { peerKey, selfKey } from "@/lib/calls/page/shown.ts";
import { callWords } from "@/lib/i18n/calls.ts";
import { characterCallWords } from "@/lib/i18n/character_call.ts";

export function CharacterCallPage({ place, call, side }: {
  place: Place;
  call: CallPageProps;
  side: CharacterSide;
}) {
  const { locale, roomId, me } = call;
  const words = characterCallWords[locale](side.name);
  const { preview } = callWords[locale];
  return (
    <Page
      place={place}
      title={words.title}
      description={words.description}
      layout="full"
      scripted
      styles={["/call.css", "/call_character.css", "/call_recording.css"]}
      noIndex
    >
      <div
        class="call is-character"
        id="call"
        data-view="lobby"
        data-panel="none"
        data-corner="end-bottom"
      >
        <div class="call-peer">
          <AvatarCanvas
            locale={locale}
            shows={peerKey(roomId)}
            poster={side.face}
            alt={words.poster}
          />
        </div>
        <figure class="call-self">
          <AvatarCanvas
            locale={locale}
            shows={selfKey(roomId)}
            poster={me.face}
            alt={preview}
          />
          <figcaption>{preview}</figcaption>
        </figure>
        <Tracker {...call} character={side} />
      </div>
    </Page>
  );
}
