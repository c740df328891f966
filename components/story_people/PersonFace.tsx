/** The face of somebody of a story: their character's picture, or before they are one, as the story describes them. */
import { avatarSpecToText } from "@/lib/avatar/spec.ts";
import { emotionPortraitUrl } from "@/lib/characters/model.ts";
import { faceOf } from "@/lib/stories/people/make.ts";
import type { PersonOfStory } from "@/lib/stories/people/people.ts";

export function PersonFace(
  { person, size }: { person: PersonOfStory; size: "small" | "medium" | "large" },
) {
  const px = { small: 40, medium: 64, large: 112 }[size];
  const src = person.character
    ? emotionPortraitUrl(person.character, null)
    : `/avatar.svg?${avatarSpecToText(faceOf(person))}&crop=face`;
  return (
    <img
      class={`person-face is-${size}`}
      src={src}
      alt=""
      width={px}
      height={px}
      loading="lazy"
      decoding="async"
      data-fresh-disable-lock
    />
  );
}
