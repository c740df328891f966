/** The strokes that our drawings are made of, as SVG text with presentation attributes. Browser-safe. */

/** A number as short as it can stand in a path: one decimal. */
export function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** A filled outline. */
export function shape(d: string, fill: string, more = ""): string {
  return `<path d="${d}" fill="${fill}"${more && ` ${more}`}/>`;
}

/** A line of a round pen. */
export function line(d: string, stroke: string, width: number, more = ""): string {
  return `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${n(width)}" ` +
    `stroke-linecap="round" stroke-linejoin="round"${more && ` ${more}`}/>`;
}

export function disc(x: number, y: number, r: number, fill: string, more = ""): string {
  return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="${fill}"${more && ` ${more}`}/>`;
}
