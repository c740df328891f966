/** The picture of a room, in the light of the reader's scheme. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { spaceWords } from "@/lib/i18n/spaces.ts";
import { printScene, sceneOf, type SceneTheme } from "@/lib/spaces/scene.ts";
import { SCENE_HEIGHT, SCENE_WIDTH, type SceneLight } from "@/lib/spaces/scenes/frame.ts";
import { paths } from "@/components/place.ts";

export interface RoomSceneProps {
  theme: string;
  locale: Locale;
  /** Words for those who do not see it; left out where the room's name stands beside the picture. */
  described?: boolean | undefined;
  /** In view at once. */
  eager?: boolean | undefined;
  /** Names it for the transition from the list to the room. */
  travelsAs?: string | undefined;
}

export function RoomScene({ theme, locale, described, eager, travelsAs }: RoomSceneProps) {
  const scene = sceneOf(theme);
  return (
    <picture class="room-scene" {...(travelsAs ? { "data-travels": travelsAs } : {})}>
      <source
        srcset={sceneSrc(scene, "night")}
        media="(prefers-color-scheme: dark)"
        data-fresh-disable-lock
      />
      <img
        src={sceneSrc(scene, "day")}
        alt={described ? spaceWords[locale].scenes[scene] : ""}
        width={SCENE_WIDTH}
        height={SCENE_HEIGHT}
        loading={eager ? "eager" : "lazy"}
        decoding="async"
        {...(eager ? { fetchpriority: "high" as const } : {})}
        data-fresh-disable-lock
      />
    </picture>
  );
}

/** The address of a drawing; `v` names its version, so that browsers may keep it for ever. */
export function sceneSrc(theme: SceneTheme, light: SceneLight): string {
  return `${paths.spaces}/scenes/${theme}-${light}.svg?v=${printScene(theme, light).version}`;
}
