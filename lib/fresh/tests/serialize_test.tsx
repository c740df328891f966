import assert from "node:assert/strict";
import { computed, Signal, signal } from "@preact/signals";
import { unflatten } from "devalue";
import { h } from "preact";
import * as revivers from "../client/signals.ts";
import { serializeIslands } from "../serialize.ts";
import type { Island } from "../types.ts";

const TRACKER: Island = { name: "Tracker", exportName: "default", file: "", imports: [] };

/** Sends props to the browser and back, for one island each. */
function roundTrip(...props: Record<string, unknown>[]): Record<string, unknown>[] {
  const islands = props.map((p) => ({ island: TRACKER, props: p }));
  const { json } = serializeIslands(islands, [TRACKER], () => null);
  const entries: [number, Record<string, unknown>][] = unflatten(JSON.parse(json), {
    ...revivers,
    View: (view: unknown) => view,
  });
  return entries.map(([, p]) => p);
}

const VALUES: [name: string, value: unknown][] = [
  ["null", null],
  ["undefined", undefined],
  ["booleans", [true, false]],
  ["numbers", [0, -0, 1.5, NaN, Infinity, -Infinity]],
  ["strings", ["", "</script><!--", "\u2028 🙂 \0"]],
  ["bigint", 2n ** 80n],
  ["nested objects", { a: { b: [1, { c: null }] } }],
  ["sparse arrays", [1, , 3]],
  ["Date", new Date(86_400_000)],
  ["URL", new URL("https://example.com/a?b#c")],
  ["RegExp", /a"b<\/script>/giu],
  ["Set", new Set([1, "a", null])],
  ["Map", new Map<unknown, unknown>([["a", 1], [{ k: 1 }, [2]]])],
  ["Uint8Array", new Uint8Array([0, 1, 255])],
  ["Float32Array", new Float32Array([0.5, -1])],
];

for (const [name, value] of VALUES) {
  Deno.test(`island props carry ${name}`, () => {
    assert.deepEqual(roundTrip({ value })[0], { value });
  });
}

Deno.test("island props keep minus zero and holes", () => {
  const [props] = roundTrip({ zero: -0, holes: [, 1] });
  assert.ok(Object.is(props!.zero, -0));
  assert.ok(!(0 in (props!.holes as unknown[])));
});

Deno.test({
  name: "island props carry Temporal",
  ignore: !("Temporal" in globalThis),
  fn: () => {
    const { Temporal } = globalThis as unknown as {
      Temporal: { PlainDate: { from(text: string): object } };
    };
    const [props] = roundTrip({ day: Temporal.PlainDate.from("2026-04-28") });
    assert.equal(String(props!.day), "2026-04-28");
    assert.equal(props!.day?.constructor.name, "PlainDate");
  },
});

Deno.test("island props keep cycles and shared references, across islands", () => {
  const shared = { n: 1 };
  const cycle: Record<string, unknown> = { shared };
  cycle.self = cycle;
  const [a, b] = roundTrip({ cycle }, { shared });
  const revived = a!.cycle as Record<string, unknown>;
  assert.equal(revived.self, revived);
  assert.equal(revived.shared, b!.shared);
});

Deno.test("a signal passed to two islands stays one signal", () => {
  const count = signal(3);
  const [a, b] = roundTrip({ count }, { nested: { count } });
  const one = a!.count as Signal<number>;
  const other = (b!.nested as { count: Signal<number> }).count;
  assert.ok(one instanceof Signal);
  assert.equal(one, other);
  one.value = 4;
  assert.equal(other.value, 4);
});

Deno.test("a signal may hold other signals", () => {
  const inner = signal("x");
  const [props] = roundTrip({ outer: signal({ inner }), inner });
  const outer = props!.outer as Signal<{ inner: Signal<string> }>;
  assert.equal(outer.value.inner, props!.inner);
});

Deno.test("a computed signal becomes a constant", () => {
  const count = signal(2);
  const [props] = roundTrip({ double: computed(() => count.value * 2) });
  const double = props!.double as Signal<number>;
  assert.equal(double.value, 4);
  assert.throws(() => {
    double.value = 5;
  }, TypeError);
});

Deno.test("a view of bytes takes only its own part along", () => {
  const all = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);
  const part = all.subarray(2, 4);
  const [props] = roundTrip({ part, again: part });
  assert.deepEqual([...(props!.part as Uint8Array)], [3, 4]);
  assert.equal((props!.part as Uint8Array).buffer.byteLength, 2);
  assert.equal(props!.part, props!.again);
});

Deno.test("serialized props are safe inside of a script element", () => {
  const islands = [{ island: TRACKER, props: { text: "</script><script>alert(1)</script><!--" } }];
  const { json } = serializeIslands(islands, [TRACKER], () => null);
  assert.doesNotMatch(json, /<[/!s]/);
});

Deno.test("serializeIslands() tells whether there are signals", () => {
  const of = (props: Record<string, unknown>) =>
    serializeIslands([{ island: TRACKER, props }], [TRACKER], () => null).hasSignals;
  assert.equal(of({ a: 1 }), false);
  assert.equal(of({ a: [signal(1)] }), true);
});

class Money {
  amount = 1;
}

const REFUSED: [name: string, props: Record<string, unknown>, message: string][] = [
  [
    "a function",
    { onSave: () => {} },
    'prop "onSave" of island "Tracker" to the browser as it is a function',
  ],
  ["a nested function", { a: { b: [() => {}] } }, 'prop "a.b[0]"'],
  [
    "a class instance",
    { price: new Money() },
    'prop "price" of island "Tracker" to the browser as it is an instance of Money',
  ],
  ["an error", { error: new TypeError("x") }, "an instance of TypeError"],
  ["a promise", { later: Promise.resolve() }, "an instance of Promise"],
  ["a symbol", { s: Symbol("x") }, "a symbol"],
  ["an object with symbols as keys", { s: { [Symbol("x")]: 1 } }, "symbols as keys"],
  [
    "JSX below the top level",
    { items: [h("p", null)] },
    'prop "items[0]" of island "Tracker" to the browser as it is JSX inside of another value',
  ],
  ["a function in a signal", { s: signal({ f: () => {} }) }, "a function"],
  ["a function in a map", { m: new Map([["k", () => {}]]) }, "a function"],
];

for (const [name, props, message] of REFUSED) {
  Deno.test(`island props refuse ${name}, naming the prop`, () => {
    assert.throws(() => roundTrip({ fine: 1 }, props), (error) => {
      assert.ok(error instanceof Error);
      assert.ok(error.message.includes(message), error.message);
      return true;
    });
  });
}
