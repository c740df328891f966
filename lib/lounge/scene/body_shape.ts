/** The one body that everybody is drawn with: soft parts that the vertex shader moves. Pure. Browser-safe. */

/** Parts, as the shader knows them. */
export const PART = {
  torso: 0,
  head: 1,
  leftArm: 2,
  rightArm: 3,
  leftLeg: 4,
  rightLeg: 5,
  skirt: 6,
} as const;

/** What a vertex takes its colour from. */
export const SLOT = {
  skin: 0,
  top: 1,
  bottom: 2,
  hair: 3,
  shoe: 4,
  face: 5,
  card: 6,
  trim: 7,
} as const;

/** Metres over the ground. */
export const BODY = { hip: 0.47, shoulder: 0.9, neck: 1.0, head: 1.235, height: 1.62 } as const;

/**
 * The square that `crop: "head"` of lib/avatar/svg.ts shows, in its own units, and how many of them a metre has: a
 * skull of 372 units is 0.5 m high.
 */
const CROP = { left: 20, top: 44, size: 600 } as const;
const UNITS = 745;
/** The middle of the skull in the drawing. */
const SKULL = { x: 320, y: 366, rx: 136, ry: 184 } as const;

export interface BodyShape {
  positions: Float32Array;
  normals: Float32Array;
  /** Part and slot. */
  kinds: Float32Array;
  /** Where in the face's picture, 0 to 1; v counts down from its top. */
  uvs: Float32Array;
  index: Uint16Array;
}

type Ring = readonly [radius: number, y: number, z?: number];

class Kneader {
  readonly positions: number[] = [];
  readonly normals: number[] = [];
  readonly kinds: number[] = [];
  readonly uvs: number[] = [];
  readonly index: number[] = [];

  vertex(
    [x, y, z]: readonly [number, number, number],
    normal: readonly [number, number, number],
    [part, slot]: readonly [number, number],
  ): number {
    const length = Math.hypot(...normal) || 1;
    this.positions.push(x, y, z);
    this.normals.push(normal[0] / length, normal[1] / length, normal[2] / length);
    this.kinds.push(part, slot);
    // The head's middle is the skull's: from there the picture is laid on flat, from the front.
    this.uvs.push(
      (SKULL.x + x * UNITS - CROP.left) / CROP.size,
      (SKULL.y - (y - BODY.head) * UNITS - CROP.top) / CROP.size,
    );
    return this.kinds.length / 2 - 1;
  }

  /** Rings around an upright axis at (x, ·, z), flattened to `depth`. */
  turned(
    x: number,
    rings: readonly Ring[],
    kind: readonly [number, number],
    { sides, depth = 1 }: { sides: number; depth?: number },
  ): void {
    const rows = rings.map(([radius, y, z = 0], i) => {
      const [r0, y0] = rings[Math.max(0, i - 1)]!;
      const [r1, y1] = rings[Math.min(rings.length - 1, i + 1)]!;
      return Array.from({ length: sides + 1 }, (_, s) => {
        const angle = s / sides * 2 * Math.PI;
        const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
        return this.vertex(
          [x + sin * radius, y, z + cos * radius * depth],
          [sin * (y1 - y0), r0 - r1, cos * (y1 - y0) / depth],
          kind,
        );
      });
    });
    for (let r = 1; r < rows.length; r++) {
      for (let s = 0; s < sides; s++) {
        const [a, b] = [rows[r - 1]![s]!, rows[r - 1]![s + 1]!];
        const [c, d] = [rows[r]![s + 1]!, rows[r]![s]!];
        this.index.push(a, b, c, a, c, d);
      }
    }
  }

  /** The skull: its front half shows the face, its back the hair. */
  skull(rings: number, sides: number): void {
    const [rx, ry, rz] = [SKULL.rx / UNITS, SKULL.ry / UNITS, 0.165];
    for (const [slot, from] of [[SLOT.face, -Math.PI / 2], [SLOT.hair, Math.PI / 2]] as const) {
      const rows = Array.from({ length: rings + 1 }, (_, r) => {
        const up = r / rings * Math.PI - Math.PI / 2;
        return Array.from({ length: sides + 1 }, (_, s) => {
          const around = from + s / sides * Math.PI;
          const n = [
            Math.sin(around) * Math.cos(up),
            Math.sin(up),
            Math.cos(around) * Math.cos(up),
          ] as const;
          // A flatter front keeps the drawing whole when it is seen from the side.
          const z = n[2] * rz * (slot === SLOT.face ? 0.8 : 1);
          return this.vertex(
            [n[0] * rx, BODY.head + n[1] * ry, z],
            [n[0] / rx, n[1] / ry, n[2] / rz],
            [PART.head, slot],
          );
        });
      });
      for (let r = 1; r <= rings; r++) {
        for (let s = 0; s < sides; s++) {
          const [a, b] = [rows[r - 1]![s]!, rows[r - 1]![s + 1]!];
          const [c, d] = [rows[r]![s + 1]!, rows[r]![s]!];
          this.index.push(a, b, c, a, c, d);
        }
      }
    }
  }

