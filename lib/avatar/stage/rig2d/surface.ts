/**
 * Owns the shape that a flat drawing is laid over: how a point of the portrait moves when the head turns, the jaw
 * drops, the neck leans or the chest breathes. Positions are in portrait units, y down. Pure, without DOM.
 *
 * A head is a shallow dome: what lies in its middle (nose, mouth, eyes) goes far when it turns, its outline hardly,
 * what lies behind it the other way. Nearer things grow a little. At rest every point stays where it was drawn.
 */
import type { Measures } from "@/lib/avatar/rig/look.ts";
import { CX } from "@/lib/avatar/rig/shape.ts";
import type { Moves } from "@/lib/avatar/stage/rig2d/moves.ts";
import type { Turn } from "@/lib/avatar/stage/rig2d/turn.ts";

/** What a point belongs to. */
export type Flesh =
  /** Skin of the face: follows jaw and cheeks too. */
  | "skin"
  /** On the head: eyes, glasses, the hair that one sees from the front. */
  | "shell"
  | "hat"
  /** Behind the head. */
  | "behind"
  | "ear"
  | "neck"
  | "body";

/** How one sheet of the drawing moves. */
export interface Sheet {
  readonly flesh: Flesh;
  /** Units in front of the skin. */
  readonly lift: number;
  /** Where it begins to hang, and where it hangs free; absent where it is stiff. */
  readonly hang?: readonly [from: number, free: number];
  /** Turns about a point by the angle of this swing. */
  readonly swing?: {
    readonly by: "crest" | "ears" | "trinkets";
    readonly from: number;
    readonly free: number;
  };
  readonly nose?: true;
}

/** How the figure stands at a moment; written anew for every frame. */
export interface Stance {
  readonly head: Turn;
  readonly torso: Turn;
  /** Where the head is carried to from the neck up, in units. */
  headX: number;
  headY: number;
  bodyX: number;
  bodyY: number;
  /** −1 out to 1 in. */
  breath: number;
  readonly moves: Moves;
  /** How far loose ends are from where they would hang, in units: near the root, and at the tip. */
  hairX: number;
  hairY: number;
  tipX: number;
  tipY: number;
  crest: number;
  ears: number;
  trinkets: number;
  /** Radians that animal ears lie down at the sides. */
  droop: number;
}

const DEPTH = 150;
/** The head turns about an axis this far behind its rim. */
const AXIS = 40;
const FALLOFF = 0.9;
/** How far the viewer stands: nearer makes the near cheek larger. */
const VIEWER = 1150;
const NECK: readonly [number, number] = [CX, 575];
const HIP = 1040;

