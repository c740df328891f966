// Owns matching a method and a path to whatever was registered for them.

import { HttpError } from "./error.ts";

/** The methods a route can handle. */
export type Method =
  | "GET"
  | "POST"
  | "PATCH"
  | "PUT"
  | "DELETE"
  | "HEAD"
  | "OPTIONS";

/** All methods, in the order in which `all()` registers them. */
export const METHODS: readonly Method[] = [
  "GET",
  "DELETE",
  "HEAD",
  "OPTIONS",
  "PATCH",
  "POST",
  "PUT",
];

/** Everything registered under one pattern. */
export interface RouteEntry<T> {
  /** The pattern as it was written, with the base path. */
  readonly pattern: string;
  readonly methods: Map<string, T>;
}

/** What the router found. `entry` without `value`: the path exists, the method does not. */
export interface RouteMatch<T> {
  entry: RouteEntry<T> | null;
  value: T | undefined;
  /** Values of the pattern's parameters; null for an exact path. */
  params: Record<string, string> | null;
}

type Matcher = (pathname: string) => Record<string, string> | null;

interface DynamicRoute<T> extends RouteEntry<T> {
  /** Text every matching path starts with; saves running the matcher on most paths. */
  readonly prefix: string;
  readonly match: Matcher;
}

/** Exact paths are looked up in a map; all others are tried in the order of registration. */
export class Router<T> {
  #static = new Map<string, RouteEntry<T>>();
  #dynamic: DynamicRoute<T>[] = [];
  #dynamicByPattern = new Map<string, DynamicRoute<T>>();

  /** Registers a value. The first one for a method and pattern wins. */
  add(method: Method, pattern: string, value: T): void {
    const { methods } = this.#entry(pattern);
    if (!methods.has(method)) methods.set(method, value);
  }

  /** Returns what is registered for a method and pattern, if anything. */
  get(method: Method, pattern: string): T | undefined {
    return this.#entry(pattern).methods.get(method);
  }

  /**
   * Finds the entry for a path, which is expected without a query and percent-encoded as in a URL.
   *
   * @throws {HttpError} 400 if a parameter holds a malformed escape.
   */
  match(method: string, pathname: string): RouteMatch<T> {
    const exact = this.#static.get(pathname);
    if (exact !== undefined) {
      return {
        entry: exact,
        value: handlerFor(exact.methods, method),
        params: null,
      };
    }
    for (const route of this.#dynamic) {
      if (!pathname.startsWith(route.prefix)) continue;
      const params = route.match(pathname);
      if (params !== null) {
        return {
          entry: route,
          value: handlerFor(route.methods, method),
          params,
        };
      }
    }
    return { entry: null, value: undefined, params: null };
  }

  #entry(pattern: string): RouteEntry<T> {
    if (isStatic(pattern)) return this.#staticEntry(pattern);
    let route = this.#dynamicByPattern.get(pattern);
    if (route === undefined) {
      const [prefix, match] = compilePattern(pattern);
      route = { pattern, methods: new Map(), prefix, match };
      this.#dynamicByPattern.set(pattern, route);
      this.#dynamic.push(route);
    }
    return route;
  }

  #staticEntry(pattern: string): RouteEntry<T> {
    const path = encodePath(pattern);
    let entry = this.#static.get(path);
    if (entry === undefined) {
      entry = { pattern, methods: new Map() };
      this.#static.set(path, entry);
      // An exact path matches with and without its last slash.
      const twin = path.endsWith("/") ? path.slice(0, -1) : `${path}/`;
      if (twin !== "") this.#static.set(twin, entry);
    }
    return entry;
  }
}

function handlerFor<T>(methods: Map<string, T>, method: string): T | undefined {
  const value = methods.get(method);
  return value === undefined && method === "HEAD" ? methods.get("GET") : value;
}

function isStatic(pattern: string): boolean {
  return !/[:*{}()?+\\]/.test(pattern);
}

