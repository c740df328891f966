/** Prints covers with real lettering, and the pictures that previews of a link show. Remembers the latest of each. */
import { drawPicture } from "@/lib/avatar/raster.ts";
import { type CoverSubject, coverVersion, drawCover, LETTERING_UNIT } from "@/lib/stories/cover.ts";
import { setTitle } from "@/lib/stories/cover_title.ts";
import { outlineRuns } from "@/lib/stories/lettering.ts";
import { drawPreview } from "@/lib/stories/preview.ts";
import {
  PREVIEW_WIDTH,
  type PreviewSubject,
  previewVersion,
} from "@/lib/stories/preview_format.ts";

/** About 12 KB each. */
const COVERS_KEPT = 200;
/** About 150 KB each. */
const PREVIEWS_KEPT = 24;

const covers = new Map<string, Promise<string>>();
const previews = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** The cover as an SVG document, its title as outlines. */
export function printCover(subject: CoverSubject): Promise<string> {
  return remember(covers, COVERS_KEPT, coverVersion(subject), async () => {
    const lettering = await outlineRuns(setTitle(subject.title).runs, {
      unit: LETTERING_UNIT,
    });
    return drawCover(subject, lettering ?? undefined);
  });
}

/** A PNG that shows the cover beside title and synopsis. */
export function printPreview(subject: PreviewSubject): Promise<Uint8Array<ArrayBuffer>> {
  return remember(
    previews,
    PREVIEWS_KEPT,
    previewVersion(subject),
    async () => await drawPicture(await drawPreview(subject), PREVIEW_WIDTH),
  );
}

/** What `make` once made under this name, unless it failed; the oldest of more than `most` is forgotten. */
function remember<T>(
  kept: Map<string, Promise<T>>,
  most: number,
  name: string,
  make: () => Promise<T>,
): Promise<T> {
  const known = kept.get(name);
  if (known) return known;
  const making = make();
  kept.set(name, making);
  making.catch(() => kept.delete(name));
  if (kept.size > most) kept.delete(kept.keys().next().value!);
  return making;
}
