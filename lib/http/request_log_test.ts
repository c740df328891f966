import assert from "node:assert/strict";
import { logRequests } from "@/lib/http/request_log.ts";
import { createLog, type LogLevel } from "@/lib/log.ts";
import { from, smallApp } from "@/tests/support/state.ts";

async function logOf(level: LogLevel): Promise<string[]> {
  const lines: string[] = [];
  const log = createLog({ level, write: (line) => lines.push(line) });
  const handler = smallApp({ log }).use(logRequests())
    .post("/people/:name", () => new Response("secret-answer", { status: 201 }))
    .handler();
  const request = new Request("http://maru.test/people/haru@example.com?token=secret-query", {
    method: "POST",
    headers: {
      authorization: "Bearer secret-token",
      cookie: "maru=secret-cookie",
      "user-agent": "secret-agent",
      "x-forwarded-for": "198.51.100.7",
    },
    body: "secret-body",
  });
  await handler(request, from("203.0.113.7"));
  return lines;
}

Deno.test("logRequests() tells route, status and time, and nothing of who asked for what", async () => {
  const [line = "", ...more] = await logOf("debug");
  assert.deepEqual(more, []);
  const { time, tookMs, ...told } = JSON.parse(line);
  assert.deepEqual(told, {
    level: "debug",
    event: "request",
    request: "r1",
    method: "POST",
    route: "/people/:name",
    status: 201,
  });
  assert(Number.isFinite(tookMs) && Number.isFinite(Date.parse(time)));
  assert.doesNotMatch(line, /secret|haru|203\.0\.113|198\.51/);
});

Deno.test("logRequests() is silent above debug", async () => {
  assert.deepEqual(await logOf("info"), []);
});
