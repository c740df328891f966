/** Under which origin readers know the house. */

export interface Asked {
  url: URL;
  /** The services are absent where something failed before they were there. */
  state: { services?: { env: { PUBLIC_URL?: string | undefined } } | undefined };
}

/** The origin that readers use, without a slash at its end. */
export function publicOrigin({ url, state }: Asked): string {
  const configured = state.services?.env.PUBLIC_URL;
  return configured ? configured.replace(/\/+$/, "") : url.origin;
}
