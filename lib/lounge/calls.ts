/** What the lounge asks of the server beside its socket. Answers are read with care: a proxy may answer too. Browser-safe. */
import type { ChatMessage, SpaceInfo } from "@/lib/spaces/protocol.ts";
import type { Addresses } from "@/lib/lounge/addresses.ts";
import { type Refusal, refusalOf } from "@/lib/lounge/connection.ts";
import type { Glance } from "@/lib/lounge/door.ts";
import type { Earlier } from "@/lib/lounge/session.ts";

export interface CallDeps {
  at: Addresses;
  /** As `globalThis.fetch`. */
  fetch: typeof fetch;
  /** The invitation that the reader came with. */
  invite: string | null;
  /** Has a session already. */
  signedIn: boolean;
}

/** How many earlier messages come at once. */
const EARLIER = 50;

export function createCalls({ at, fetch, invite, signedIn }: CallDeps) {
  async function call(method: string, path: string, body?: unknown): Promise<Response> {
    return await fetch(path, {
      method,
      credentials: "same-origin",
      headers: {
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Does it, or throws. */
  async function must(method: string, path: string, body?: unknown): Promise<void> {
    const response = await call(method, path, body);
    if (!response.ok) {
      throw new Error(`Cannot ${method} ${path}: the answer was ${response.status}`);
    }
  }

  /** Our own server's answer, of the shape that its description promises. */
  async function read(path: string): Promise<unknown> {
    const response = await call("GET", path);
    if (!response.ok) throw new Error(`Cannot read ${path}: the answer was ${response.status}`);
    return await response.json();
  }

  let hasSession = signedIn;

  return {
    /** Takes a seat; makes a guest of somebody without a session, as the page's form does. */
    async join(): Promise<{ ok: true } | { ok: false; reason: Refusal }> {
      try {
        const response = hasSession
          ? await call("POST", `${at.api}/join`, invite ? { invite_code: invite } : {})
          : await fetch(at.join, {
            method: "POST",
            credentials: "same-origin",
            // Where a form leads to is of no interest: that it leads somewhere says that it worked.
            redirect: "manual",
            headers: { accept: "application/json" },
            body: new URLSearchParams(invite ? { invite } : {}),
          });
        if (response.type !== "opaqueredirect" && !response.ok) {
          return { ok: false, reason: await readRefusal(response) };
        }
        hasSession = true;
        return { ok: true };
      } catch {
        // No network, or a server that is just not there.
        return { ok: false, reason: "failed" };
      }
    },
    leave: () => must("POST", `${at.api}/leave`, {}),
    removeMessage: (id: string) => must("DELETE", `${at.api}/messages/${encodeURIComponent(id)}`),
    moderate: (action: "mute" | "unmute" | "kick", userId: string) =>
      must("POST", `${at.api}/moderation`, { action, user_id: userId }),
    /** Brings a picture, and gives the id by which it is shared. */
    async bringPicture(file: File): Promise<string> {
      const body = new FormData();
      body.set("file", file);
      const response = await fetch(`${at.api}/images`, {
        method: "POST",
        credentials: "same-origin",
        headers: { accept: "application/json" },
        body,
      });
      const image = response.ok ? field(await response.json(), "image") : null;
      if (typeof image !== "string") {
        throw new Error(`Cannot bring a picture: the answer was ${response.status}`);
      }
      return image;
    },
    /** Joins, leaves or leads the line to the stage. */
    stage: (act: string, userId: string | null) =>
      must("POST", `${at.api}/stage`, { act, ...(userId ? { user_id: userId } : {}) }),
    /** A ticket for the socket: good once, for half a minute. */
    async ticket(topic: string): Promise<string> {
      const response = await call("POST", "/api/v1/ws-ticket", { topic });
      const body: unknown = response.ok ? await response.json() : null;
      const ticket = field(body, "ticket");
      if (typeof ticket !== "string") {
        throw new Error(`Cannot get a ticket: the answer was ${response.status}`);
      }
      return ticket;
    },
    /** What one sees from the door. */
    async look(): Promise<Glance> {
      const query = new URLSearchParams(invite ? { invite } : {});
      const messages = new URLSearchParams({
        ...Object.fromEntries(query),
        limit: String(EARLIER),
      });
      const [room, said] = await Promise.all([
        read(`${at.api}?${query}`),
        read(`${at.api}/messages?${messages}`),
      ]);
      const { participants, residents, ...space } = room as
        & SpaceInfo
        & Pick<Glance, "participants" | "residents">;
      const items = field(said, "items");
      if (!Array.isArray(items) || !Array.isArray(participants) || !Array.isArray(residents)) {
        throw new Error("Cannot read the room");
      }
      return {
        space,
        participants,
        residents,
        messages: (items as Glance["messages"]).toReversed(),
        hasEarlier: field(said, "next_cursor") !== null,
      };
    },
    async loadEarlier(cursor: string | null): Promise<Earlier> {
      const query = new URLSearchParams({ limit: String(EARLIER) });
      if (cursor) query.set("cursor", cursor);
      if (invite) query.set("invite", invite);
      const body = await read(`${at.api}/messages?${query}`);
      const items = field(body, "items");
      const next = field(body, "next_cursor");
      if (!Array.isArray(items)) throw new Error("Cannot read the messages");
      return {
        // Our own server's, of the shape that its socket sends; the latest comes first there.
        messages: (items as ChatMessage[]).toReversed(),
        cursor: typeof next === "string" ? next : null,
      };
    },
  };
}
export type RoomCalls = ReturnType<typeof createCalls>;

/** What the type of a problem document begins with; the reason follows. */
const PROBLEM = "urn:maru:problem:";

/** Why a call did not get in: by the problem document, else by its status. */
async function readRefusal(response: Response): Promise<Refusal> {
  const problem: unknown = await response.json().catch(() => null);
  const type = field(problem, "type");
  if (typeof type === "string" && type.startsWith(PROBLEM)) {
    return refusalOf(type.slice(PROBLEM.length));
  }
  if (response.status === 404) return "gone";
  if (response.status === 402) return "ticket";
  if (response.status === 409) return "full";
  if (response.status === 429 || response.status === 503) return "busy";
  return "failed";
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
