/** The conversation routes behind a real server on a free port, with a store, a clock and a model that a test holds. */
import assert from "node:assert/strict";
import { App, csrf } from "fresh";
import { identify } from "@/lib/accounts/identify.ts";
import { createCatalogue } from "@/lib/characters/catalogue.ts";
import type { Character } from "@/lib/characters/model.ts";
import { CharacterInput } from "@/lib/characters/model.ts";
import { createCharacter, newFromInput } from "@/lib/characters/store.ts";
import { chatDomain } from "@/lib/chat/account_domain.ts";
import { createTurnRunner } from "@/lib/chat/turn.ts";
import type { Services, State } from "@/lib/define.ts";
import { parseEnv } from "@/lib/env.ts";
import { conditional } from "@/lib/http/conditional.ts";
import { answerErrors } from "@/lib/http/errors.ts";
import { provide } from "@/lib/http/provide.ts";
import { securityHeaders } from "@/lib/http/security.ts";
import { createLog } from "@/lib/log.ts";
import { Browser } from "@/tests/integration/accounts_client.ts";
import { type ScriptedModel, scriptedModel } from "@/tests/support/scripted_model.ts";
import * as document from "@/routes/_app.tsx";
import * as logoutPage from "@/routes/(auth)/logout.tsx";
import * as signupPage from "@/routes/(auth)/signup.tsx";
import * as chatsPage from "@/routes/chats/index.tsx";
import * as chatPage from "@/routes/chats/[id]/index.ts";
import * as actions from "@/routes/chats/[id]/[action].ts";
import * as removePage from "@/routes/chats/[id]/remove.tsx";

const START_MS = Date.UTC(2026, 4, 1, 9);
/** Whoever made the characters. */
const KEEPER = "keeper";

export interface ChatApp {
  kv: Deno.Kv;
  origin: string;
  model: ScriptedModel;
  /** Errors that the app logged: what nobody foresaw. */
  faults: string[];
  nowMs(): number;
  /** Moves the clock on. */
  wait(ms: number): void;
  send(request: Request): Promise<Response>;
  /** Lets somebody in who shares nothing with the others. */
  visitor(lang?: "ko" | "en"): Browser;
  /** Ends running replies, as a server that stops does. */
  drain(): Promise<void>;
}

/** Runs a test against an app with an empty store. It fails where the app logs an error that no test expects. */
export async function withChat(
  run: (app: ChatApp) => Promise<void>,
  { faults: expected = [] }: { faults?: string[] } = {},
): Promise<void> {
  using kv = await Deno.openKv(":memory:");
  let clock = START_MS;
  // Time passes by itself, so that what happens later also has a later time.
  const now = () => clock++;
  const faults: string[] = [];
  const log = createLog({
    level: "error",
    write: (line) => faults.push(String(JSON.parse(line).event)),
  });
  const model = scriptedModel();
  const turns = createTurnRunner({
    kv,
    log,
    now,
    instance: "test",
    chatModel: model.model,
    maxOutputTokens: 100,
    pauseMs: 0,
  });
  const handler = mount({
    env: parseEnv({ KV_URL: ":memory:" }),
    kv,
    log,
    now,
    instance: "test",
    startedAtMs: START_MS,
    accountDomains: [chatDomain],
    chatModel: model.model,
    turns,
    catalogue: createCatalogue(kv, now),
  }).handler();
  const closing = new AbortController();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, signal: closing.signal, onListen() {} },
    handler,
  );
  const origin = `http://127.0.0.1:${server.addr.port}`;
  const app: ChatApp = {
    kv,
    origin,
    model,
    faults,
    nowMs: () => clock,
    wait: (ms) => void (clock += ms),
    send: (request) => fetch(request, { redirect: "manual" }),
    visitor(lang = "en") {
      const browser = new Browser(app, origin);
      browser.language = lang;
      return browser;
    },
    drain: () => turns.drain(0),
  };
  try {
    await run(app);
    assert.deepEqual(faults, expected);
  } finally {
    await turns.drain(0);
    closing.abort();
    await server.finished;
  }
}

function mount(services: Services): App<State> {
  const app = new App<State>()
    .use(provide(() => Promise.resolve(services)))
    .use(securityHeaders())
    .use(conditional())
    .use(answerErrors())
    .use(csrf())
    .use(identify)
    .appWrapper(document.default);
  const pages = {
    "/chats": chatsPage,
    "/chats/:id/remove": removePage,
    "/signup": signupPage,
    "/logout": logoutPage,
  };
  for (const [path, { handler, default: component }] of Object.entries(pages)) {
    // A page's own data is what its own handler gives; the two come from one file.
    app.route(path, { handler, component } as Parameters<typeof app.route>[1]);
  }
  return app
    .route("/chats/:id", { handler: chatPage.handler })
    .route("/chats/:id/:action", { handler: actions.handler });
}

/** Puts a character into the store that everyone may talk with. */
export async function addCharacter(
  { kv, nowMs }: Pick<ChatApp, "kv" | "nowMs">,
  input: Partial<CharacterInput> = {},
): Promise<Character> {
  const made = newFromInput(
    KEEPER,
    CharacterInput.parse({
      name: "Haru",
      greeting: "You came.",
      lang: "en",
      visibility: "public",
      ...input,
    }),
  );
  return await createCharacter(kv, made, nowMs());
}
