/** A story's cover as a picture. */
import { COVER_HEIGHT, COVER_WIDTH } from "@/lib/stories/cover_format.ts";
import { type CoverSubject, coverVersion } from "@/lib/stories/cover.ts";
import { paths } from "@/components/place.ts";

export interface CoverProps {
  story: CoverSubject;
  /** Empty where the title stands beside the picture. */
  alt: string;
  /** In view at once. */
  eager?: boolean | undefined;
}

/** The address of a cover; `v` names the drawing, so that browsers may keep it for ever. */
export function coverSrc(story: CoverSubject): string {
  return `${paths.story(story.id)}/cover.svg?v=${coverVersion(story)}`;
}

export function Cover({ story, alt, eager = false }: CoverProps) {
  return (
    <img
      class="cover"
      src={coverSrc(story)}
      alt={alt}
      width={COVER_WIDTH}
      height={COVER_HEIGHT}
      loading={eager ? "eager" : "lazy"}
      decoding="async"
      data-fresh-disable-lock
      data-travels={`cover-${story.id}`}
    />
  );
}
