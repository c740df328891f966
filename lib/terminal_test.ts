import assert from "node:assert/strict";
import { parseEnv } from "@/lib/env.ts";
import { addressOf, explainListening } from "@/lib/terminal.ts";

Deno.test("addressOf() is one that this machine can open", () => {
  const cases: [hostname: string, address: string][] = [
    ["127.0.0.1", "http://127.0.0.1:8000"],
    ["0.0.0.0", "http://localhost:8000"],
    ["::", "http://localhost:8000"],
    ["::1", "http://[::1]:8000"],
    ["maru.local", "http://maru.local:8000"],
  ];
  for (const [hostname, address] of cases) {
    assert.equal(addressOf(hostname, 8000), address);
    assert(URL.canParse(address));
  }
});

Deno.test("explainListening() says what to do about a port that is taken", () => {
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = taken.addr;
  const env = parseEnv({ PORT: String(port) });
  let explained: unknown;
  try {
    Deno.listen({ hostname: env.HOST, port }).close();
  } catch (error) {
    explained = explainListening(error, env);
  }
  assert(explained instanceof Error);
  assert.match(
    explained.message,
    new RegExp(`^Cannot listen on http://127\\.0\\.0\\.1:${port} as `),
  );
  assert.match(explained.message, /set PORT/);
});

Deno.test("explainListening() says what to do about a user and an address that cannot", () => {
  const env = parseEnv({ PORT: "80", HOST: "192.0.2.1" });
  const words = (error: Error) => (explainListening(error, env) as Error).message;
  assert.match(words(new Deno.errors.PermissionDenied("x")), /set PORT to 1024 or more/);
  assert.match(words(new Deno.errors.AddrNotAvailable("x")), /HOST is no address of this machine/);
});

Deno.test("explainListening() leaves other errors as they are", () => {
  const error = new RangeError("x");
  assert.equal(explainListening(error, parseEnv({})), error);
});
