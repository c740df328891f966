/** The servers that help two browsers to find each other, as long as their credentials hold. Browser-safe. */

/** Servers for peer connections, and for how long their credentials hold. */
export interface Ice {
  config: RTCConfiguration;
  ttlS: number;
}

/** Credentials are fetched anew once half of their time is over. */
const SHARE = 0.5;

export interface Servers {
  /** Those fetched last; before the first fetch, none. */
  readonly config: RTCConfiguration;
  /** Those fetched last, or fresh ones where they got old. */
  fresh(): Promise<RTCConfiguration>;
}

/** @param now Milliseconds. */
export function createServers(
  { fetchIce, now, first = null }: {
    fetchIce: () => Promise<Ice>;
    now: () => number;
    first?: Ice | null;
  },
): Servers {
  let held = first && { ...first, atMs: now() };
  return {
    get config() {
      return held?.config ?? {};
    },
    async fresh() {
      if (!held || now() - held.atMs >= held.ttlS * 1000 * SHARE) {
        held = { ...await fetchIce(), atMs: now() };
      }
      return held.config;
    },
  };
}

/**
 * Asks our own server; in a call, whoever has its link may ask.
 *
 * @throws Where it does not answer, or says no.
 */
export async function fetchIce(roomId?: string): Promise<Ice> {
  const query = roomId === undefined ? "" : `?${new URLSearchParams({ room_id: roomId })}`;
  const response = await fetch(`/api/v1/ice${query}`);
  if (!response.ok) throw new Error(`Cannot get the servers for a connection: ${response.status}`);
  const { iceServers, iceTransportPolicy, ttl } = await response.json();
  return { config: { iceServers, iceTransportPolicy, bundlePolicy: "max-bundle" }, ttlS: ttl };
}
