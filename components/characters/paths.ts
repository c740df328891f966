/** Addresses below a character's own, so that no component spells one twice. */
import { paths } from "@/components/place.ts";

const own = paths.character;

export const characterPaths = {
  importing: `${paths.characters}/import`,
  newFace: `${paths.newCharacter}/avatar`,
  mature: `${paths.characters}/mature`,
  matureList: `${paths.characters}?rating=mature`,
  edit: (id: string) => `${own(id)}/edit`,
  face: (id: string) => `${own(id)}/avatar`,
  painting: (id: string) => `${own(id)}/painting`,
  like: (id: string) => `${own(id)}/like`,
  duplicate: (id: string) => `${own(id)}/duplicate`,
  remove: (id: string) => `${own(id)}/remove`,
  report: (id: string) => `${own(id)}/report`,
  file: (id: string, format: string) => `${own(id)}/card?format=${format}`,
  preview: (id: string, rev: number) => `${own(id)}/card.png?v=${rev}`,
  lore: (id: string) => `${own(id)}/lore`,
  /** `n` is the entry's place in the book, or `new`. */
  loreEntry: (id: string, n: number | "new") => `${own(id)}/lore/${n}`,
  removeLore: (id: string, n: number) => `${own(id)}/lore/${n}/remove`,
} as const;
