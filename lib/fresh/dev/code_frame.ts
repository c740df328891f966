// Owns finding the place of an error in the source, and the lines around it.

import { resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** A place in a file. Line and column count from 1. */
export interface CodeLocation {
  filePath: string;
  line: number;
  column: number;
}

/** A line of an excerpt. */
export interface CodeLine {
  number: number;
  text: string;
  /** Whether the error is in this line. */
  isError: boolean;
}

const CONTEXT_LINES = 5;
const OWN_FOLDER = fileURLToPath(new URL("..", import.meta.url));

/**
 * Finds where an error comes from: the position that the compiler gives, or the first frame of the
 * stack that belongs to the project. Null if there is none.
 */
export function locateError(error: unknown, root: string): CodeLocation | null {
  const compiled = compilerLocation(error, root);
  if (compiled !== null) return compiled;
  if (!(error instanceof Error)) return null;
  const places = [error.message, error.stack ?? ""].flatMap(fileLocations);
  const isOwn = ({ filePath }: CodeLocation) =>
    filePath.startsWith(root + sep) && !filePath.includes(`${sep}node_modules${sep}`) &&
    (!filePath.startsWith(OWN_FOLDER) || root.startsWith(OWN_FOLDER));
  const found = places.find(isOwn);
  if (found !== undefined) return found;
  return error.cause === undefined ? null : locateError(error.cause, root);
}

/** esbuild lists its errors with positions; its columns count from 0. */
function compilerLocation(error: unknown, root: string): CodeLocation | null {
  const { errors } = (error ?? {}) as {
    errors?: { location?: { file: string; line: number; column: number } | null }[];
  };
  const location = Array.isArray(errors) ? errors[0]?.location : null;
  if (!location) return null;
  const { file, line, column } = location;
  return { filePath: resolve(root, file), line, column: column + 1 };
}

function fileLocations(text: string): CodeLocation[] {
  return [...text.matchAll(/(file:\/\/\S+?):(\d+):(\d+)/g)].map(([, url = "", line, column]) => ({
    filePath: fileURLToPath(url),
    line: Number(line),
    column: Number(column),
  }));
}

/** Reads the lines around a place; empty if the file cannot be read. */
export async function readCodeFrame({ filePath, line }: CodeLocation): Promise<CodeLine[]> {
  let source: string;
  try {
    source = await Deno.readTextFile(filePath);
  } catch {
    return []; // the error is shown without its source
  }
  const lines = source.split("\n");
  const first = Math.max(1, line - CONTEXT_LINES);
  return lines.slice(first - 1, line + CONTEXT_LINES).map((text, i) => ({
    number: first + i,
    text,
    isError: first + i === line,
  }));
}
