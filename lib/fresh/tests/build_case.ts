/** How tests are run that build islands. */

/** esbuild kills its process when a build is done, and does not wait for its end: the sanitizers may still see it, in this test or the next. */
export const BUILDING = { sanitizeOps: false, sanitizeResources: false };
