/** Addresses of the library below its first page, so that no component spells one twice. */
import { paths } from "@/components/place.ts";

const own = paths.story;

export const storyPaths = {
  mine: `${paths.stories}/mine`,
  make: `${paths.stories}/new`,
  importing: `${paths.stories}/import`,
  edit: (id: string) => `${own(id)}/edit`,
  cover: (id: string) => `${own(id)}/cover`,
  publish: (id: string) => `${own(id)}/publish`,
  chapters: (id: string) => `${own(id)}/chapters`,
  /** `chapterId` is the chapter's id, or `new`. */
  chapter: (id: string, chapterId: number | "new") => `${own(id)}/chapters/${chapterId}`,
  report: (id: string) => `${own(id)}/report`,
  remove: (id: string) => `${own(id)}/remove`,
  comments: (id: string) => `${own(id)}/comments`,
  comment: (id: string, commentId: string) => `${own(id)}/comments/${commentId}`,
  epub: (id: string) => `${own(id)}/book.epub`,
  markdown: (id: string) => `${own(id)}/book.md`,
} as const;
