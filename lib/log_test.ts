import assert from "node:assert/strict";
import { createLog, LOG_LEVELS, type LogLevel } from "@/lib/log.ts";

const NOW_MS = Date.UTC(2026, 0, 2, 3, 4, 5, 6);

function logTo(level: LogLevel) {
  const lines: string[] = [];
  const log = createLog({ level, write: (line) => lines.push(line), now: () => NOW_MS });
  return { log, lines, records: () => lines.map((line) => JSON.parse(line)) };
}

Deno.test("createLog() writes one JSON object a line, with time, level and event", () => {
  const { log, lines, records } = logTo("debug");
  log.info("seeded", { characters: 14, partly: false, by: null, note: "a\nb", left: undefined });
  assert(!lines[0]!.includes("\n"));
  assert.deepEqual(records(), [{
    time: "2026-01-02T03:04:05.006Z",
    level: "info",
    event: "seeded",
    characters: 14,
    partly: false,
    by: null,
    note: "a\nb",
  }]);
});

Deno.test("createLog() is silent below its level", () => {
  LOG_LEVELS.forEach((level, n) => {
    const { log, records } = logTo(level);
    log.debug("e");
    log.info("e");
    log.warn("e");
    log.error("e", new Error("x"));
    assert.deepEqual(
      records().map((record) => record.level),
      ["debug", "info", "warn", "error"].slice(n),
    );
  });
});

Deno.test("log.error() tells name, message, stack, and the causes", () => {
  const { log, records } = logTo("error");
  const root = new RangeError("root");
  const error = new TypeError("outer", { cause: new Error("inner", { cause: root }) });
  log.error("broke", error, { request: "r1" });
  const [record] = records();
  assert.equal(record.request, "r1");
  assert.equal(record.error, "TypeError");
  assert.equal(record.message, "outer");
  assert.match(record.stack, /^TypeError: outer\n.*log_test/s);
  assert.match(record.cause, /^Error: inner\n.*\nRangeError: root\n/s);
});

Deno.test("log.error() tells a cause that is no error", () => {
  const { log, records } = logTo("error");
  log.error("broke", new Error("outer", { cause: { code: 7 } }));
  assert.equal(records()[0].cause, "{ code: 7 }");
});

Deno.test("log.error() comes to an end where an error causes itself", () => {
  const { log, records } = logTo("error");
  const error = new Error("round");
  error.cause = error;
  log.error("broke", error);
  assert.equal(records()[0].cause.match(/Error: round/g).length, 5);
});

Deno.test("log.error() takes whatever was thrown", () => {
  const { log, records } = logTo("error");
  for (const thrown of ["text", 3, null, undefined, Object.create(null), { toString: null }]) {
    log.error("broke", thrown);
  }
  assert.equal(records().length, 6);
  assert.deepEqual(records()[0], {
    time: "2026-01-02T03:04:05.006Z",
    level: "error",
    event: "broke",
    error: "string",
    message: "text",
  });
});

Deno.test("log fields cannot be what people wrote: the types take no object, and no name of the line's own", () => {
  const { log } = logTo("silent");
  // @ts-expect-error -- a user, a request or headers as a whole would carry personal data
  log.info("e", { user: { email: "haru@example.com" } });
  // @ts-expect-error -- the level is the line's own
  log.info("e", { level: "none" });
});
