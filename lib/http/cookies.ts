/** Reads and writes cookies. Source of the syntax: RFC 6265, 4.1.1 and 5.4. */

export interface CookieOptions {
  /** Seconds; without it the cookie ends with the browser's session. */
  maxAgeS?: number;
  secure?: boolean;
  /** Default true: no script needs to read one of ours. */
  httpOnly?: boolean;
}

/** cookie-octet: what may stand in a value without quotes. */
const VALUE = /^[\x21\x23-\x2B\x2D-\x3A\x3C-\x5B\x5D-\x7E]*$/;

/** The value of a cookie in a `Cookie` header; of one that comes several times, the first. */
export function readCookie(header: string | null, name: string): string | undefined {
  for (const pair of (header ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at !== -1 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

/**
 * Makes a `Set-Cookie` value, for the whole site (`Path=/`) and not for requests of other sites (`SameSite=Lax`).
 *
 * @throws {TypeError} If the value holds what a cookie cannot.
 */
export function writeCookie(
  name: string,
  value: string,
  { maxAgeS, secure = false, httpOnly = true }: CookieOptions = {},
): string {
  if (!VALUE.test(value)) throw new TypeError(`Cannot put that into the cookie ${name}`);
  return [
    `${name}=${value}`,
    "Path=/",
    "SameSite=Lax",
    ...(maxAgeS === undefined ? [] : [`Max-Age=${Math.floor(maxAgeS)}`]),
    ...(httpOnly ? ["HttpOnly"] : []),
    ...(secure ? ["Secure"] : []),
  ].join("; ");
}

/** Puts a `Set-Cookie` value into a list that is appended to the answer, in place of an earlier one of its name. */
export function putCookie(cookies: string[], cookie: string): void {
  const start = cookie.slice(0, cookie.indexOf("=") + 1);
  const at = cookies.findIndex((other) => other.startsWith(start));
  if (at === -1) cookies.push(cookie);
  else cookies[at] = cookie;
}
