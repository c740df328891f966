/** Structured logs: one JSON object a line, without personal data. */

export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = typeof LOG_LEVELS[number];

/** Values of a log line: ids, numbers and fixed words; never text that a person wrote, an address or a token. */
export type LogFields =
  & Record<string, string | number | boolean | null | undefined>
  // What each line has already.
  & { time?: never; level?: never; event?: never };

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
  write = writeToStderr,
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

function writeToStderr(line: string): void {
  try {
    Deno.stderr.writeSync(encoder.encode(`${line}\n`));
  } catch {
    // Nobody reads the log any more, and there is nowhere to say so. The request must not fail for it.
  }
}

/** Causes of causes that are told. */
const MAX_CAUSES = 5;

function describe(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error, message: show(error) };
  const causes: string[] = [];
  for (
    let { cause } = error;
    cause !== undefined && causes.length < MAX_CAUSES;
    cause = cause instanceof Error ? cause.cause : undefined
  ) {
    causes.push(cause instanceof Error && cause.stack ? cause.stack : show(cause));
  }
  const { name, message, stack } = error;
  return { error: name, message, stack, ...(causes.length ? { cause: causes.join("\n") } : {}) };
}

/** Any value as text; `String()` throws for some. */
function show(value: unknown): string {
  return typeof value === "string" ? value : Deno.inspect(value);
}
