import assert from "node:assert/strict";
import { EMOTES } from "@/lib/spaces/motion.ts";
import { mayPass, refusalOf, secondsUntil } from "@/lib/lounge/connection.ts";
import { knobAt, readStick } from "@/lib/lounge/joystick.ts";
import { actionOf, EMOTE_KEYS, type KeyPress } from "@/lib/lounge/keyboard.ts";
import { DEFAULT_SETTINGS, readSettings, writeSettings } from "@/lib/lounge/settings.ts";

Deno.test("every sign has a key of its own", () => {
  const signs = EMOTE_KEYS.map((_, n) => press(String(n + 1)));
  assert.deepEqual(signs, EMOTES.map((emote) => ({ type: "emote", emote })));
});

const press = (key: string, rest: Partial<KeyPress> = {}) =>
  actionOf({ key, where: "room", modified: false, composing: false, ...rest });

Deno.test("actionOf() takes signs, seats and the camera in the room alone", () => {
  assert.deepEqual(press("1"), { type: "emote", emote: "wave" });
  assert.deepEqual(press("8"), { type: "emote", emote: "dance" });
  assert.equal(press("9"), null);
  assert.deepEqual(press("c"), { type: "sit" });
  assert.deepEqual(press("ㅊ"), { type: "sit" }, "the same key under a Korean layout");
  assert.deepEqual(press("Home"), { type: "reset_camera" });
  assert.equal(press("1", { where: "elsewhere" }), null);
});

Deno.test("actionOf() leaves who writes in peace, but for the way back to walking", () => {
  assert.deepEqual(press("Escape", { where: "text" }), { type: "walk" });
  for (const key of ["?", "/", "1", "c", "Enter"]) {
    assert.equal(press(key, { where: "text" }), null, key);
  }
  assert.equal(press("Escape", { where: "text", composing: true }), null);
});

Deno.test("actionOf() leads to the chat and the help from anywhere, and leaves the browser its own keys", () => {
  assert.deepEqual(press("Enter"), { type: "chat" });
  assert.deepEqual(press("/", { where: "elsewhere" }), { type: "chat" });
  assert.deepEqual(press("?", { where: "elsewhere" }), { type: "help" });
  assert.equal(press("Enter", { where: "elsewhere" }), null);
  assert.equal(press("1", { modified: true }), null);
});

Deno.test("readStick() is silent for a resting thumb, full at the rim, and forward is up", () => {
  assert.deepEqual(readStick({ dx: 3, dy: 3, radius: 50 }), { right: 0, forward: 0 });
  assert.deepEqual(readStick({ dx: 0, dy: 0, radius: 50 }), { right: 0, forward: 0 });
  const up = readStick({ dx: 0, dy: -50, radius: 50 });
  assert(Math.abs(up.forward - 1) < 1e-9 && Math.abs(up.right) < 1e-9);
  const far = readStick({ dx: 300, dy: 400, radius: 50 });
  assert(Math.abs(Math.hypot(far.right, far.forward) - 1) < 1e-9);
  const half = readStick({ dx: 29, dy: 0, radius: 50 });
  assert(half.right > 0.4 && half.right < 0.6);
});

Deno.test("knobAt() keeps the knob within the rim", () => {
  assert.deepEqual(knobAt({ dx: 3, dy: 4, radius: 50 }), { x: 3, y: 4 });
  assert.deepEqual(knobAt({ dx: 300, dy: 400, radius: 50 }), { x: 30, y: 40 });
});

Deno.test("settings are what was written, and nothing else", () => {
  const drawer = new Map<string, string>();
  const storage = () => ({
    getItem: (key: string) => drawer.get(key) ?? null,
    setItem: (key: string, value: string) => void drawer.set(key, value),
  });
  assert.deepEqual(readSettings(storage), DEFAULT_SETTINGS);
  const settings = { view: "list", quality: "low", bubbles: false, ownModel: true } as const;
  writeSettings(storage, settings);
  assert.deepEqual(readSettings(storage), settings);
  for (
    const bad of [
      "",
      "{",
      "7",
      "null",
      "[]",
      '{"view":"door","quality":9,"bubbles":"yes","ownModel":1}',
    ]
  ) {
    drawer.set("maru-lounge", bad);
    assert.deepEqual(readSettings(storage), DEFAULT_SETTINGS, bad);
  }
});

Deno.test("settings do without a drawer that may be opened or filled", () => {
  const refuse = (): never => {
    throw new DOMException("not allowed", "SecurityError");
  };
  for (const drawer of [refuse, () => ({ getItem: refuse, setItem: refuse })]) {
    writeSettings(drawer, DEFAULT_SETTINGS);
    assert.deepEqual(readSettings(drawer), DEFAULT_SETTINGS);
  }
});

Deno.test("refusals are known by the reasons of the API and the codes of the socket", () => {
  assert.equal(refusalOf("event-over"), "over");
  assert.equal(refusalOf("toString"), "failed");
  assert.equal(refusalOf("full"), "full");
  assert.equal(refusalOf("space_locked"), "locked");
  assert.equal(refusalOf("whatever"), "failed");
  assert(mayPass("full") && !mayPass("banned") && !mayPass("kicked"));
});

Deno.test("secondsUntil() is never nought", () => {
  assert.equal(secondsUntil(1000, 0), 1);
  assert.equal(secondsUntil(1001, 0), 2);
  assert.equal(secondsUntil(0, 5000), 1);
});
