/** Answers with a drawing of ours. */

/** An SVG that may do nothing but be looked at, also when it is opened by itself. */
export function svgResponse(svg: string, cacheControl: string): Response {
  return new Response(svg, {
    headers: {
      "content-type": "image/svg+xml; charset=utf-8",
      "cache-control": cacheControl,
      "content-security-policy": "default-src 'none'; sandbox",
    },
  });
}
