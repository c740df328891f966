/** Tests of the springs that hair and trinkets hang on. */
import assert from "node:assert/strict";
import { share, Spring } from "@/lib/avatar/stage/rig2d/spring.ts";

function after(seconds: number, fps: number, kind: { hz: number; damping: number }): number {
  const spring = new Spring(kind);
  for (let i = 0; i < seconds * fps; i++) spring.step(10, 1 / fps);
  return spring.value;
}

Deno.test("a spring is at the same place at 24, 60 and 144 frames a second", () => {
  for (const kind of [{ hz: 2, damping: 0.2 }, { hz: 1.5, damping: 1 }]) {
    const at = [24, 60, 144].map((fps) => after(0.5, fps, kind));
    for (const value of at) assert.ok(Math.abs(value - (at[0] ?? 0)) < 1e-9, at.join(" "));
  }
});

Deno.test("a spring swings past its target when damped little, and not when damped enough", () => {
  const past = (damping: number) => {
    const spring = new Spring({ hz: 2, damping });
    return Math.max(...Array.from({ length: 120 }, () => spring.step(1, 1 / 60)));
  };
  assert.ok(past(0.2) > 1.3);
  assert.ok(past(1) <= 1);
});

Deno.test("a spring comes to rest at its target, and rest() puts it there", () => {
  assert.ok(Math.abs(after(6, 60, { hz: 2, damping: 0.2 }) - 10) < 1e-4);
  const spring = new Spring({ hz: 2, damping: 0.2 });
  spring.step(10, 0.1);
  spring.rest(3);
  assert.equal(spring.step(3, 0.1), 3);
});

Deno.test("share() goes as far in one step as in two halves", () => {
  const half = share(7, 0.05);
  assert.ok(Math.abs(share(7, 0.1) - (half + (1 - half) * half)) < 1e-12);
});
