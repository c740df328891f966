/** Addresses of the writing room, so that no component spells one twice. */
import { paths } from "@/components/place.ts";
import type { Idea } from "@/lib/i18n/writing.ts";
import { type Unit, unitName } from "@/lib/stories/writing/model.ts";

const start = `${paths.stories}/write`;
const room = (jobId: string) => `${start}/${encodeURIComponent(jobId)}`;

export const writingPaths = {
  start,
  /** The form, filled in with an idea. */
  idea: (idea: Idea) => `${start}?${new URLSearchParams({ ...idea })}`,
  room,
  cancel: (jobId: string) => `${room(jobId)}/cancel`,
  pause: (jobId: string) => `${room(jobId)}/pause`,
  resume: (jobId: string) => `${room(jobId)}/resume`,
  more: (jobId: string) => `${room(jobId)}/continue`,
  remove: (jobId: string) => `${room(jobId)}/remove`,
  unit: (jobId: string, unit: Unit) => `${room(jobId)}/${unitName(unit)}`,
  edit: (jobId: string, unit: Unit) => `${room(jobId)}/${unitName(unit)}/edit`,
  redo: (jobId: string, unit: Unit) => `${room(jobId)}/${unitName(unit)}/redo`,
  restore: (jobId: string, unit: Unit) => `${room(jobId)}/${unitName(unit)}/restore`,
} as const;
