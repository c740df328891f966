/** What a benchmark found, for a terminal: tables in Markdown, notes, and whether promises hold. */

export interface Table {
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

export interface Report {
  tables: readonly Table[];
  notes: readonly string[];
  verdicts: readonly { promise: string; holds: boolean }[];
}

/** Lays a table out. */
export function formatTable({ head, rows }: Table): string {
  const widths = head.map((text, column) =>
    Math.max(text.length, ...rows.map((row) => row[column]?.length ?? 0))
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

/** Lays a report out. */
export function formatReport({ tables, notes, verdicts }: Report): string {
  return [
    ...tables.map(formatTable),
    ...notes.map((note) => `* ${note}`),
    ...verdicts.map(({ promise, holds }) => `${promise}: ${holds ? "holds" : "DOES NOT HOLD"}`),
  ].join("\n");
}
