/** Why the server closes a socket, and whether it is worth coming back. Browser-safe. */

interface CloseCode {
  code: number;
  /** Sent along; for developers, not for readers. */
  reason: string;
  /** Whether a client should connect again by itself. */
  retry: boolean;
}

/** Every code that the server closes with. Codes below 4000: RFC 6455, 7.4.1, and IANA's registry (1012, 1013). */
export const CLOSE = {
  bye: { code: 1000, reason: "bye", retry: false },
  /** Ten frames within a minute that nobody could read. */
  bad_frames: { code: 1008, reason: "too many bad frames", retry: false },
  /** This instance goes away; another one, or its successor, is there. */
  restart: { code: 1012, reason: "restarting", retry: true },
  /** The client took its events too slowly. */
  too_slow: { code: 1013, reason: "too slow", retry: true },
  failed: { code: 1011, reason: "failed", retry: true },
  signed_out: { code: 4001, reason: "signed out", retry: false },
  kicked: { code: 4003, reason: "kicked", retry: false },
  gone: { code: 4004, reason: "gone", retry: false },
  /** The same person opened more connections than one may have; the oldest makes room. */
  elsewhere: { code: 4008, reason: "connected elsewhere", retry: false },
  /** Every seat of a call is taken. */
  full: { code: 4009, reason: "full", retry: false },
} as const satisfies Record<string, CloseCode>;

export type CloseReason = keyof typeof CLOSE;

const FINAL: ReadonlySet<number> = new Set(
  Object.values(CLOSE).filter(({ retry }) => !retry).map(({ code }) => code),
);

/** Whether a client should connect again after a socket closed with this code. */
export function isRetried(code: number): boolean {
  return !FINAL.has(code);
}
