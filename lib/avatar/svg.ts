/**
 * Owns how a rig is written as SVG: presentation attributes only, every id prefixed, shared outlines
 * written once. Pure and browser-safe.
 */
import type { AvatarSpec } from "@/lib/avatar/model.ts";
import type { Rig } from "@/lib/avatar/rig/assemble.ts";
import { buildRig } from "@/lib/avatar/rig/rig.ts";
import type { Gradient, Point, RigLayer, RigPath } from "@/lib/avatar/rig/shape.ts";
import { swatchOf } from "@/lib/avatar/swatches.ts";

/** How a portrait is cut and named. */
export interface AvatarSvgOptions {
  /**
   * `portrait` is the 4:5 picture (640×800 px), `face` a square around the head (640×640 px), and `head` the head
   * alone on nothing (640×640 px), for a body of another make: its root tells the colours and the cut of the clothes
   * in `data-wears` (skin, hair, outfit, accent as hex, then the outfit's key).
   */
  readonly crop?: "portrait" | "face" | "head";
  /** Becomes the accessible name; without it the image is decorative (`aria-hidden`). */
  readonly title?: string;
  /**
   * Starts every id; give each avatar of one document its own. Characters other than letters, digits,
   * `_` and `-` are dropped. Default `m`.
   */
  readonly idPrefix?: string;
}

const VIEW = {
  portrait: "26 64 588 735",
  face: "70 96 500 500",
  // lib/lounge/scene/body_shape.ts lays the head's mesh into this very square.
  head: "20 44 600 600",
} as const;
const SIZE = { portrait: [640, 800], face: [640, 640], head: [640, 640] } as const;

/** Escapes text for element content and attribute values, and drops what XML 1.0 cannot carry. */
function escapeXml(text: string): string {
  return text
    // deno-lint-ignore no-control-regex -- these very characters make XML ill-formed
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "")
    .toWellFormed()
    .replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

function compact(value: number): string {
  return String(Math.round(value * 100) / 100).replace(/^(-?)0\./, "$1.");
}

/** Collects definitions: outlines used twice, clips and gradients, each once. */
class Defs {
  #uses = new Map<string, number>();
  #ids = new Map<string, string>();
  #out: string[] = [];

  constructor(readonly prefix: string, layers: readonly RigLayer[]) {
    const count = (d: string) => this.#uses.set(d, (this.#uses.get(d) ?? 0) + 1);
    for (const layer of layers) {
      let clip: string | undefined;
      for (const path of layer.paths) {
        count(path.d);
        // Neighbours with one clip share a group, so the clip's outline is written once.
        if (path.clip !== undefined && path.clip !== clip) count(path.clip);
        clip = path.clip;
      }
    }
  }

  #define(key: string, write: (id: string) => string): string {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = `${this.prefix}${this.#ids.size.toString(36)}`;
    this.#ids.set(key, id);
    this.#out.push(write(id));
    return id;
  }

  /** Opens an element that draws `d`: a path, or a use of the shared outline. */
  shape(d: string): string {
    if ((this.#uses.get(d) ?? 0) < 2 || d.length < 48) return `<path d="${d}"`;
    return `<use href="#${this.#define(`d${d}`, (id) => `<path id="${id}" d="${d}"/>`)}"`;
  }

  clip(d: string): string {
    const shape = this.shape(d);
    return this.#define(`c${d}`, (id) => `<clipPath id="${id}">${shape}/></clipPath>`);
  }

  gradient(g: Gradient): string {
    const stops = g.stops.map(([offset, color, opacity = 1]) =>
      `<stop offset="${compact(offset)}" stop-color="${color}"${
        opacity === 1 ? "" : ` stop-opacity="${compact(opacity)}"`
      }/>`
    ).join("");
    return this.#define(
      `g${JSON.stringify(g)}`,
      (id) =>
        g.r === undefined
          ? `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${g.x1}" y1="${g.y1}" x2="${
            g.x2 ?? g.x1
          }" y2="${g.y2 ?? g.y1}">${stops}</linearGradient>`
          : `<radialGradient id="${id}" gradientUnits="userSpaceOnUse" cx="${compact(g.x1)}" cy="${
            compact(g.y1)
          }" r="${compact(g.r)}">${stops}</radialGradient>`,
    );
  }

  toString(): string {
    return this.#out.length === 0 ? "" : `<defs>${this.#out.join("")}</defs>`;
  }
}

function paint(path: RigPath, defs: Defs): string {
  const color = typeof path.fill === "object" ? `url(#${defs.gradient(path.fill)})` : path.fill;
  const fill = color === undefined ? "" : ` fill="${color}"`;
  const stroke = path.stroke === undefined
    ? ""
    : ` stroke="${path.stroke}" stroke-width="${Math.round((path.width ?? 1) * 10) / 10}"`;
  const opacity = path.opacity === undefined ? "" : ` opacity="${compact(path.opacity)}"`;
  const element = defs.shape(path.d);
  return `${element}${fill}${stroke}${opacity}${moved(element, path.shift)}/>`;
}

