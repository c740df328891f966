/** The page of recorded calls. What it lists is in the reader's browser, so it has nothing to say without a script. */
import { LinkButton } from "@/components/Button.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import type { Place } from "@/components/place.ts";
import { callPaths } from "@/components/call/paths.ts";
import AvatarCanvas from "@/islands/AvatarCanvas.tsx";
import Tracker from "@/islands/Tracker.tsx";
import type { FaceGroup } from "@/lib/calls/page/face.ts";
import { PLAYED_KEYS } from "@/lib/calls/recording/page_props.ts";
import { recordingWords } from "@/lib/i18n/recordings.ts";

export function RecordingsPage({ place, faces }: { place: Place; faces: readonly FaceGroup[] }) {
  const { locale } = place.state;
  const words = recordingWords[locale];
  return (
    <Page
      place={place}
      title={words.pageTitle}
      description={words.lede}
      scripted
      styles={["/call.css", "/call_recording.css"]}
      noIndex
    >
      <PageHeading title={words.pageTitle} lede={words.lede} />
      <noscript>
        <Notice tone="warn" title={words.noScriptTitle}>
          <p>{words.noScriptWords}</p>
          <div class="actions">
            <LinkButton size="small" href={callPaths.start}>{words.toCalls}</LinkButton>
          </div>
        </Notice>
      </noscript>
      <div class="player-stage" id="player-stage" hidden>
        {PLAYED_KEYS.map((key) => (
          <figure key={key}>
            <AvatarCanvas locale={locale} shows={key} poster={null} alt={words.nobody} />
          </figure>
        ))}
      </div>
      <Tracker recordings locale={locale} faces={faces} />
    </Page>
  );
}
