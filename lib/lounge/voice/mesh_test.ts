import assert from "node:assert/strict";
import { chooseWanted, HEAR_M, HEAR_UNTIL_M, type Spot, WANTED } from "@/lib/lounge/voice/mesh.ts";
import { seeded } from "@/lib/rtc/connection_for_tests.ts";

const HERE = { x: 0, z: 0 };
const NOBODY: ReadonlySet<string> = new Set();
const line = (...xs: number[]): Spot[] => xs.map((x, n) => ({ id: `p${n}`, x, z: 0 }));

Deno.test("the nearest eight are heard, and not the ninth", () => {
  const spots = line(9, 1, 2, 3, 4, 5, 6, 7, 8);
  assert.equal(spots.length, WANTED + 1);
  assert.deepEqual(
    chooseWanted(HERE, spots, NOBODY),
    ["p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8"],
  );
});

Deno.test("somebody is heard from one distance on, and until a longer one", () => {
  const between = line((HEAR_M + HEAR_UNTIL_M) / 2);
  assert.deepEqual(chooseWanted(HERE, between, NOBODY), []);
  assert.deepEqual(chooseWanted(HERE, between, new Set(["p0"])), ["p0"]);
  assert.deepEqual(chooseWanted(HERE, line(HEAR_UNTIL_M + 0.1), new Set(["p0"])), []);
});

Deno.test("who is a little nearer does not take the place of somebody who is heard", () => {
  const eight = [1, 2, 3, 4, 5, 6, 7];
  const heard = new Set(["p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7"]);
  assert(chooseWanted(HERE, line(...eight, 9, 8.5), heard).includes("p7"));
  assert(chooseWanted(HERE, line(...eight, 9, 7.1), heard).includes("p8"));
});

Deno.test("those who are as far as each other are chosen alike by all", () => {
  const ring = Array.from({ length: 12 }, (_, n) => ({
    id: `p${String(n).padStart(2, "0")}`,
    x: n % 2 ? 5 : -5,
    z: 0,
  }));
  const chosen = chooseWanted(HERE, ring, NOBODY);
  assert.deepEqual(chosen, chooseWanted(HERE, ring.toReversed(), NOBODY));
});

Deno.test("people who sway where they stand change nothing", () => {
  const random = seeded(7);
  const still = Array.from({ length: 30 }, (_, n) => ({
    id: `p${n}`,
    x: random() * 16 - 8,
    z: random() * 16 - 8,
  }));
  let heard = new Set(chooseWanted(HERE, still, NOBODY));
  const first = [...heard].sort();
  for (let n = 0; n < 200; n++) {
    const swaying = still.map(({ id, x, z }) => ({
      id,
      x: x + random() - 0.5,
      z: z + random() - 0.5,
    }));
    heard = new Set(chooseWanted(HERE, swaying, heard));
    assert.deepEqual([...heard].sort(), first);
  }
});