function smooth(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** Moves points of one figure. `x` and `y` hold the last answer. */
export class Surface {
  x = 0;
  y = 0;
  #stance: Stance | null = null;
  #sinYaw = 0;
  #cosYaw = 1;
  #sinPitch = 0;
  #cosPitch = 1;
  #sinRoll = 0;
  #cosRoll = 1;
  #sinTorso = 0;
  #cosTorso = 1;
  #neckX = 0;
  #neckY = 0;

  constructor(readonly m: Measures) {}

  /** Takes the stance of a new frame. */
  pose(stance: Stance): void {
    this.#stance = stance;
    const { head, torso } = stance;
    // A flat nod shows less than a flat turn, so it is drawn a little farther.
    [this.#sinYaw, this.#cosYaw] = [Math.sin(head.yaw), Math.cos(head.yaw)];
    [this.#sinPitch, this.#cosPitch] = [Math.sin(head.pitch * 1.25), Math.cos(head.pitch)];
    [this.#sinRoll, this.#cosRoll] = [Math.sin(-head.roll), Math.cos(head.roll)];
    [this.#sinTorso, this.#cosTorso] = [Math.sin(-torso.roll), Math.cos(torso.roll)];
    this.#body(NECK[0], NECK[1], stance);
    this.#neckX = this.x - NECK[0] + stance.headX;
    this.#neckY = this.y - NECK[1] + stance.headY;
  }

  /** Moves a point of a sheet; the answer is in `x` and `y`. */
  move(x: number, y: number, sheet: Sheet): void {
    const stance = this.#stance;
    if (!stance) {
      this.x = x;
      this.y = y;
      return;
    }
    if (sheet.flesh === "body") this.#body(x, y, stance);
    else if (sheet.flesh === "neck") this.#neck(x, y, stance);
    else this.#head(x, y, sheet, stance);
  }

  #body(x: number, y: number, stance: Stance): void {
    const { torso, breath } = stance;
    const dx = x - CX;
    const up = Math.max(0, 860 - y);
    const front = 62 * Math.exp(-dx * dx / 30000) - 20;
    const chest = smooth(860, 640, y);
    const bx = dx * (1 + 0.006 * breath * chest) + front * Math.sin(torso.yaw);
    const by = y - HIP - breath * 2.6 * chest + dx * Math.sin(torso.yaw) * 0.05 +
      up * 0.12 * Math.sin(torso.pitch);
    this.x = CX + bx * this.#cosTorso - by * this.#sinTorso + stance.bodyX * (0.35 + 0.65 * chest);
    this.y = HIP + bx * this.#sinTorso + by * this.#cosTorso + stance.bodyY;
  }

  #neck(x: number, y: number, stance: Stance): void {
    this.#body(x, y, stance);
    const top = smooth(625, 515, y);
    if (top === 0) return;
    const [bx, by] = [this.x, this.y];
    const rx = x - NECK[0] + 12 * this.#sinYaw;
    const ry = y - NECK[1];
    const hx = NECK[0] + rx * this.#cosRoll - ry * this.#sinRoll + this.#neckX;
    const hy = NECK[1] + rx * this.#sinRoll + ry * this.#cosRoll + this.#neckY;
    this.x = bx + (hx - bx) * top;
    this.y = by + (hy - by) * top;
  }

  /** How far a point of the skin stands out, 0 at infinity to 1 at the middle of the face. */
  #dome(dx: number, dy: number, hat: number): number {
    const rx = this.m.cheek + 8 + 54 * hat;
    const ry = dy < 0 ? 214 + 36 * hat : 178;
    return Math.exp(-FALLOFF * ((dx * dx) / (rx * rx) + (dy * dy) / (ry * ry)));
  }

  #depth(dx: number, y: number, dome: number, sheet: Sheet): number {
    const { m } = this;
    switch (sheet.flesh) {
      case "behind":
        return -42 * Math.exp(-dx * dx / 30000) - 6 + sheet.lift;
      case "ear": {
        const out = Math.max(0, Math.abs(dx) - m.cheek + 8);
        return DEPTH * dome - AXIS + sheet.lift - 0.35 * out;
      }
      default: {
        const chin = sheet.flesh === "skin"
          ? 22 * Math.exp(-(dx * dx) / 4200 - (y - m.chinY) ** 2 / 2400)
          : 0;
        const nose = sheet.nose ? 26 * Math.exp(-((y - m.noseY) ** 2) / 1400) : 0;
        return DEPTH * dome - AXIS + sheet.lift + chin + nose;
      }
    }
  }

  #head(x: number, y: number, sheet: Sheet, stance: Stance): void {
    const cy = this.m.eyeY - 6;
    const loose = sheet.hang ? smooth(sheet.hang[0], sheet.hang[1], y) : 0;
    let [px, py] = [x, y];
    if (sheet.swing) {
      this.#swing(x, y, sheet.swing, stance);
      [px, py] = [this.x, this.y];
    }
    if (sheet.flesh === "skin") {
      this.#flesh(px, py, stance.moves);
      [px, py] = [this.x, this.y];
    }
    const dx = px - CX;
    const dy = py - cy;
    // Ears are fixed to the rim of the face, however far they stick out.
    const rim = this.m.cheek - 12;
    const held = sheet.flesh === "ear" ? Math.min(rim, Math.max(-rim, dx)) : dx;
    // What a hat hangs over the ears lies on the head again.
    const hat = sheet.flesh === "hat" ? smooth(400, 230, y) : 0;
    const dome = this.#dome(held, dy, hat);
    const z = this.#depth(dx, y, dome, sheet) * (1 - 0.7 * loose);
    // The outline of a dome stays as wide as it was; only its middle is seen at an angle.
    const inner = Math.min(1, Math.max(0, (dome - 0.45) / 0.55)) * (1 - loose);
    let hx = dx * (1 - inner * (1 - this.#cosYaw)) + z * this.#sinYaw;
    // A nod carries the sides of a face with its middle, or brows would frown whenever one looks down.
    const across = this.#dome(held * 0.55, dy, hat);
    const zNod = this.#depth(dx, y, across, sheet) * (1 - 0.7 * loose);
    const z1 = zNod * this.#cosYaw - dx * this.#sinYaw * (1 - loose);
    let hy = dy * (1 - inner * (1 - this.#cosPitch)) + z1 * this.#sinPitch;
    const z2 = z1 * this.#cosPitch - dy * this.#sinPitch * (1 - loose);
    const near = 1 + (z2 - zNod) / VIEWER;
    hx *= near;
    hy *= near;
    // Hair hangs down however the head leans.
    const rx = hx + CX - NECK[0];
    const ry = hy + cy - NECK[1];
    const keep = 1 - 0.8 * loose;
    const sin = this.#sinRoll * keep;
    const cos = 1 - (1 - this.#cosRoll) * keep;
    const root = Math.max(0, loose * (1 - loose) * 2);
    const tip = loose * loose;
    const drift = Math.min(1, loose * 0.55);
    this.x = NECK[0] + rx * cos - ry * sin + this.#neckX * (1 - drift * 0.3) +
      root * stance.hairX + tip * stance.tipX + this.#fringe(y, sheet) * stance.hairX;
    this.y = NECK[1] + rx * sin + ry * cos + this.#neckY * (1 - drift * 0.3) +
      root * stance.hairY + tip * stance.tipY;
  }

  /** The ends of a fringe are loose too, a little. */
  #fringe(y: number, sheet: Sheet): number {
    return sheet.hang && sheet.flesh === "shell" ? 0.09 * smooth(270, 360, y) : 0;
  }

  #swing(
    x: number,
    y: number,
    { by, from, free }: NonNullable<Sheet["swing"]>,
    stance: Stance,
  ): void {
    const loose = smooth(from, free, y);
    const side = Math.sign(x - CX);
    const turn = by === "ears" ? stance.droop * side : 0;
    this.x = x + stance[by] * loose + turn * Math.abs(y - from);
    this.y = y + Math.abs(turn) * Math.abs(y - from) * 0.45;
  }

  /** What jaw and cheeks do to the skin. */
  #flesh(x: number, y: number, moves: Moves): void {
    const { mouthY, chinY, eyeY } = this.m;
    const dx = x - CX;
    const ax = Math.abs(dx);
    const low = smooth(mouthY - 14, chinY - 4, y);
    const drop = low * (26 * moves.jaw * (1 - 0.45 * moves.close) + 3 * moves.shrugLower * -1);
    const puff = moves.puff * 13 *
      Math.exp(-((ax - 100) ** 2) / 2600 - (y - mouthY + 8) ** 2 / 3000);
    const side = dx < 0 ? 0 : 1;
    const raise = 5 * Math.max(moves.smile[side], moves.cheek[side]) *
      Math.exp(-((ax - 86) ** 2) / 2200 - (y - eyeY - 50) ** 2 / 1600);
    const narrow = 1 - 0.045 * moves.jaw * low;
    this.x = CX + dx * narrow + Math.sign(dx) * puff + moves.jawSide * 11 * low;
    this.y = y + drop - raise;
  }
}
