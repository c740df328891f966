/** Defines a test that builds islands. */

/** esbuild kills its process when a build is done, and does not wait for its end: the sanitizers may still see it. */
export function testBuild(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });
}
