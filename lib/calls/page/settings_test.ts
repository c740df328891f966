import assert from "node:assert/strict";
import {
  DEFAULT_CALL_SETTINGS,
  type OpenDrawer,
  readCallSettings,
  readVisit,
  writeCallSettings,
  writeVisit,
} from "@/lib/calls/page/settings.ts";

function drawerOf(things: Record<string, string> = {}): OpenDrawer {
  const kept = new Map(Object.entries(things));
  return () => ({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  });
}

const closed: OpenDrawer = () => {
  throw new DOMException("no", "SecurityError");
};

Deno.test("what was set is read again", () => {
  const drawer = drawerOf();
  const settings = {
    ...DEFAULT_CALL_SETTINGS,
    background: "rain",
    renderer: "vrm",
    corner: "start-top",
    hands: true,
    mirror: false,
    camera: "abc",
  } as const;
  writeCallSettings(drawer, settings);
  assert.deepEqual(readCallSettings(drawer), settings);
});

Deno.test("what somebody else left is passed over, thing by thing", () => {
  const text = JSON.stringify({ background: "volcano", hands: "yes", mirror: false, camera: 7 });
  assert.deepEqual(readCallSettings(drawerOf({ "maru-call": text })), {
    ...DEFAULT_CALL_SETTINGS,
    mirror: false,
  });
  for (const broken of ["{", "null", "3", '"x"']) {
    assert.deepEqual(readCallSettings(drawerOf({ "maru-call": broken })), DEFAULT_CALL_SETTINGS);
  }
});

Deno.test("a tab remembers its own call alone, until it leaves", () => {
  const drawer = drawerOf();
  const visit = { name: "Min", face: "h=long", camera: true, microphone: false };
  writeVisit(drawer, "room1", visit);
  assert.deepEqual(readVisit(drawer, "room1"), visit);
  assert.equal(readVisit(drawer, "room2"), null);
  writeVisit(drawer, "room1", null);
  assert.equal(readVisit(drawer, "room1"), null);
});

Deno.test("a browser that keeps nothing has the standard, and nothing breaks", () => {
  assert.deepEqual(readCallSettings(closed), DEFAULT_CALL_SETTINGS);
  writeCallSettings(closed, DEFAULT_CALL_SETTINGS);
  writeVisit(closed, "r", null);
  assert.equal(readVisit(closed, "r"), null);
});
