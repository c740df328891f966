import assert from "node:assert/strict";
import { asFailure } from "@/lib/errors.ts";
import { Crowd, openDoor, requireUpgrade } from "@/lib/realtime/door.ts";

function refusal(act: () => unknown): string | null {
  try {
    act();
    return null;
  } catch (error) {
    return asFailure(error).reason;
  }
}

Deno.test("Crowd counts connections by address, and lets this machine have any number", () => {
  const crowd = new Crowd({ perAddress: 2 });
  const leave = crowd.add("192.0.2.1");
  crowd.add("192.0.2.1");
  assert.equal(refusal(() => crowd.add("192.0.2.1")), "rate_limited");
  assert.equal(refusal(() => crowd.add("192.0.2.2")), null);
  for (let n = 0; n < 5; n++) assert.equal(refusal(() => crowd.add("127.0.0.1")), null);
  leave();
  assert.equal(refusal(() => crowd.add("192.0.2.1")), null);
});

Deno.test("Crowd gives a place back once, however often it is told to", () => {
  const crowd = new Crowd({ perAddress: 2, inAll: 2 });
  const leave = crowd.add("192.0.2.1");
  crowd.add("192.0.2.1");
  leave();
  leave();
  crowd.add("192.0.2.1");
  assert.equal(refusal(() => crowd.add("192.0.2.1")), "rate_limited");
  assert.equal(refusal(() => crowd.add("127.0.0.1")), "rate_limited");
});

Deno.test("requireUpgrade() refuses what asks for no WebSocket", () => {
  const ask = (upgrade?: string) => () =>
    requireUpgrade({ req: new Request("http://x/", { headers: upgrade ? { upgrade } : {} }) });
  assert.equal(refusal(ask("WebSocket")), null);
  assert.equal(refusal(ask("h2c")), "bad_request");
  assert.equal(refusal(ask()), "bad_request");
});

Deno.test("openDoor() gives the place back where the request cannot become a socket", () => {
  let cancelled = 0;
  const door = { enter: () => assert.fail(), cancel: () => void cancelled++ };
  const upgrade = () => {
    throw new TypeError("no upgrade");
  };
  assert.throws(() => openDoor({ upgrade }, door), TypeError);
  assert.equal(cancelled, 1);
});
