/** What the lounge asks of the server beside its socket. Answers are read with care: a proxy may answer too. Browser-safe. */
import type { ChatMessage } from "@/lib/spaces/protocol.ts";
import type { Addresses } from "@/lib/lounge/addresses.ts";
import { type Refusal, refusalOf } from "@/lib/lounge/connection.ts";
import type { Earlier } from "@/lib/lounge/session.ts";

export interface CallDeps {
  at: Addresses;
  /** As `globalThis.fetch`. */
  fetch: typeof fetch;
  /** The invitation that the reader came with. */
  invite: string | null;
}

/** How many earlier messages come at once. */
const EARLIER = 50;

export function createCalls({ at, fetch, invite }: CallDeps) {
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

  /** Sends one of the page's forms, as a browser without a script would. */
  async function submit(path: string, fields: Record<string, string>): Promise<boolean> {
    const response = await fetch(path, {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      headers: { accept: "application/json" },
      body: new URLSearchParams(fields),
    });
    // A form that worked leads back to a page; the answer itself is hidden from scripts.
    return response.type === "opaqueredirect" || response.ok || response.status === 303;
  }

  return {
    submit,
    /** Takes a seat; makes a guest of somebody without a session, as the form does. */
    async join(): Promise<{ ok: true } | { ok: false; reason: Refusal }> {
      const fields = new URLSearchParams(invite ? { invite } : {});
      const response = await fetch(at.join, {
        method: "POST",
        credentials: "same-origin",
        redirect: "manual",
        headers: { accept: "application/json" },
        body: fields,
      });
      if (response.type === "opaqueredirect" || response.ok || response.status === 303) {
        return { ok: true };
      }
      return { ok: false, reason: await readRefusal(response) };
    },
    async leave(): Promise<void> {
      await submit(at.leave, {});
    },
    /** Joins, leaves or leads the line to the stage. */
    async stage(act: string, userId: string | null): Promise<void> {
      const response = await call("POST", `${at.api}/stage`, {
        act,
        ...(userId ? { user_id: userId } : {}),
      });
      if (!response.ok) throw new Error(`Cannot do "${act}": the answer was ${response.status}`);
    },
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
    async loadEarlier(cursor: string | null): Promise<Earlier> {
      const query = new URLSearchParams({ limit: String(EARLIER) });
      if (cursor) query.set("cursor", cursor);
      if (invite) query.set("invite", invite);
      const response = await call("GET", `${at.api}/messages?${query}`);
      if (!response.ok) throw new Error(`Cannot load messages: the answer was ${response.status}`);
      const body: unknown = await response.json();
      const items = field(body, "items");
      const next = field(body, "next_cursor");
      if (!Array.isArray(items)) throw new Error("Cannot read the messages");
      return {
        // Our own server's, of the shape that its socket sends.
        messages: items as ChatMessage[],
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
