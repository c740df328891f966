/** Structured logs: one JSON object a line, without personal data. */

export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = typeof LOG_LEVELS[number];

/** Values of a log line: ids, numbers and fixed words; never text that a person wrote, an address or a token. */
export type LogFields = Record<string, string | number | boolean | null | undefined>;

export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** `error` gives name, message and stack to the log, and to nobody else. */
  error(event: string, error: unknown, fields?: LogFields): void;
}

export interface LogOptions {
  level: LogLevel;
  write?: (line: string) => void;
  now?: () => number;
}

const encoder = new TextEncoder();

/** Makes a log that writes to standard error. */
export function createLog({
  level,
  write = (line) => void Deno.stderr.writeSync(encoder.encode(line + "\n")),
  now = Date.now,
}: LogOptions): Log {
  const least = LOG_LEVELS.indexOf(level);
  const emit = (of: LogLevel, event: string, fields: LogFields) => {
    if (LOG_LEVELS.indexOf(of) < least) return;
    write(JSON.stringify({ time: new Date(now()).toISOString(), level: of, event, ...fields }));
  };
  return {
    debug: (event, fields = {}) => emit("debug", event, fields),
    info: (event, fields = {}) => emit("info", event, fields),
    warn: (event, fields = {}) => emit("warn", event, fields),
    error: (event, error, fields = {}) => emit("error", event, { ...fields, ...describe(error) }),
  };
}

function describe(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: String(error) };
  const cause = error.cause === undefined ? undefined : describe(error.cause).stack;
  return { error: error.name, message: error.message, stack: error.stack, cause };
}
