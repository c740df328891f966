// Owns the settings of an App.

/** What `new App()` accepts. */
export interface FreshConfig {
  /** Path below which the whole app lives, such as `/docs`. Default: `""`. */
  basePath?: string;
  /** Default: `"production"`; the dev server switches it. */
  mode?: "development" | "production";
  /** Whether `x-forwarded-proto` and `x-forwarded-host` may rewrite `ctx.url`. Default: false. */
  trustProxy?: boolean;
}

/** The settings of a running App. */
export interface ResolvedFreshConfig {
  /** Project directory; a build sets it. */
  root: string;
  basePath: string;
  mode: "development" | "production";
  trustProxy: boolean;
}

/** Fills in the defaults and brings `basePath` into the form `/a/b` (or `""`). */
export function resolveConfig(config: FreshConfig): ResolvedFreshConfig {
  const basePath = (config.basePath ?? "").replace(/\/+$/, "");
  return {
    root: ".",
    basePath: basePath === "" || basePath.startsWith("/") ? basePath : `/${basePath}`,
    mode: config.mode ?? "production",
    trustProxy: config.trustProxy ?? false,
  };
}
