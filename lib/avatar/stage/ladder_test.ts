import assert from "node:assert/strict";
import {
  createLadder,
  type LadderEvent,
  type LadderState,
  reasonOf,
  step,
  targetOf,
  type Wish,
} from "@/lib/avatar/stage/ladder.ts";
import type { RendererKind } from "@/lib/avatar/stage/renderer.ts";

const ALL: ReadonlySet<RendererKind> = new Set(["rig", "vrm", "neural"]);
const FLUENT = { p95Ms: 17, workMs: 4 };

/** Plays a ladder as a stage does: what it wants is drawn at once, and each second brings a window. */
class Player {
  state: LadderState;
  nowMs = 0;
  /** What was drawn, one after another. */
  readonly drawn: (RendererKind | null)[] = [];

  constructor(has = ALL, wish: Wish = "auto") {
    this.state = createLadder(wish);
    this.tell({ type: "look", has, fresh: [] });
  }

  tell(event: LadderEvent): void {
    this.state = step(this.state, event, this.nowMs);
    const target = targetOf(this.state);
    if (this.drawn.at(-1) === target) return;
    this.drawn.push(target);
    this.state = step(this.state, { type: "drawn", kind: target }, this.nowMs);
  }

  /** Seconds of frames: as long as told for whatever is drawn, fluent for the rest. */
  play(seconds: number, slow: Partial<Record<RendererKind, number>> = {}, workMs = 4): void {
    for (let s = 0; s < seconds; s++) {
      this.nowMs += 1_000;
      const kind = this.drawn.at(-1);
      const p95Ms = (kind && slow[kind]) ?? FLUENT.p95Ms;
      this.tell({ type: "window", window: { p95Ms, workMs } });
    }
  }
}

Deno.test("the best of what the look has is drawn, and what the person allows [LA1]", () => {
  assert.deepEqual(new Player().drawn, ["neural"]);
  assert.deepEqual(new Player(new Set(["rig", "vrm"])).drawn, ["vrm"]);
  assert.deepEqual(new Player(new Set(["rig"])).drawn, ["rig"]);
  assert.deepEqual(new Player(ALL, "vrm").drawn, ["vrm"]);
  assert.deepEqual(new Player(ALL, "rig").drawn, ["rig"]);
  assert.deepEqual(new Player(new Set(["rig"]), "neural").drawn, ["rig"]);
});

Deno.test("three slow seconds after settling step down, two do not [LA2]", () => {
  const player = new Player(new Set(["rig", "vrm"]));
  player.play(1, { vrm: 60 });
  player.play(3, { vrm: 60 });
  assert.deepEqual(player.drawn, ["vrm"], "the first seconds settle");
  player.play(1, { vrm: 60 });
  assert.deepEqual(player.drawn, ["vrm", "rig"]);
  assert.deepEqual(reasonOf(player.state), { kind: "vrm", trouble: "too_slow", forGood: false });

  const other = new Player(new Set(["rig", "vrm"]));
  for (let n = 0; n < 20; n++) {
    other.play(2, { vrm: 60 });
    other.play(1);
  }
  assert.deepEqual(other.drawn, ["vrm"], "slow now and then is no reason");
});

Deno.test("two seconds that nobody can look at step down", () => {
  const player = new Player(new Set(["rig", "vrm"]));
  player.play(2);
  player.play(2, { vrm: 150 });
  assert.deepEqual(player.drawn, ["vrm", "rig"]);
});

Deno.test("neural steps down to VRM, and VRM to the rig", () => {
  const player = new Player();
  player.play(20, { neural: 80, vrm: 80 });
  assert.deepEqual(player.drawn, ["neural", "vrm", "rig"]);
});

Deno.test("a renderer that stays slow is tried twice more, later each time, and then no more [LA3]", () => {
  const player = new Player(new Set(["rig", "vrm"]));
  player.play(60 * 60, { vrm: 70 });
  assert.deepEqual(player.drawn, ["vrm", "rig", "vrm", "rig", "vrm", "rig"]);
  assert.equal(reasonOf(player.state)?.forGood, true);
});

