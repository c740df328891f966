/**
 * Serves Pretendard and Gowun Batang straight from their npm packages: which files there are, under which public
 * names, and the style sheet that tells a browser which few of them a page needs.
 *
 * Both packages cut the Korean script into about a hundred pieces, along the same lines, by `unicode-range`.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";

/** A style sheet of a package, full of `@font-face`. */
interface Source {
  /** npm package. */
  name: string;
  /** Inside the package. */
  css: string;
  /** Start of the public file names. */
  slug: string;
  /** As our style sheet names the family. */
  family: string;
  weight: string;
}

const SOURCES: readonly Source[] = [
  {
    name: "pretendard",
    css: "dist/web/variable/pretendardvariable-dynamic-subset.css",
    slug: "pretendard",
    family: "Pretendard Variable",
    weight: "45 920",
  },
  {
    name: "@fontsource/gowun-batang",
    css: "400.css",
    slug: "gowun-batang-400",
    family: "Gowun Batang",
    weight: "400",
  },
  {
    name: "@fontsource/gowun-batang",
    css: "700.css",
    slug: "gowun-batang-700",
    family: "Gowun Batang",
    weight: "700",
  },
];

const Package = z.object({ version: z.string().regex(/^[\w.+-]+$/) });

/** One piece of a font. */
export interface FontFace {
  family: string;
  weight: string;
  /** Public file name, with the package's version in it: the content under it never changes. */
  file: string;
  /** On this machine. */
  path: string;
  unicodeRange: string;
}

export interface FontSet {
  faces: readonly FontFace[];
  /** Public file name → path on this machine. */
  paths: ReadonlyMap<string, string>;
  /** The style sheet with every face, its files under `/fonts/`. */
  css: string;
  /** The style sheet's own file name, with a hash of its content. */
  cssFile: string;
}

/**
 * Finds the `@font-face` rules of a package's style sheet.
 *
 * @returns WOFF2 file (relative to the sheet) and range of each.
 * @throws {Error} If there is none: the package changed its shape.
 */
export function readFaces(css: string): { src: string; unicodeRange: string }[] {
  const faces = [...css.matchAll(/@font-face\s*\{([^}]*)\}/g)].flatMap(([, body = ""]) => {
    const src = /url\(["']?([^"')]+\.woff2)["']?\)/.exec(body)?.[1];
    const unicodeRange = /unicode-range:\s*([^;]+);?/.exec(body)?.[1];
    return src && unicodeRange ? [{ src, unicodeRange: unicodeRange.replace(/\s+/g, "") }] : [];
  });
  if (faces.length === 0) throw new Error("Cannot find any font face in the package's style sheet");
  return faces;
}

/** Writes the style sheet. Faces of the same range stand together, so that compression folds the ranges. */
export function writeCss(faces: readonly FontFace[]): string {
  return [...faces].sort((a, b) => compare(a.unicodeRange, b.unicodeRange)).map((face) =>
    `@font-face{font-family:"${face.family}";font-weight:${face.weight};font-style:normal;` +
    `font-display:swap;src:url(/fonts/${face.file}) format("woff2");` +
    `unicode-range:${face.unicodeRange}}`
  ).join("\n") + "\n";
}

const compare = (a: string, b: string) => a < b ? -1 : a > b ? 1 : 0;

/** Reads the packages. Blocking, once at the start. */
export function readFonts(): FontSet {
  const faces = SOURCES.flatMap(facesOf);
  const css = writeCss(faces);
  return {
    faces,
    paths: new Map(faces.map((face) => [face.file, face.path])),
    css,
    cssFile: `faces-${hashOf(css)}.css`,
  };
}

function facesOf({ name, css, slug, family, weight }: Source): FontFace[] {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve(`${name}/package.json`));
  const { version } = Package.parse(require(`${name}/package.json`));
  const sheet = join(folder, css);
  return readFaces(Deno.readTextFileSync(sheet)).map(({ src, unicodeRange }) => ({
    family,
    weight,
    file: `${slug}-${version}-${pieceOf(src)}.woff2`,
    path: join(dirname(sheet), src),
    unicodeRange,
  }));
}

/** `…subset.12.woff2` → `12`; `gowun-batang-latin-400-normal.woff2` → `latin`. */
function pieceOf(src: string): string {
  const piece = /(?:\.|-)([a-z0-9]+|latin-ext)(?:-\d+-normal)?\.woff2$/.exec(src)?.[1];
  if (!piece) throw new Error(`Cannot name the font file ${src}`);
  return piece;
}

/** FNV-1a over UTF-16 units, 32 bits: tells versions of a public file apart, guards nothing. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

let set: FontSet | undefined;

/** The fonts of this process. The packages do not change while it runs. */
export function getFonts(): FontSet {
  return set ??= readFonts();
}
