/** Defines the tests of a file that builds islands. */

/** esbuild kills its process when a build is done, and does not wait for its end: the sanitizers may still see it, in this test or the next. */
export function testBuild(name: string, fn: () => void | Promise<void>): void {
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });
}
