/** The stage of a fan meeting without a script: it looks again by itself, until somebody asks it not to. */
import type { Reason } from "@/lib/errors.ts";
import { eventWords } from "@/lib/i18n/events.ts";
import type { ScheduledSpace } from "@/lib/spaces/events/listing.ts";
import type { Stage } from "@/lib/spaces/protocol.ts";
import { PageHeading } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { eventPaths } from "@/components/spaces/events/paths.ts";
import { StagePanel } from "@/components/spaces/events/StagePanel.tsx";

export interface StagePageData {
  space: ScheduledSpace;
  stage: Stage;
  userId: string | null;
  isHost: boolean;
  isHere: boolean;
  hostName: string | null;
  nowMs: number;
  /** Why what was asked for did not happen. */
  refusal: Reason | null;
  /** Does not look again by itself. */
  still: boolean;
}

export function StagePage({ place, data }: { place: Place; data: StagePageData }) {
  const { space, refusal, still, nowMs, ...panel } = data;
  const { locale } = place.state;
  const words = eventWords[locale];
  const path = eventPaths.stage(space.id);
  const errors: Partial<Record<Reason, string>> = words.stage.errors;
  return (
    <Page
      place={place}
      title={words.stage.of(space.name[locale])}
      layout="reading"
      styles={["/events.css"]}
      noIndex
    >
      <PageHeading
        title={words.stage.title}
        lede={space.name[locale]}
        above={<a href={eventPaths.event(space.id)}>{words.backToEvent}</a>}
      />
      {refusal && <Notice tone="warn">{errors[refusal] ?? ""}</Notice>}
      <StagePanel
        {...panel}
        locale={locale}
        nowMs={nowMs}
        hasBegun={nowMs >= space.event.startsAtMs}
        action={path}
      />
      <p class="stage-foot">
        <a href={paths.space(space.id)}>{words.toRoom}</a>
        {nowMs < space.event.endsAtMs && (
          <a href={still ? path : `${path}?still=1`}>
            {still ? words.stage.live : words.stage.still}
          </a>
        )}
      </p>
    </Page>
  );
}
