/** Chooses the last chapter that somebody knows. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { storyPeopleWords } from "@/lib/i18n/story_people.ts";
import type { Story } from "@/lib/stories/model.ts";
import { Select } from "@/components/Field.tsx";

export function ChapterSelect(
  { locale, story, n, id, label }: {
    locale: Locale;
    story: Pick<Story, "chapters">;
    n: number;
    /** Of the control. */
    id: string;
    label: string;
  },
) {
  const words = storyPeopleWords[locale].page;
  return (
    <Select
      name="as"
      id={id}
      label={label}
      value={String(n)}
      options={[
        { value: "0", label: words.before },
        ...story.chapters.map(({ title }, i) => ({
          value: String(i + 1),
          label: words.chapter(i + 1, title),
        })),
      ]}
    />
  );
}
