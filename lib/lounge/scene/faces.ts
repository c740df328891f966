/**
 * Heads of bodies: fetched a few at a time, cut out, and laid on one atlas. Bodies with the same picture share a place;
 * an expression comes when it is first needed and leaves when it is long unused. Browser-safe.
 */
import type { Emotion } from "@/lib/ai/model.ts";
import { Atlas, type Pen } from "@/lib/lounge/scene/atlas.ts";
import { Cells } from "@/lib/lounge/scene/cells.ts";
import { type FaceLook, lookOfDrawing, plainLook } from "@/lib/lounge/scene/face_look.ts";

const ATLAS = 2048;
const CELL = 160;
const COLUMNS = Math.floor(ATLAS / CELL);
const COUNT = COLUMNS * COLUMNS;
/** Pictures on their way at the same time. */
const AT_ONCE = 8;
/** Pictures larger than this are no heads, in bytes. */
const MAX_BYTES = 2 * 1024 * 1024;
/** The skull of a drawn head within its square, as body_shape.ts has it: middle and radii as shares. */
const SKULL = { x: 0.5, y: 0.537, rx: 0.228, ry: 0.308 } as const;

interface Face {
  look: FaceLook | null;
  /** Undefined while it is fetched, null where it cannot be had. */
  cell: number | null | undefined;
}

export interface FacesDeps {
  faceUrl(id: string, emotion: Emotion): string | null;
}

export class Faces {
  readonly atlas = new Atlas(ATLAS, ATLAS, { mipmaps: true });
  readonly #cells = new Cells(COUNT);
  /** By address. */
  readonly #faces = new Map<string, Face>();
  readonly #plain = new Map<string, number>();
  readonly #queue: string[] = [];
  /** Addresses that somebody wears right now. */
  readonly #worn = new Set<string>();
  readonly #stop = new AbortController();
  #busy = 0;

  constructor(readonly deps: FacesDeps) {}

  /** Columns of the atlas, and how wide a cell is as a share of it. */
  get cells(): readonly [number, number] {
    return [COLUMNS, CELL / ATLAS];
  }

  /** What to draw a body with: its expression if that is there, else its neutral face, else a plain one. */
  dress(id: string, emotion: Emotion): { cell: number; look: FaceLook } {
    const calm = this.#ask(id, "neutral");
    const shown = emotion === "neutral" ? calm : this.#ask(id, emotion);
    const face = shown?.cell != null ? shown : calm;
    const look = face?.look ?? calm?.look ?? plainLook(id);
    return { cell: face?.cell ?? this.#plainCell(id), look };
  }

  /** Says who is seen, once in a while: faces that nobody wears may give way. */
  keep(wearers: Iterable<{ id: string; emotion: Emotion }>): void {
    this.#worn.clear();
    for (const { id, emotion } of wearers) {
      for (const shown of ["neutral", emotion] as const) {
        const url = this.deps.faceUrl(id, shown);
        if (url !== null) this.#worn.add(url);
      }
    }
  }

  /** Fetches a face again: its character looks different now. */
  refresh(id: string, emotion: Emotion): void {
    for (const shown of new Set<Emotion>(["neutral", emotion])) {
      const url = this.deps.faceUrl(id, shown);
      if (url === null) continue;
      this.#faces.delete(url);
    }
  }

  get loading(): number {
    return this.#busy + this.#queue.length;
  }

  #ask(id: string, emotion: Emotion): Face | null {
    const url = this.deps.faceUrl(id, emotion);
    if (url === null) return null;
    const known = this.#faces.get(url);
    if (known) {
      // Its place may have been given away since.
      if (known.cell != null && this.#cells.find(url) === known.cell) return known;
      if (known.cell === undefined || known.cell === null) return known;
    }
    const face: Face = { look: known?.look ?? null, cell: undefined };
    this.#faces.set(url, face);
    this.#queue.push(url);
    this.#next();
    return face;
  }

  #next(): void {
    while (this.#busy < AT_ONCE && this.#queue.length > 0) {
      const url = this.#queue.shift()!;
      const face = this.#faces.get(url);
      if (!face) continue;
      this.#busy++;
      this.#load(url, face).catch(() => {
        // A face that cannot be had is a plain one: the lounge goes on without it.
        face.cell = null;
      }).finally(() => {
        this.#busy--;
        if (!this.#stop.signal.aborted) this.#next();
      });
    }
  }

  async #load(url: string, face: Face): Promise<void> {
    const response = await fetch(url, { signal: this.#stop.signal });
    const type = response.headers.get("content-type") ?? "";
    if (!response.ok || !type.startsWith("image/")) {
      await response.body?.cancel();
      throw new Error(`${url} is no picture`);
    }
    const picture = await response.blob();
    if (picture.size > MAX_BYTES) throw new Error(`${url} is too large`);
    const drawn = type.startsWith("image/svg");
    if (drawn) face.look = lookOfDrawing(await picture.text());
    const image = await imageOf(picture);
    if (this.#stop.signal.aborted) return;
    const cell = this.#cells.take(url, (other) => !this.#worn.has(other));
    if (cell === null) {
      face.cell = null;
      return;
    }
    this.atlas.put(this.#square(cell), (pen) => {
      if (drawn && face.look) pen.drawImage(image, 0, 0, CELL, CELL);
      else drawCut(pen, image);
    });
    face.cell = cell;
  }

  #square(cell: number) {
    const row = Math.floor(cell / COLUMNS);
    return { x: (cell - row * COLUMNS) * CELL, y: row * CELL, width: CELL, height: CELL };
  }

  /** A calm face of a few strokes, one for each kind of skin and hair. */
  #plainCell(id: string): number {
    const { paint } = plainLook(id);
    const name = `plain ${paint[0]} ${paint[12]}`;
    const known = this.#plain.get(name);
    if (known !== undefined) return known;
    const cell = this.#cells.take(
      name,
      (other) => !this.#worn.has(other) && !other.startsWith("plain"),
    );
    if (cell === null) return [...this.#plain.values()][0] ?? 0;
    this.#plain.set(name, cell);
    const css = (at: number) => `rgb(${paint[at]} ${paint[at + 1]} ${paint[at + 2]})`;
    this.atlas.put(this.#square(cell), (pen) => drawPlain(pen, css(0), css(12)));
    return cell;
  }

  dispose(): void {
    this.#stop.abort();
    this.#queue.length = 0;
    this.atlas.dispose();
  }
}

