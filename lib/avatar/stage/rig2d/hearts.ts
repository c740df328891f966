/** Owns the small hearts that rise from a hand. Browser-safe. */

import { CX } from "@/lib/avatar/rig/shape.ts";

const HEART = { everyS: 0.62, lifeS: 1.7, rise: 150, size: 17 } as const;
const HEART_COLORS = ["#D9534F", "#E9795D", "#E58C8A"] as const;

interface Heart {
  x: number;
  y: number;
  ageS: number;
  readonly drift: number;
  readonly color: string;
}

/** Hearts on their way up. */
export class Hearts {
  #hearts: Heart[] = [];
  #sinceS = Infinity;
  #made = 0;

  /** @param still One heart at a time. */
  constructor(readonly still: boolean) {}

  /** Moves on by `dtS` seconds; `from` is where new ones begin, null where there shall be none. */
  step(from: { readonly x: number; readonly y: number } | null, dtS: number): void {
    for (const heart of this.#hearts) {
      heart.ageS += dtS;
      heart.y -= HEART.rise / HEART.lifeS * dtS;
    }
    this.#hearts = this.#hearts.filter((heart) => heart.ageS < HEART.lifeS);
    this.#sinceS = from ? this.#sinceS + dtS : Infinity;
    const isDue = this.still ? this.#hearts.length === 0 : this.#sinceS >= HEART.everyS;
    if (!from || !isDue) return;
    this.#sinceS = 0;
    this.#made++;
    this.#hearts.push({
      x: from.x,
      y: from.y - 16,
      ageS: 0,
      // The golden ratio spreads them without two alike in a row.
      drift: ((this.#made * 0.618) % 1 - 0.5) * 2,
      color: HEART_COLORS[this.#made % HEART_COLORS.length] ?? HEART_COLORS[0],
    });
  }

  paint(to: CanvasRenderingContext2D): void {
    for (const heart of this.#hearts) paintHeart(to, heart);
  }
}

function paintHeart(to: CanvasRenderingContext2D, { x, y, ageS, drift, color }: Heart): void {
  const t = ageS / HEART.lifeS;
  const grow = Math.min(1, ageS / 0.22);
  const size = HEART.size * grow * (1 + 0.25 * t);
  // Away from the face.
  const cx = x + Math.sin(t * 5 + drift * 3) * 10 + drift * 20 * t + Math.sign(x - CX) * 46 * t;
  to.beginPath();
  to.moveTo(cx, y + size);
  to.bezierCurveTo(
    cx - size * 1.5,
    y - size * 0.1,
    cx - size * 0.95,
    y - size * 1.1,
    cx,
    y - size * 0.35,
  );
  to.bezierCurveTo(cx + size * 0.95, y - size * 1.1, cx + size * 1.5, y - size * 0.1, cx, y + size);
  to.globalAlpha = Math.min(1, (1 - t) * 2.2);
  to.fillStyle = color;
  to.fill();
  to.beginPath();
  to.ellipse(cx - size * 0.42, y - size * 0.36, size * 0.2, size * 0.13, -0.7, 0, 2 * Math.PI);
  to.fillStyle = "#FFF3EA";
  to.fill();
  to.globalAlpha = 1;
}
