/** Addresses around spaces, so that no component spells one twice. Browser-safe. */
import { paths } from "@/components/place.ts";

export const spacePaths = {
  new: `${paths.spaces}/new`,
  mine: `${paths.spaces}/mine`,
  ofType: (type: string) => `${paths.spaces}?type=${type}`,
  settings: (id: string) => `${paths.space(id)}/settings`,
  invitation: (id: string) => `${paths.space(id)}/invitation`,
  moderation: (id: string) => `${paths.space(id)}/moderation`,
  remove: (id: string) => `${paths.space(id)}/remove`,
} as const;
