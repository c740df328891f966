/** Where an event stands: to come, doors open, on now, over. */
import { eventPhase } from "@/lib/spaces/events/entry.ts";
import { eventWords } from "@/lib/i18n/events.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { SpaceEvent } from "@/lib/spaces/model.ts";

export interface EventBadgeProps {
  event: SpaceEvent;
  locale: Locale;
  nowMs: number;
}

export function EventBadge({ event, locale, nowMs }: EventBadgeProps) {
  const phase = eventPhase(event, nowMs);
  return <span class={`event-badge is-${phase}`}>{eventWords[locale].phases[phase]}</span>;
}
