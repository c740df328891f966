/** The addresses of calls. Browser-safe. */

export const callPaths = {
  start: "/calls",
  call: (id: string) => `/calls/${encodeURIComponent(id)}`,
  ended: (id: string) => `/calls/${encodeURIComponent(id)}/ended`,
  builder: "/characters/new/avatar",
} as const;
