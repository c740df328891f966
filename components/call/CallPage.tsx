/** The page of a call: the two faces, and beside them all that one does. */
import { Page } from "@/components/Page.tsx";
import type { Place } from "@/components/place.ts";
import AvatarCanvas from "@/islands/AvatarCanvas.tsx";
import Tracker from "@/islands/Tracker.tsx";
import type { CallPageProps } from "@/lib/calls/page/props.ts";
import { peerKey, selfKey } from "@/lib/calls/page/shown.ts";
import { callWords } from "@/lib/i18n/calls.ts";

export function CallPage({ place, call }: { place: Place; call: CallPageProps }) {
  const { locale, roomId, view, me } = call;
  const words = callWords[locale];
  return (
    <Page
      place={place}
      title={view === "ended" ? words.endedTitle : words.callTitle}
      description={words.description}
      layout="full"
      scripted
      styles={["/call.css", "/call_recording.css"]}
      noIndex
    >
      <div
        class="call"
        id="call"
        data-view={view}
        data-panel="none"
        data-corner="end-bottom"
        data-mirror="on"
      >
        {view === "lobby" && (
          <div class="call-peer">
            <AvatarCanvas
              locale={locale}
              shows={peerKey(roomId)}
              poster={null}
              alt={words.somebody}
            />
          </div>
        )}
        {view === "lobby" && (
          <figure class="call-self">
            <AvatarCanvas
              locale={locale}
              shows={selfKey(roomId)}
              poster={me.face}
              alt={words.preview}
            />
            <figcaption>{words.preview}</figcaption>
          </figure>
        )}
        <Tracker {...call} />
      </div>
    </Page>
  );
}