Deno.test("a machine that gets faster gets its model back, and keeps it", () => {
  const player = new Player(new Set(["rig", "vrm"]));
  player.play(6, { vrm: 70 });
  assert.equal(player.drawn.at(-1), "rig");
  player.play(60 * 10);
  assert.deepEqual(player.drawn, ["vrm", "rig", "vrm"]);
  assert.equal(reasonOf(player.state), null);
});

Deno.test("nothing is raised while what is drawn is itself not fluent, or has no time to spare", () => {
  for (const [slow, workMs] of [[{ rig: 40 }, 4], [{}, 15]] as const) {
    const player = new Player(new Set(["rig", "vrm"]));
    player.play(6, { vrm: 70 });
    player.play(300, slow, workMs);
    assert.deepEqual(player.drawn, ["vrm", "rig"]);
  }
});

Deno.test("a screen of thirty frames a second is not slow", () => {
  const player = new Player(new Set(["rig", "vrm"]));
  player.play(120, { vrm: 34, rig: 34 });
  assert.deepEqual(player.drawn, ["vrm"]);
});

Deno.test("what cannot work stays away until another file comes [LA4]", () => {
  const player = new Player(new Set(["rig", "vrm"]));
  player.tell({ type: "trouble", kind: "vrm", trouble: "unreadable", final: true });
  player.play(3_600);
  player.tell({ type: "wish", wish: "vrm" });
  assert.deepEqual(player.drawn, ["vrm", "rig"]);
  player.tell({ type: "look", has: new Set(["rig", "vrm"]), fresh: ["vrm"] });
  assert.deepEqual(player.drawn, ["vrm", "rig", "vrm"]);
});

Deno.test("a failed rung does not hide one above it that may be tried again", () => {
  const player = new Player();
  player.tell({ type: "trouble", kind: "vrm", trouble: "unreadable", final: true });
  player.tell({ type: "trouble", kind: "neural", trouble: "unreachable", final: false });
  assert.equal(player.drawn.at(-1), "rig");
  player.play(30);
  assert.equal(player.drawn.at(-1), "neural");
});

Deno.test("a renderer that somebody chose is kept through slowness, not through failure [LA5]", () => {
  const player = new Player(new Set(["rig", "vrm"]), "vrm");
  player.play(60, { vrm: 120 });
  assert.deepEqual(player.drawn, ["vrm"]);
  player.tell({ type: "trouble", kind: "vrm", trouble: "lost", final: false });
  assert.deepEqual(player.drawn, ["vrm", "rig"]);
  assert.equal(reasonOf(player.state)?.trouble, "lost");
});

Deno.test("choosing anew tries again what was too slow", () => {
  const player = new Player(new Set(["rig", "vrm"]));
  player.play(6, { vrm: 70 });
  player.tell({ type: "wish", wish: "vrm" });
  assert.deepEqual(player.drawn, ["vrm", "rig", "vrm"]);
});

Deno.test("where even the rig fails, nothing is drawn until it may be tried again", () => {
  const player = new Player(new Set(["rig"]));
  player.tell({ type: "trouble", kind: "rig", trouble: "lost", final: false });
  assert.deepEqual(player.drawn, ["rig", null]);
  player.play(30);
  assert.deepEqual(player.drawn, ["rig", null, "rig"]);
});

Deno.test("whatever frames come, a model is opened three times at most", () => {
  for (let seed = 1; seed <= 50; seed++) {
    const player = new Player(new Set(["rig", "vrm"]));
    let x = seed;
    for (let s = 0; s < 3_000; s++) {
      x = (x * 48271) % 2147483647;
      player.play(1, { vrm: 15 + x % 60, rig: 15 + x % 25 });
    }
    const opened = player.drawn.filter((kind) => kind === "vrm").length;
    assert.ok(opened <= 3, `seed ${seed}: ${opened}`);
  }
});
