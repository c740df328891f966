/** Tells which tests of a run of `deno test --retry` were tried again, as its report does not. */
// deno-lint-ignore no-control-regex -- what colours a terminal begins with a control character
const COLOUR = /\x1b\[[0-9;]*m/g;
const RETRIED = /^(?:\S+ => )?(.+) \.\.\. retrying \(attempt \d+ failed\)/gm;

/** Names of tests that were tried again, each once, in the order of the run. */
export function listRetried(output: string): string[] {
  const found = output.replaceAll(COLOUR, "").matchAll(RETRIED);
  return [...new Set([...found].map(([, name = ""]) => name))];
}
