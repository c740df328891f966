// Owns what the package prints; an app has no hook for it, so it goes to the console.

/** Reports an error that was answered with a status of 500 or above. */
export function logError(error: unknown): void {
  // deno-lint-ignore no-console -- see the head of the file
  console.error(error);
}

/** Reports a mistake in the app that does not stop it. */
export function logWarning(message: string): void {
  // deno-lint-ignore no-console -- see the head of the file
  console.warn(message);
}

/** Tells the developer something. */
export function logInfo(message: string): void {
  // deno-lint-ignore no-console -- see the head of the file
  console.log(message);
}
