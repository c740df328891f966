/** The app as the tests of accounts want it: a clock that stands still, and a domain that a test can look into. */
import { ensureViewer } from "@/lib/accounts/identify.ts";
import type { AccountDomain } from "@/lib/accounts/domains.ts";
import { define } from "@/lib/define.ts";
import { openTestApp, type TestApp } from "@/tests/support/app.ts";

const START_MS = Date.UTC(2026, 2, 1, 9);

/** One note for each person, standing for whatever domains keep. */
export const notes: AccountDomain = {
  name: "notes",
  async *exportData(kv, userId) {
    yield ["note.json", (await kv.get(["note", userId])).value];
  },
  async deleteData(kv, userId) {
    await kv.delete(["note", userId]);
  },
  async moveData(kv, fromId, toId) {
    const { value } = await kv.get(["note", fromId]);
    if (value !== null) {
      await kv.atomic().delete(["note", fromId]).set(["note", toId], value).commit();
    }
  },
};

export type AccountsApp = Pick<TestApp, "kv" | "wait" | "nowMs" | "send">;

/** A form that anyone may send: who has no session becomes a guest by it. */
const tryForm = define.handlers({
  async POST(ctx) {
    const viewer = await ensureViewer(ctx);
    return Response.json({ id: viewer.id, kind: viewer.kind, nickname: viewer.nickname });
  },
});

/** Runs a test against an app with an empty store. */
export async function withApp(run: (app: AccountsApp) => Promise<void>): Promise<void> {
  await using app = await openTestApp({
    startMs: START_MS,
    accountDomains: [notes],
    routes: (app) => void app.route("/try", { handler: tryForm }),
  });
  await run(app);
}
