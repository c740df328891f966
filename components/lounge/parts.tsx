/** Small things that several parts of the lounge share: faces, signs, and the context they all take. Browser-safe. */
import type { Signal } from "@preact/signals";
import { Drawn } from "@/components/Icon.tsx";
import { facePicture } from "@/lib/lounge/addresses.ts";
import type { Addresses } from "@/lib/lounge/addresses.ts";
import type { LoungeProps } from "@/lib/lounge/props.ts";
import type { Visit } from "@/lib/lounge/visit.ts";
import type { RoomCalls } from "@/lib/lounge/calls.ts";
import type { LoungeWords } from "@/lib/i18n/lounge.ts";

/** What every part of the lounge is given. */
export interface Inside {
  visit: Visit;
  calls: RoomCalls;
  props: LoungeProps;
  words: LoungeWords;
  at: Addresses;
  told: Signal<{ key: number; text: string } | null>;
  /** The document grows with what is said; nothing takes it over. */
  growing?: boolean;
  /** Says something in passing: shown, and read out. */
  tell(text: string): void;
}

const HUES = 6;

/** A round picture: the character's face, or the first letter of a name. */
export function Face({ name, characterId, emotion, rev, small }: {
  name: string;
  characterId: string | null;
  emotion?: string | null;
  rev?: string | number | undefined;
  small?: boolean;
}) {
  const size = small ? 28 : 40;
  if (characterId === null) {
    const letter = [...name.trim()][0] ?? "·";
    const hue = [...name].reduce((sum, char) => sum + char.codePointAt(0)!, 0) % HUES;
    return (
      <span
        class={`lounge-face is-letter is-hue-${hue}${small ? " is-small" : ""}`}
        aria-hidden="true"
      >
        {letter}
      </span>
    );
  }
  return (
    <img
      class={`lounge-face${small ? " is-small" : ""}`}
      src={facePicture(characterId, { emotion, rev })}
      alt=""
      width={size}
      height={size}
      loading="lazy"
      decoding="async"
      data-fresh-disable-lock
    />
  );
}

/** Signs and tools, drawn with the pen of components/Icon.tsx. */
const DRAWINGS = {
  wave:
    "M7.500 12.500 5.800 9.600a1.400 1.400 0 0 1 2.400-1.400l2.300 3.900-3.100-5.300a1.400 1.400 0 0 1 2.400-1.400l3.100 5.300-2.300-4a1.400 1.400 0 0 1 2.400-1.400l3.400 5.900c.3-1 .3-2.200 1.300-2.700.8-.4 1.500 0 1.500.8-.2 2.800.3 5.700-1.600 7.900-2.300 2.700-6 2.800-8.400.4-.8-.8-1.200-2.100-1.700-3.100M4.500 5.500C5 4.300 5.700 3.500 6.800 3M19.800 20.600c1-.6 1.600-1.400 2-2.500",
  heart:
    "M12 19.700C6.400 15.800 3.600 12.600 3.600 9.200A4.500 4.500 0 0 1 12 6.900a4.500 4.500 0 0 1 8.400 2.300c0 3.400-2.800 6.600-8.400 10.500Z",
  clap:
    "M9.500 20.500c-3-.3-5-2.700-4.600-5.700L5.600 9a1.300 1.300 0 0 1 2.600.2l-.1 2.600 3.300-6.300a1.300 1.300 0 0 1 2.400 1.200l-2.200 4.600 3.200-4a1.300 1.300 0 0 1 2.100 1.500l-2.800 4 2.500-2a1.300 1.300 0 0 1 1.700 1.900c-2.400 2.600-4.300 8.200-8.800 7.800ZM17 3.500l.6-1.500M19.800 5.200l1.300-1M20.800 8.400h1.600",
  laugh:
    "M12 3.800a8.200 8.200 0 1 0 0 16.400 8.200 8.200 0 0 0 0-16.400ZM7.500 13h9c-.3 2.600-2.100 4-4.500 4s-4.200-1.400-4.500-4ZM7.600 9.800c.6-.9 1.700-.9 2.300 0M14.100 9.800c.6-.9 1.700-.9 2.300 0",
  nod:
    "M12 3.500v8M8.800 8.500 12 11.700l3.200-3.200M4.500 14.500c2 3.700 4.500 5.500 7.500 5.500s5.500-1.800 7.500-5.500",
  surprise:
    "M12 3.800a8.200 8.200 0 1 0 0 16.400 8.200 8.200 0 0 0 0-16.400Zm0 9.200a1.900 2.300 0 1 0 0 4.600 1.900 2.300 0 0 0 0-4.600ZM8.800 9v.8M15.200 9v.8",
  question:
    "M8.500 8.800c.1-2.300 1.700-3.800 3.700-3.800s3.600 1.400 3.600 3.500c0 3-3.700 3.200-3.700 6.200M12 18.800v.01",
  dance:
    "M13.500 4.700a1.600 1.600 0 1 0 0-.01M12.500 9.200 9 12.500l2.800 3-1.800 5M12.500 9.200l3.600 2.600 3-1.800M12.500 9.200 8.800 7.400 6.500 9.600M11.800 15.500l4 1.500 1.700 3.500",
  // Cross-legged on a cushion.
  sit:
    "M12 3.200a1.900 1.900 0 1 0 0 3.800 1.900 1.900 0 0 0 0-3.800ZM12 9.200c-1.700 0-2.600 1-2.600 2.600v2.400h5.200v-2.400c0-1.600-.9-2.600-2.600-2.600ZM9.400 13.600c-2.400.3-3.900 1.100-4.200 2.500h13.600c-.3-1.400-1.800-2.200-4.200-2.500M4 19.800h16",
  stand:
    "M12 4.300a1.700 1.700 0 1 0 0-.01M12 8.500v6M12 14.500 9.500 20.500M12 14.500l2.500 6M8 11l4-2.500 4 2.500",
  camera:
    "M3.500 12c2.200-4.500 5-6.800 8.500-6.800s6.300 2.300 8.500 6.800M12 9.500v.01M5.500 18.500l2-3.500 3 3M7.500 15c.5 2.600 2.300 4.200 5.300 4.200 2.600 0 4.400-1.300 5.200-3.700",
  keys: "M3.500 6.500h17v11h-17ZM7 10v.01M10.300 10v.01M13.700 10v.01M17 10v.01M8 14h8",
  look: "M4 5.500h16v13H4ZM4 14.500l4.500-4 4 3.500 2.500-2 5 4M15.500 9v.01",
  list: "M8.500 6.500H20M8.500 12H20M8.500 17.500H20M4.500 6.500v.01M4.500 12v.01M4.500 17.500v.01",
  steps:
    "M8 4c1.600 0 2.200 2 2 4.200-.1 1.500-.6 2.600-1.900 2.600S6 9.700 5.900 8.200C5.700 6 6.400 4 8 4ZM6.600 13.200h3c0 1.500-.5 2.300-1.500 2.300s-1.500-.8-1.500-2.300ZM16 8c1.600 0 2.300 2 2.100 4.200-.1 1.500-.9 2.600-2.200 2.600s-1.800-1.100-1.900-2.600C13.800 10 14.400 8 16 8ZM14.400 17.200h3c0 1.500-.5 2.300-1.500 2.300s-1.500-.8-1.500-2.300Z",
} as const;

export type SignName = keyof typeof DRAWINGS;

export function Sign({ name }: { name: SignName }) {
  return <Drawn d={DRAWINGS[name]} />;
}
