// Owns showing an error inside of the page, in development only.

import { relative } from "node:path";
import { DEV_CLIENT_PATH } from "../islands.ts";
import { type CodeLine, type CodeLocation, locateError, readCodeFrame } from "./code_frame.ts";

/** What the overlay needs to know of the server. */
export interface OverlayContext {
  root: string;
  basePath: string;
  revision: string;
}

/**
 * Adds the error to a page: message, file, line, the lines around it, and the stack. A response that
 * is not a page is replaced by one. Needs no inline script or style, so any policy lets it through
 * that allows files of the same origin.
 */
export async function withOverlay(
  res: Response,
  error: unknown,
  { root, basePath, revision }: OverlayContext,
): Promise<Response> {
  const overlay = await renderOverlay(error, root, basePath);
  const headers = new Headers(res.headers);
  headers.delete("content-length");
  headers.set("content-type", "text/html; charset=utf-8");
  headers.set("cache-control", "no-store");

  const isPage = res.headers.get("content-type")?.startsWith("text/html") ?? false;
  let page: string;
  if (isPage) {
    page = await res.text();
  } else {
    await res.body?.cancel();
    const src = escapeHtml(`${basePath}${DEV_CLIENT_PATH}?revision=${revision}`);
    page =
      `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/><title>Error</title></head>` +
      `<body><script type="module" src="${src}"></script></body></html>`;
  }
  const end = page.lastIndexOf("</body>");
  const at = end === -1 ? page.length : end;
  return new Response(page.slice(0, at) + overlay + page.slice(at), {
    status: res.status,
    headers,
  });
}

async function renderOverlay(error: unknown, root: string, basePath: string): Promise<string> {
  const location = locateError(error, root);
  const frame = location === null ? [] : await readCodeFrame(location);
  const { title, stack } = describeError(error);
  return [
    `<link rel="stylesheet" href="${escapeHtml(basePath)}/_frsh/overlay.css"/>`,
    `<dialog open class="frsh-overlay" aria-labelledby="frsh-overlay-title">`,
    `<form method="dialog"><button>Close</button></form>`,
    `<h1 id="frsh-overlay-title">${escapeHtml(title)}</h1>`,
    location === null ? "" : renderPlace(location, root),
    frame.length === 0 ? "" : renderFrame(frame),
    `<pre class="frsh-overlay-stack">${escapeHtml(stack)}</pre>`,
    `</dialog>`,
  ].join("");
}

function renderPlace({ filePath, line, column }: CodeLocation, root: string): string {
  const place = `${relative(root, filePath)}:${line}:${column}`;
  return `<p class="frsh-overlay-place">${escapeHtml(place)}</p>`;
}

function renderFrame(lines: readonly CodeLine[]): string {
  const width = String(lines.at(-1)?.number ?? 0).length;
  const rows = lines.map(({ number, text, isError }) => {
    const row = escapeHtml(`${isError ? ">" : " "} ${String(number).padStart(width)} | ${text}`);
    return isError ? `<mark>${row}</mark>` : row;
  });
  return `<pre class="frsh-overlay-code">${rows.join("\n")}</pre>`;
}

function describeError(error: unknown): { title: string; stack: string } {
  if (!(error instanceof Error)) return { title: `Thrown: ${String(error)}`, stack: "" };
  const causes: string[] = [];
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) {
    causes.push(`\n\nCaused by ${cause.stack ?? cause.message}`);
  }
  return {
    title: `${error.name}: ${error.message}`,
    stack: (error.stack ?? error.message) + causes.join(""),
  };
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