function moved(element: string, [dx, dy]: Point = [0, 0]): string {
  const by = (name: string, value: number) => value === 0 ? "" : ` ${name}="${compact(value)}"`;
  if (element.startsWith("<use")) return by("x", dx) + by("y", dy);
  return dx === 0 && dy === 0 ? "" : ` transform="translate(${compact(dx)} ${compact(dy)})"`;
}

const MIRROR = `<g transform="matrix(-1 0 0 1 640 0)">`;

function writeLayer(layer: RigLayer, defs: Defs): string {
  const out: string[] = [];
  let clip: string | undefined;
  let mirror = false;
  for (const path of layer.paths) {
    const turn = path.mirror ?? false;
    if (clip !== undefined && (path.clip !== clip || turn !== mirror)) {
      out.push("</g>");
      clip = undefined;
    }
    if (turn !== mirror) out.push(turn ? MIRROR : "</g>");
    if (path.clip !== clip) out.push(`<g clip-path="url(#${defs.clip(path.clip ?? "")})">`);
    clip = path.clip;
    mirror = turn;
    out.push(paint(path, defs));
  }
  if (clip !== undefined) out.push("</g>");
  if (mirror) out.push("</g>");
  return out.join("");
}

/** What a body of another make needs to know of the clothes. */
function wornBy(spec: AvatarSpec): string {
  const fields = ["skin", "hair_color", "outfit_color", "accent_color"] as const;
  return [...fields.map((field) => swatchOf(spec, field)), spec.outfit].join(" ");
}

/** What a square around the head does not show. */
const BELOW_FACE: readonly string[] = ["object", "necklace"];

function writeLayers(rig: Rig, layers: readonly RigLayer[], defs: Defs): string {
  const [nx, ny] = rig.anchors.neck ?? [320, 560];
  const turn = `<g transform="rotate(${compact(rig.headTiltDeg)} ${nx} ${ny})">`;
  const out: string[] = [];
  let turned = false;
  for (const layer of layers) {
    const head = layer.bone === "head" && rig.headTiltDeg !== 0;
    if (head !== turned) out.push(head ? turn : "</g>");
    turned = head;
    out.push(writeLayer(layer, defs));
  }
  if (turned) out.push("</g>");
  return out.join("");
}

/** Letters that are safe in an id and in `url(#…)`, starting with a letter. */
function idPrefixOf(text: string): string {
  const safe = text.replace(/[^A-Za-z0-9_-]/g, "");
  return `${/^[A-Za-z_]/.test(safe) ? "" : "m"}${safe}-`;
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly viewBox: string;
  /** Attributes and title that name the picture. */
  readonly name: string;
}

function frameSvg({ width, height, viewBox, name }: Frame, defs: Defs, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${viewBox}"${name}${defs}<g fill="none" stroke-linecap="round" stroke-linejoin="round">${body}</g></svg>`;
}

/**
 * Draws an avatar as one self-contained SVG document that works inline and as an `<img>`: no script,
 * style, foreign content or outside reference.
 */
export function renderAvatarSvg(spec: AvatarSpec, options: AvatarSvgOptions = {}): string {
  const { crop = "portrait", title, idPrefix = "m" } = options;
  const prefix = idPrefixOf(idPrefix);
  const rig = buildRig(spec);
  const layers = rig.layers.filter(({ name, bone }) =>
    crop === "portrait" || (crop === "head" ? bone === "head" : !BELOW_FACE.includes(name))
  );
  const defs = new Defs(prefix, layers);
  const body = writeLayers(rig, layers, defs);
  const [width, height] = SIZE[crop];
  const wears = crop === "head" ? ` data-wears="${wornBy(spec)}"` : "";
  const name = wears +
    (title === undefined
      ? ` aria-hidden="true">`
      : ` role="img" aria-labelledby="${prefix}title"><title id="${prefix}title">${
        escapeXml(title)
      }</title>`);
  return frameSvg({ width, height, viewBox: VIEW[crop], name }, defs, body);
}

/**
 * Draws an avatar for a wide card, 1200×630: the figure at the right on its own ground, quiet space at
 * the left where a page's title may be laid over it.
 */
export function renderSocialSvg(spec: AvatarSpec): string {
  const rig = buildRig(spec);
  const [ground, figure] = [
    rig.layers.filter(({ bone }) => bone === "ground"),
    rig.layers.filter(({ bone }) => bone !== "ground"),
  ];
  const defs = new Defs("s-", rig.layers);
  // The ground is 640×800: stretched to the width it keeps its motif in the upper middle.
  const body = `<g transform="scale(1.875)">${writeLayers(rig, ground, defs)}</g>` +
    `<g transform="translate(512 -42) scale(.84)">${writeLayers(rig, figure, defs)}</g>`;
  return frameSvg(
    { width: 1200, height: 630, viewBox: "0 0 1200 630", name: ` aria-hidden="true">` },
    defs,
    body,
  );
}