  /** The drawn head as a card through the middle of the skull: hair, ears and hats beyond it. */
  card(): void {
    const left = (CROP.left - SKULL.x) / UNITS;
    const right = left + CROP.size / UNITS;
    const top = BODY.head + (SKULL.y - CROP.top) / UNITS;
    const low = top - CROP.size / UNITS;
    const kind = [PART.head, SLOT.card] as const;
    const corners = [[left, low], [right, low], [right, top], [left, top]] as const;
    const [a, b, c, d] = corners.map(([x, y]) => this.vertex([x, y, -0.012], [0, 0, 1], kind));
    this.index.push(a!, b!, c!, a!, c!, d!);
  }

  take(): BodyShape {
    return {
      positions: new Float32Array(this.positions),
      normals: new Float32Array(this.normals),
      kinds: new Float32Array(this.kinds),
      uvs: new Float32Array(this.uvs),
      index: new Uint16Array(this.index),
    };
  }
}

/** Kneads the body: `near` is round, `far` is what is left of it at some distance. */
export function shapeBody(detail: "near" | "far"): BodyShape {
  const near = detail === "near";
  const body = new Kneader();
  const sides = near ? 12 : 6;
  const few = near ? 8 : 5;
  const torso: Ring[] = near
    ? [[0.03, 0.43], [0.165, 0.45], [0.19, 0.53], [0.178, 0.68], [0.19, 0.8], [0.172, 0.9], [
      0.1,
      0.97,
    ], [0.055, 0.99]]
    : [[0.165, 0.45], [0.18, 0.62], [0.185, 0.86], [0.06, 0.98]];
  body.turned(0, torso, [PART.torso, SLOT.top], { sides, depth: 0.74 });
  if (near) {
    body.turned(0, [[0.095, 0.955], [0.083, 1.0]], [PART.torso, SLOT.trim], { sides, depth: 0.85 });
  }
  body.turned(0, [[0.058, 0.96], [0.055, 1.07]], [PART.torso, SLOT.skin], { sides: few });
  const skirt: Ring[] = near
    ? [[0.33, 0.13], [0.325, 0.19], [0.295, 0.36], [0.245, 0.56], [0.212, 0.7], [0.203, 0.79], [
      0.17,
      0.8,
    ]]
    : [[0.33, 0.13], [0.295, 0.36], [0.2, 0.79]];
  body.turned(0, skirt, [PART.skirt, SLOT.bottom], { sides: near ? 16 : 8, depth: 0.86 });
  for (const side of [1, -1]) {
    const arm: Ring[] = near
      ? [[0.02, 0.54], [0.07, 0.56], [0.072, 0.62], [0.064, 0.74], [0.068, 0.86], [0.05, 0.92], [
        0.01,
        0.94,
      ]]
      : [[0.068, 0.56], [0.066, 0.9], [0.01, 0.94]];
    const armPart = side > 0 ? PART.leftArm : PART.rightArm;
    body.turned(side * 0.205, arm, [armPart, SLOT.top], { sides: few });
    body.turned(
      side * 0.205,
      near
        ? [[0.005, 0.465], [0.04, 0.48], [0.05, 0.52], [0.038, 0.565]]
        : [[0.045, 0.47], [0.04, 0.56]],
      [armPart, SLOT.skin],
      { sides: few },
    );
    const legPart = side > 0 ? PART.leftLeg : PART.rightLeg;
    const leg: Ring[] = near
      ? [[0.066, 0.07], [0.068, 0.2], [0.078, 0.32], [0.092, 0.46], [0.06, 0.5]]
      : [[0.066, 0.06], [0.09, 0.48]];
    body.turned(side * 0.09, leg, [legPart, SLOT.bottom], { sides: few });
    body.turned(
      side * 0.09,
      near
        ? [[0.07, 0, 0.035], [0.085, 0.02, 0.035], [0.08, 0.06, 0.025], [0.05, 0.1, 0]]
        : [[0.085, 0, 0.03], [0.06, 0.09, 0]],
      [legPart, SLOT.shoe],
      { sides: few, depth: 1.45 },
    );
  }
  body.skull(near ? 12 : 5, near ? 12 : 5);
  body.card();
  return body.take();
}
