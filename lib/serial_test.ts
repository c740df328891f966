import assert from "node:assert/strict";
import { createSerial } from "@/lib/serial.ts";

Deno.test("jobs run one after another, also past one that fails, and no more than there is room for", async () => {
  const errors: unknown[] = [];
  const done: string[] = [];
  const serial = createSerial(3, (error) => errors.push(error));
  const gate = Promise.withResolvers<void>();
  assert(serial.add(async () => {
    await gate.promise;
    done.push("first");
  }));
  assert(serial.add(() => Promise.reject(new Error("second"))));
  assert(serial.add(() => {
    done.push("third");
    return Promise.resolve();
  }));
  assert.equal(serial.add(() => Promise.resolve(void done.push("fourth"))), false);
  assert.equal(serial.size, 3);
  gate.resolve();
  await serial.idle();
  assert.deepEqual(done, ["first", "third"]);
  assert.match(String(errors[0]), /second/);
  assert.equal(serial.size, 0);
  assert(serial.add(() => Promise.resolve()));
  await serial.idle();
});