function encodePath(path: string): string {
  return new URL(path, "http://localhost").pathname;
}

/** A piece of a pattern that plain RegExp can express: a name with a modifier, or a wildcard. */
const TOKEN = /\{\/:([\p{L}_$][\p{L}\p{N}_$]*)\}\?|(\/?):([\p{L}_$][\p{L}\p{N}_$]*)([*+?]?)|\*/gu;

function compilePattern(pattern: string): [prefix: string, match: Matcher] {
  const names: string[] = [];
  let source = "";
  let prefix: string | null = null;
  let last = 0;
  for (const token of pattern.matchAll(TOKEN)) {
    const literal = pattern.slice(last, token.index);
    if (!isStatic(literal)) return compileExotic(pattern);
    source += escapeRegExp(encodeLiteral(literal));
    prefix ??= encodeLiteral(literal);
    source += tokenToRegExp(token, names);
    last = token.index + token[0].length;
  }
  const rest = pattern.slice(last);
  if (!isStatic(rest) || new Set(names).size !== names.length) {
    return compileExotic(pattern);
  }
  const regexp = new RegExp(`^${source}${escapeRegExp(encodeLiteral(rest))}$`);
  return [prefix ?? "", (pathname) => {
    const found = regexp.exec(pathname);
    if (found === null) return null;
    const params: Record<string, string> = Object.create(null);
    for (let i = 0; i < names.length; i++) {
      params[names[i]!] = decodeParam(found[i + 1]);
    }
    return params;
  }];
}

function tokenToRegExp(token: RegExpMatchArray, names: string[]): string {
  const [text, optionalSegment, slash = "", name, modifier] = token;
  if (text === "*") {
    names.push(String(names.filter((n) => /^\d+$/.test(n)).length));
    return "(.*)";
  }
  names.push(optionalSegment ?? name ?? "");
  if (optionalSegment !== undefined) return "(?:/([^/]+?))?";
  switch (modifier) {
    case "*":
      return `(?:${slash}([^/]+?(?:${slash || "/"}[^/]+?)*))?`;
    case "+":
      return `${slash}([^/]+?(?:${slash || "/"}[^/]+?)*)`;
    case "?":
      return `(?:${slash}([^/]+?))?`;
    default:
      return `${slash}([^/]+?)`;
  }
}

/** Groups, regular expressions and escapes are left to the platform: right, but far slower. */
function compileExotic(pattern: string): [prefix: string, match: Matcher] {
  const compiled = new URLPattern({ pathname: pattern });
  return ["", (pathname) => {
    const groups = compiled.exec({ pathname })?.pathname.groups;
    if (groups === undefined) return null;
    const params: Record<string, string> = Object.create(null);
    for (const name of Object.keys(groups)) {
      params[name] = decodeParam(groups[name]);
    }
    return params;
  }];
}

/** Encodes a literal piece as the URL parser would, keeping a slash at either end. */
function encodeLiteral(text: string): string {
  return text === "" ? "" : encodePath(`/x${text}x`).slice(2, -1);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

function decodeParam(value: string | undefined): string {
  if (value === undefined) return "";
  if (!value.includes("%")) return value;
  try {
    return decodeURI(value);
  } catch (cause) {
    // The only error of decodeURI is a malformed escape, which is the client's doing.
    throw new HttpError(400, "Malformed escape in the URL", { cause });
  }
}

/**
 * Joins two paths; slashes between them never double.
 *
 * A base covers a tree, so `/a`, `/a/` and `/a/*` are the same base. The path is a pattern, in which
 * `*` is a wildcard.
 */
export function joinPath(base: string, path: string): string {
  const left = base.replace(/(^|\/)\*$/, "").replace(/\/$/, "");
  if (path === "" || path === "/") return left === "" ? "/" : left;
  return `${left}${path.startsWith("/") ? "" : "/"}${path}`;
}
