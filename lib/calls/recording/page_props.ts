/** What the page of recordings hands to its island: plain data. Browser-safe. */
import type { FaceGroup } from "@/lib/calls/page/face.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

export interface RecordingsProps {
  recordings: true;
  locale: Locale;
  /** Faces that may be seen in the place of either. */
  faces: readonly FaceGroup[];
}

/** The keys of the two canvases; see `lib/calls/page/shown.ts`. */
export const PLAYED_KEYS = ["played:0", "played:1"] as const;
