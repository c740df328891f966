/** Links that narrow the list of rooms to one kind, or to one's own. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { spaceWords } from "@/lib/i18n/spaces.ts";
import { SPACE_TYPES, type SpaceType } from "@/lib/spaces/model.ts";
import { Pills } from "@/components/Pills.tsx";
import { paths } from "@/components/place.ts";
import { spacePaths } from "@/components/spaces/paths.ts";

export interface SpaceFilterProps {
  locale: Locale;
  current: SpaceType | "all" | "mine";
  /** Whether the reader can have a space at all. */
  signedIn: boolean;
}

export function SpaceFilter({ locale, current, signedIn }: SpaceFilterProps) {
  const words = spaceWords[locale];
  const choices = [
    { href: paths.spaces as string, label: words.all, current: current === "all" },
    ...SPACE_TYPES.map((type) => ({
      href: spacePaths.ofType(type),
      label: words.types[type],
      current: current === type,
    })),
  ];
  if (signedIn) {
    choices.push({ href: spacePaths.mine, label: words.mine, current: current === "mine" });
  }
  return <Pills label={words.filter} choices={choices} />;
}