async function imageOf(picture: Blob): Promise<HTMLImageElement> {
  const address = URL.createObjectURL(picture);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** A portrait that is no cut-out, laid into the skull. */
function drawCut(pen: Pen, image: HTMLImageElement): void {
  const [w, h] = [image.naturalWidth || CELL, image.naturalHeight || CELL];
  pen.beginPath();
  pen.ellipse(
    SKULL.x * CELL,
    SKULL.y * CELL,
    SKULL.rx * CELL * 1.18,
    SKULL.ry * CELL * 1.06,
    0,
    0,
    7,
  );
  pen.clip();
  const scale = Math.max(SKULL.rx * 2.4 * CELL / w, SKULL.ry * 2.15 * CELL / h);
  // Faces sit in the upper half of a portrait.
  const y = SKULL.y * CELL - h * scale * (h > w ? 0.44 : 0.5);
  pen.drawImage(image, SKULL.x * CELL - w * scale / 2, y, w * scale, h * scale);
}

function drawPlain(pen: Pen, skin: string, hair: string): void {
  const [x, y, rx, ry] = [SKULL.x * CELL, SKULL.y * CELL, SKULL.rx * CELL, SKULL.ry * CELL];
  const oval = (cx: number, cy: number, a: number, b: number, color: string) => {
    pen.fillStyle = color;
    pen.beginPath();
    pen.ellipse(cx, cy, a, b, 0, 0, 7);
    pen.fill();
  };
  oval(x, y - ry * 0.14, rx * 1.12, ry * 0.98, hair);
  oval(x, y + ry * 0.08, rx * 0.96, ry * 0.9, skin);
  pen.fillStyle = hair;
  pen.beginPath();
  pen.ellipse(x, y - ry * 0.42, rx * 0.98, ry * 0.5, 0, Math.PI, 0);
  pen.quadraticCurveTo(x + rx * 0.5, y - ry * 0.2, x - rx * 0.2, y - ry * 0.24);
  pen.quadraticCurveTo(x - rx * 0.7, y - ry * 0.22, x - rx * 0.98, y - ry * 0.3);
  pen.fill();
  for (const side of [-1, 1]) {
    oval(x + side * rx * 0.42, y + ry * 0.14, rx * 0.095, ry * 0.085, "#2C1F1C");
    oval(x + side * rx * 0.45, y + ry * 0.11, rx * 0.03, ry * 0.026, "#fff");
    pen.globalAlpha = 0.28;
    oval(x + side * rx * 0.56, y + ry * 0.36, rx * 0.17, ry * 0.08, "#D9604A");
    pen.globalAlpha = 1;
  }
  pen.strokeStyle = "#7A3B30";
  pen.lineWidth = CELL * 0.012;
  pen.lineCap = "round";
  pen.beginPath();
  pen.arc(x, y + ry * 0.42, rx * 0.2, 0.35, Math.PI - 0.35);
  pen.stroke();
}
