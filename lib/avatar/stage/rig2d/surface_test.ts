/** Tests of the surface that a figure is laid over. */
import assert from "node:assert/strict";
import { lookOf } from "@/lib/avatar/rig/look.ts";
import { decodeAvatarSpec } from "@/lib/avatar/spec.ts";
import { CHOICES } from "@/lib/avatar/choices.ts";
import { restStance } from "@/lib/avatar/stage/rig2d/life.ts";
import { sheetOf } from "@/lib/avatar/stage/rig2d/sheets.ts";
import { type Sheet, type Stance, Surface } from "@/lib/avatar/stage/rig2d/surface.ts";

const look = lookOf(decodeAvatarSpec({}));
const { m } = look;
const FLESH = ["skin", "shell", "hat", "behind", "ear", "neck", "body"] as const;

function moved(stance: Stance, x: number, y: number, sheet: Sheet): readonly [number, number] {
  const surface = new Surface(m);
  surface.pose(stance);
  surface.move(x, y, sheet);
  return [surface.x, surface.y];
}

function turned(yaw: number, pitch = 0, roll = 0): Stance {
  return { ...restStance(), head: { yaw, pitch, roll } };
}

const face = sheetOf("face", look);
const nose = sheetOf("nose", look);

Deno.test("every point stays where it was drawn while nobody moves", () => {
  for (const flesh of FLESH) {
    for (const [x, y] of [[320, 400], [180, 390], [320, 150], [440, 700], [60, 790]] as const) {
      const at = moved(restStance(), x, y, { flesh, lift: 12, hang: [430, 760] });
      assert.ok(Math.hypot(at[0] - x, at[1] - y) < 1e-9, `${flesh} ${x},${y} → ${at}`);
    }
  }
});

Deno.test("a head that turns to its left moves the nose to the viewer's right, farther than its outline", () => {
  const by = (x: number, y: number, sheet: Sheet) => moved(turned(0.4), x, y, sheet)[0] - x;
  const [tip, rim] = [by(320, m.noseY, nose), by(320 - m.cheek, 384, face)];
  assert.ok(tip > 30 && tip > rim + 18, `${tip} ${rim}`);
  assert.ok(by(320, 250, sheetOf("hair_back", look)) < -8, "what is behind goes the other way");
});

Deno.test("the near cheek widens and the far one narrows", () => {
  const at = (x: number) => moved(turned(0.4), x, 430, face)[0];
  const near = at(320) - at(320 - m.cheek);
  const far = at(320 + m.cheek) - at(320);
  assert.ok(near > m.cheek && far < m.cheek * 0.9, `${near} ${far}`);
});

Deno.test("a face never folds over itself, however far it turns", () => {
  for (const shape of CHOICES.face) {
    const measures = lookOf(decodeAvatarSpec({ face: shape })).m;
    const surface = new Surface(measures);
    for (const yaw of [-0.72, -0.5, 0.5, 0.72]) {
      surface.pose(turned(yaw, 0.3));
      for (const y of [250, 340, 400, 460, 520]) {
        let last = -Infinity;
        for (let x = 320 - measures.cheek; x <= 320 + measures.cheek; x += 4) {
          surface.move(x, y, face);
          assert.ok(surface.x > last, `${shape} ${yaw} ${x},${y}`);
          last = surface.x;
        }
      }
    }
  }
});

Deno.test("a nod moves the face down, and a lean to its right shoulder the crown to the viewer's left", () => {
  assert.ok(moved(turned(0, 0.2), 320, m.noseY, nose)[1] > m.noseY + 12);
  const crown = moved(turned(0, 0, 0.25), 320, m.skullTop, face);
  assert.ok(crown[0] < 320 - 60);
});

Deno.test("the jaw takes the chin down and leaves the eyes", () => {
  const stance = restStance();
  stance.moves.jaw = 1;
  assert.ok(moved(stance, 320, m.chinY, face)[1] > m.chinY + 18);
  assert.deepEqual(moved(stance, 254, m.eyeY, face), [254, m.eyeY]);
});

Deno.test("loose hair hangs down while the head leans, and stiff hair goes along", () => {
  const lean = turned(0, 0, 0.3);
  const hair = sheetOf("hair_front", look);
  const stiff = moved(lean, 180, 740, { flesh: "shell", lift: 11 });
  const loose = moved(lean, 180, 740, hair);
  assert.ok(Math.abs(loose[0] - 180) < Math.abs(stiff[0] - 180) * 0.55);
});

Deno.test("the neck holds head and body together", () => {
  const stance = { ...turned(0, 0, 0.2), headX: 40, bodyX: 20 };
  const neck = sheetOf("neck", look);
  const body = moved(stance, 320, 640, sheetOf("outfit", look));
  assert.deepEqual(moved(stance, 320, 640, neck), body);
  assert.ok(moved(stance, 320, 480, neck)[0] > body[0] + 20);
});
