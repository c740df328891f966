/** Prints covers with real lettering, and the pictures that previews of a link show. Remembers the latest of each. */
import { drawPicture, toPng } from "@/lib/avatar/raster.ts";
import { type CoverSubject, coverVersion, drawCover, LETTERING_UNIT } from "@/lib/stories/cover.ts";
import { setTitle } from "@/lib/stories/cover_title.ts";
import { outlineRuns } from "@/lib/stories/lettering.ts";
import { drawPreview } from "@/lib/stories/preview.ts";
import {
  PREVIEW_WIDTH,
  type PreviewSubject,
  previewVersion,
} from "@/lib/stories/preview_format.ts";

/** Reads the picture of a painted cover; null for a drawn one, and for one whose picture is gone. */
export type ReadPicture = (subject: CoverSubject) => Promise<CoverPicture | null>;

export interface CoverPicture {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
}

const nothing: ReadPicture = () => Promise.resolve(null);

/** About 12 KB each; painted ones some 150. */
const COVERS_KEPT = 200;
/** About 150 KB each. */
const PREVIEWS_KEPT = 24;

const covers = new Map<string, Promise<string>>();
const previews = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** The cover as an SVG document, its title as outlines. `paint` reads the picture of a painted one. */
export function printCover(subject: CoverSubject, paint: ReadPicture = nothing): Promise<string> {
  return remember(covers, COVERS_KEPT, coverVersion(subject), async () => {
    const lettering = await outlineRuns(setTitle(subject.title).runs, {
      unit: LETTERING_UNIT,
    });
    const picture = await paint(subject);
    return drawCover(subject, {
      lettering: lettering ?? undefined,
      picture: picture ? toDataUrl(picture) : undefined,
    });
  });
}

/** A PNG that shows the cover beside title and synopsis. */
export function printPreview(
  subject: PreviewSubject,
  paint: ReadPicture = nothing,
): Promise<Uint8Array<ArrayBuffer>> {
  return remember(
    previews,
    PREVIEWS_KEPT,
    previewVersion(subject),
    async () => {
      const picture = await paint(subject);
      // What draws it reads PNG.
      const png = picture && await toPng(picture.bytes);
      const plate = png?.ok ? toDataUrl({ bytes: png.bytes, type: "image/png" }) : undefined;
      return await drawPicture(await drawPreview(subject, plate), PREVIEW_WIDTH);
    },
  );
}

function toDataUrl({ bytes, type }: CoverPicture): string {
  return `data:${type};base64,${bytes.toBase64()}`;
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
