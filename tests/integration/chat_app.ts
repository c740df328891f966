/** The app behind a real server on a free port, with a clock and a model that a test of conversations holds. */
import assert from "node:assert/strict";
import { z } from "zod";
import type { Character } from "@/lib/characters/model.ts";
import { CharacterInput } from "@/lib/characters/model.ts";
import { createCharacter, newFromInput } from "@/lib/characters/store.ts";
import { Browser } from "@/tests/integration/accounts_client.ts";
import { openTestApp } from "@/tests/support/app.ts";
import { type ScriptedModel, scriptedModel } from "@/tests/support/scripted_model.ts";

const START_MS = Date.UTC(2026, 4, 1, 9);
/** Whoever made the characters. */
export const KEEPER = "keeper";

export interface ChatApp {
  kv: Deno.Kv;
  origin: string;
  model: ScriptedModel;
  nowMs(): number;
  /** Moves the clock on. */
  wait(ms: number): void;
  send(request: Request): Promise<Response>;
  /** Lets somebody in who shares nothing with the others. */
  visitor(lang?: "ko" | "en"): Browser;
  /** Ends running replies, as a server that stops does. */
  drain(): Promise<void>;
  /** Resolves when no conversation is being remembered. */
  remembered(): Promise<void>;
}

/** Runs a test against an app with an empty store. It fails where the app logs an error that `faults` does not name. */
export async function withChat(
  run: (app: ChatApp) => Promise<void>,
  { faults = [] }: { faults?: string[] } = {},
): Promise<void> {
  const model = scriptedModel();
  await using whole = await openTestApp({
    startMs: START_MS,
    chatModel: model.model,
    logLevel: "error",
  });
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request) => whole.send(request, "127.0.0.1"),
  );
  const origin = `http://127.0.0.1:${server.addr.port}`;
  const app: ChatApp = {
    kv: whole.kv,
    origin,
    model,
    nowMs: whole.nowMs,
    wait: whole.wait,
    send(request) {
      // What is said later also has a later time.
      whole.wait(1);
      return fetch(request, { redirect: "manual" });
    },
    visitor(lang = "en") {
      const browser = new Browser(app, origin);
      browser.language = lang;
      return browser;
    },
    drain: () => whole.services.turns.drain(0),
    remembered: () => whole.services.memory.idle(),
  };
  try {
    await run(app);
    assert.deepEqual(whole.logged.map((line) => LogLine.parse(JSON.parse(line)).event), faults);
  } finally {
    await app.drain();
  }
}

const LogLine = z.object({ event: z.string() });

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
