import assert from "node:assert/strict";
import fc from "fast-check";
import { MOTIONS } from "@/lib/spaces/motion.ts";
import {
  decodePositions,
  encodePositions,
  HEADER_BYTES,
  type Placed,
  ROW_BYTES,
} from "@/lib/spaces/position_frame.ts";

const metres = fc.double({ min: -300, max: 300, noNaN: true });
const placed: fc.Arbitrary<Placed> = fc.record({
  seat: fc.integer({ min: 0, max: 0xffff }),
  x: metres,
  y: metres,
  z: metres,
  heading: fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
  motion: fc.constantFrom(...MOTIONS),
  typing: fc.boolean(),
});

Deno.test("positions come back within a centimetre and a 512th of a turn", () => {
  fc.assert(fc.property(fc.array(placed, { maxLength: 40 }), (rows) => {
    const bytes = encodePositions(rows);
    assert.equal(bytes.length, HEADER_BYTES + rows.length * ROW_BYTES);
    const back = decodePositions(bytes)!;
    rows.forEach((row, n) => {
      const got = back[n]!;
      for (const axis of ["x", "y", "z"] as const) {
        assert.ok(Math.abs(got[axis] - row[axis]) <= 0.00501, `${axis}: ${got[axis]} ${row[axis]}`);
      }
      const turned = Math.abs(got.heading - row.heading) % (2 * Math.PI);
      assert.ok(Math.min(turned, 2 * Math.PI - turned) <= Math.PI / 256 + 1e-9);
      assert.deepEqual([got.seat, got.motion, got.typing], [row.seat, row.motion, row.typing]);
    });
  }));
});

Deno.test("decodePositions() never throws, and takes no frame that is cut or too long", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
    const rows = decodePositions(bytes);
    if (rows) assert.equal(bytes.length, HEADER_BYTES + rows.length * ROW_BYTES);
  }));
  const whole = encodePositions([
    { seat: 1, x: 0, y: 0, z: 0, heading: 0, motion: "idle", typing: false },
  ]);
  assert.equal(decodePositions(whole.subarray(0, -1)), null);
  assert.equal(decodePositions(new Uint8Array([...whole, 0])), null);
  assert.equal(decodePositions(new Uint8Array([1, 2, 0, 0])), null);
});

Deno.test("decodePositions() shows a motion of a later version as standing still", () => {
  const bytes = encodePositions([
    { seat: 7, x: 1, y: 0, z: 2, heading: 1, motion: "dance", typing: true },
  ]);
  bytes[HEADER_BYTES + 9] = 0x80 | 99;
  const [row] = decodePositions(bytes)!;
  assert.deepEqual([row?.motion, row?.typing, row?.seat], ["idle", true, 7]);
});
