/** The picture that a shared link to a story shows. */
import { storyWords } from "@/lib/i18n/stories.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import {
  PREVIEW_HEIGHT,
  PREVIEW_WIDTH,
  type PreviewSubject,
  previewVersion,
} from "@/lib/stories/preview_format.ts";
import type { PreviewImage } from "@/components/Page.tsx";
import { paths } from "@/components/place.ts";

export function previewImage(story: PreviewSubject, locale: Locale): PreviewImage {
  return {
    src: `${paths.story(story.id)}/preview.png?v=${previewVersion(story)}`,
    width: PREVIEW_WIDTH,
    height: PREVIEW_HEIGHT,
    alt: storyWords[locale].coverOf(story.title),
  };
}
