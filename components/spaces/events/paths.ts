/** The addresses of an event's pages. Browser-safe. */
import { paths } from "@/components/place.ts";

/** `?invite=` where a code is given, for the pages of a private space. */
function withInvite(path: string, code: string | null): string {
  return code === null ? path : `${path}?invite=${encodeURIComponent(code)}`;
}

export const eventPaths = {
  event: (id: string, code: string | null = null) => withInvite(`${paths.space(id)}/event`, code),
  reminder: (id: string, code: string | null = null) =>
    withInvite(`${paths.space(id)}/reminder`, code),
  calendar: (id: string, code: string | null = null) =>
    withInvite(`${paths.space(id)}/calendar.ics`, code),
  stage: (id: string) => `${paths.space(id)}/stage`,
  guests: (id: string) => `${paths.space(id)}/guests`,
  claim: (id: string, code: string) =>
    `${paths.space(id)}/guests/claim?code=${encodeURIComponent(code)}`,
  settings: (id: string) => `${paths.space(id)}/settings`,
} as const;
