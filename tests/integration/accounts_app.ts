/** The account routes on an app of their own, with a store, a clock and a domain that a test can look into. */
import { App, csrf } from "fresh";
import { ensureViewer, identify } from "@/lib/accounts/identify.ts";
import type { AccountDomain } from "@/lib/accounts/domains.ts";
import { define, type Services, type State } from "@/lib/define.ts";
import { parseEnv } from "@/lib/env.ts";
import { answerErrors } from "@/lib/http/errors.ts";
import { provide } from "@/lib/http/provide.ts";
import { createLog } from "@/lib/log.ts";
import * as signup from "@/routes/api/v1/auth/signup.ts";
import * as login from "@/routes/api/v1/auth/login.ts";
import * as guest from "@/routes/api/v1/auth/guest.ts";
import * as refresh from "@/routes/api/v1/auth/refresh.ts";
import * as logout from "@/routes/api/v1/auth/logout.ts";
import * as whoAmI from "@/routes/api/v1/auth/me.ts";
import * as me from "@/routes/api/v1/me/index.ts";
import * as password from "@/routes/api/v1/me/password.ts";
import * as exporting from "@/routes/api/v1/me/export.ts";
import * as sessions from "@/routes/api/v1/me/sessions/index.ts";
import * as session from "@/routes/api/v1/me/sessions/[id].ts";
import * as loginPage from "@/routes/(auth)/login.tsx";
import * as signupPage from "@/routes/(auth)/signup.tsx";
import * as logoutPage from "@/routes/(auth)/logout.tsx";
import * as accountPage from "@/routes/account/index.tsx";
import * as emailPage from "@/routes/account/email.tsx";
import * as passwordPage from "@/routes/account/password.tsx";
import * as sessionsPage from "@/routes/account/sessions.tsx";
import * as exportPage from "@/routes/account/export.ts";
import * as deletePage from "@/routes/account/delete.tsx";

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

export interface AccountsApp {
  kv: Deno.Kv;
  /** Moves the clock on. */
  wait(ms: number): void;
  nowMs(): number;
  /** Sends a request as it would come from `address`. */
  send(request: Request, address?: string): Promise<Response>;
}

/** Runs a test against an app with an empty store. */
export async function withApp(run: (app: AccountsApp) => Promise<void>): Promise<void> {
  using kv = await Deno.openKv(":memory:");
  let nowMs = START_MS;
  const services: Services = {
    env: parseEnv({ KV_URL: ":memory:" }),
    kv,
    log: createLog({ level: "silent" }),
    now: () => nowMs,
    instance: "test",
    startedAtMs: START_MS,
    accountDomains: [notes],
    get chatModel(): never {
      throw new Error("Accounts ask no model");
    },
    get turns(): never {
      throw new Error("Accounts run no turns");
    },
    get catalogue(): never {
      throw new Error("Accounts list no characters");
    },
  };
  const handler = mount(services).handler();
  await run({
    kv,
    wait: (ms) => void (nowMs += ms),
    nowMs: () => nowMs,
    send: (request, address = "203.0.113.1") =>
      handler(request, {
        remoteAddr: { transport: "tcp", hostname: address, port: 40_000 },
        completed: Promise.resolve(),
      }),
  });
}

const try_ = define.handlers({
  async POST(ctx) {
    const viewer = await ensureViewer(ctx);
    return Response.json({ id: viewer.id, kind: viewer.kind, nickname: viewer.nickname });
  },
});

function mount(services: Services): App<State> {
  const app = new App<State>()
    .use(provide(() => Promise.resolve(services)))
    .use(answerErrors())
    .use(csrf())
    .use(identify);
  const routes = {
    "/api/v1/auth/signup": signup,
    "/api/v1/auth/login": login,
    "/api/v1/auth/guest": guest,
    "/api/v1/auth/refresh": refresh,
    "/api/v1/auth/logout": logout,
    "/api/v1/auth/me": whoAmI,
    "/api/v1/me": me,
    "/api/v1/me/password": password,
    "/api/v1/me/export": exporting,
    "/api/v1/me/sessions": sessions,
    "/api/v1/me/sessions/:id": session,
    "/account/export": exportPage,
    "/try": { handler: try_ },
  };
  const pages = {
    "/login": loginPage,
    "/signup": signupPage,
    "/logout": logoutPage,
    "/account": accountPage,
    "/account/email": emailPage,
    "/account/password": passwordPage,
    "/account/sessions": sessionsPage,
    "/account/delete": deletePage,
  };
  for (const [path, { handler }] of Object.entries(routes)) app.route(path, { handler });
  for (const [path, { handler, default: component }] of Object.entries(pages)) {
    // A page's own data is what its own handler gives; the two come from one file.
    app.route(path, { handler, component } as Parameters<typeof app.route>[1]);
  }
  return app;
}
