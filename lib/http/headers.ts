/** Changes the headers of an answer, whoever made it. */

/**
 * Changes the headers in place, or of a copy where the platform made them unchangeable: those of `Response.redirect()`
 * and of what `fetch()` gave.
 */
export function changeHeaders(response: Response, change: (headers: Headers) => void): Response {
  try {
    change(response.headers);
    return response;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const copy = new Response(response.body, response);
    change(copy.headers);
    return copy;
  }
}
