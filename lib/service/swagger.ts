/** Swagger UI, from its npm package, served by ourselves under `/api/docs`. */

/** Files of the package that the page needs, with their types. */
const FILES: Readonly<Record<string, string>> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "index.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
};

/** Our own start, as a file: no inline script, so that the page's policy stays as strict as every other's. */
const START = `window.ui = SwaggerUIBundle({
  url: "/api/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  // Asks nobody else about the document.
  validatorUrl: null,
});
`;

const PAGE = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>API · Maru</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<link rel="stylesheet" href="/api/docs/index.css">
</head>
<body>
<noscript>This page needs JavaScript. The same is in <a href="/api/openapi.json">openapi.json</a>.</noscript>
<main id="docs"></main>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`;

/** Serves one file of the documentation; null for a name that is none. */
export async function serveSwagger(name: string): Promise<Response | null> {
  if (name === "") return answer(PAGE, "text/html; charset=utf-8", "no-cache");
  if (name === "start.js") return answer(START, "text/javascript; charset=utf-8", "no-cache");
  const type = Object.hasOwn(FILES, name) ? FILES[name] : undefined;
  if (!type) return null;
  const file = new URL(import.meta.resolve(`swagger-ui-dist/${name}`));
  return answer(await Deno.readFile(file), type, "public, max-age=86400");
}

function answer(body: BodyInit, type: string, caching: string): Response {
  return new Response(body, { headers: { "content-type": type, "cache-control": caching } });
}
