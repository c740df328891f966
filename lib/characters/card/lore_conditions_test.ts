import assert from "node:assert/strict";
import { emptyLoreState, LoreState } from "@/lib/characters/card/lore_state.ts";
import {
  bookOf,
  type Fields,
  names,
  run,
  said,
} from "@/lib/characters/card/lore_fixtures_for_tests.ts";

Deno.test("decorators force an entry on and off; on wins", () => {
  const on = (content: string, keys: string[] = []) =>
    names(bookOf([{ name: "x", keys, content }]), said("k")).length;
  assert.equal(on("@@activate\nx"), 1);
  assert.equal(on("@@dont_activate\nx", ["k"]), 0);
  assert.equal(on("@@dont_activate\n@@activate\nx"), 1);
});

Deno.test("activate_only_after and _every count what the character has said", () => {
  const on = (content: string, characterTurns: number) =>
    names(bookOf([{ name: "x", constant: true, content }]), said("k"), { characterTurns }).length;
  assert.deepEqual([1, 2, 3].map((n) => on("@@activate_only_after 2\nx", n)), [0, 1, 1]);
  assert.deepEqual([2, 3, 4].map((n) => on("@@activate_only_every 2\nx", n)), [1, 0, 1]);
  const counted = bookOf([{ name: "x", constant: true, content: "@@activate_only_after 2\nx" }]);
  assert.deepEqual(names(counted, said("a", "b", "c")), ["x"]);
});

Deno.test("is_greeting and is_user_icon need exactly that one", () => {
  const book = (line: string) => bookOf([{ name: "x", constant: true, content: `${line}\nx` }]);
  assert.deepEqual(names(book("@@is_greeting 1"), [], { greetingIndex: 1 }), ["x"]);
  assert.deepEqual(names(book("@@is_greeting 1"), [], { greetingIndex: 0 }), []);
  assert.deepEqual(names(book("@@is_greeting 0"), []), []);
  assert.deepEqual(names(book("@@is_user_icon Jun"), [], { userIcon: "Jun" }), ["x"]);
  assert.deepEqual(names(book("@@is_user_icon Jun"), []), []);
});

Deno.test("additional and exclude keys join the condition, for constants too", () => {
  const on = (content: string, text: string, fields: Fields = { keys: ["k"] }) =>
    names(bookOf([{ name: "x", content, ...fields }]), said(text)).length;
  const both = "@@additional_keys a1,a2\n@@additional_keys b1\nx";
  assert.deepEqual(["k a2 b1", "k a1", "a1 b1"].map((text) => on(both, text)), [1, 0, 0]);
  assert.deepEqual(["k", "k no"].map((text) => on("@@exclude_keys no,never\nx", text)), [1, 0]);
  assert.equal(on("@@exclude_keys no\nx", "no", { constant: true }), 0);
  const all = "@@exclude_keys_all p,q\nx";
  assert.deepEqual(["k p", "k p q"].map((text) => on(all, text)), [1, 0]);
});

Deno.test("keep_ and dont_activate_after_match remember the first match across turns", () => {
  const book = bookOf([
    { id: 1, name: "keep", keys: ["k"], content: "@@keep_activate_after_match\nx" },
    { id: 2, name: "once", keys: ["k"], content: "@@dont_activate_after_match\nx" },
    { id: 3, name: "other", keys: ["z"], content: "@@keep_activate_after_match\nx" },
  ]);
  const first = run(book, said("k"));
  assert.deepEqual(first.entries.map(({ name }) => name), ["keep", "once"]);
  const swiped = run(book, said("k"), { state: first.state });
  assert.deepEqual(swiped.entries.map(({ name }) => name), ["keep", "once"]);
  const later = run(book, said("k", "b", "c"), { state: first.state });
  assert.deepEqual(later.entries.map(({ name, why }) => [name, why.kind]), [["keep", "kept"]]);
  const again = run(book, said("k", "k"), { state: first.state });
  assert.deepEqual(again.entries.map(({ name }) => name), ["keep"]);
});

Deno.test("sticky keeps an entry on, then its cooldown keeps it off", () => {
  const book = bookOf([{
    id: "s",
    name: "x",
    keys: ["k"],
    extensions: { sticky: 2, cooldown: 2 },
  }]);
  let state = emptyLoreState();
  const on: boolean[] = [];
  for (let turn = 1; turn <= 7; turn++) {
    const result = run(book, said(turn === 1 || turn >= 3 ? "k" : "-"), { state, nowTurn: turn });
    state = LoreState.parse(JSON.parse(JSON.stringify(result.state)));
    on.push(result.entries.length > 0);
  }
  assert.deepEqual(on, [true, true, false, false, true, true, false]);
});

Deno.test("a swipe undoes the effects of its own turn", () => {
  const book = bookOf([{ id: 1, name: "x", keys: ["k"], extensions: { sticky: 5 } }]);
  const { state } = run(book, said("k"), { nowTurn: 4 });
  assert.deepEqual(names(book, said("-"), { state, nowTurn: 4 }), []);
  assert.deepEqual(names(book, said("-"), { state, nowTurn: 3 }), []);
  assert.deepEqual(names(book, said("-"), { state, nowTurn: 5 }), ["x"]);
});

Deno.test("delay needs that many messages", () => {
  const book = bookOf([{ name: "x", constant: true, extensions: { delay: 3 } }]);
  assert.deepEqual([2, 3].map((nowTurn) => names(book, [], { nowTurn }).length), [0, 1]);
});

Deno.test("probability rolls once, and only where it is in use", () => {
  const on = (extensions: Fields["extensions"], roll: number) =>
    run(bookOf([{ name: "x", constant: true, extensions: extensions ?? {} }]), [], {
      random: () => roll,
    });
  assert.equal(on({ probability: 50, useProbability: true }, 0.49).entries.length, 1);
  const lost = on({ probability: 50, useProbability: true }, 0.5);
  assert.deepEqual(lost.dropped, [{ id: "@0", name: "x", reason: "probability" }]);
  assert.equal(on({ probability: 0, useProbability: true }, 0).entries.length, 0);
  assert.equal(on({ probability: 0, useProbability: false }, 0.99).entries.length, 1);
});

Deno.test("an inclusion group has one winner: by override, score, or weight", () => {
  const group = (a: object, b: object, random: number, text = "k") =>
    names(
      bookOf([
        { name: "a", keys: ["k"], extensions: { group: "g", ...a }, insertion_order: 1 },
        { name: "b", keys: ["k", "l"], extensions: { group: "h, g", ...b }, insertion_order: 2 },
      ]),
      said(text),
      { random: () => random },
    );
  // Candidates come by claim, so b (larger order) holds the first half of the weight.
  assert.deepEqual([group({}, {}, 0.2), group({}, {}, 0.7)], [["b"], ["a"]]);
  assert.deepEqual(group({ group_weight: 300 }, {}, 0.3), ["a"]);
  assert.deepEqual(group({ group_override: true }, {}, 0), ["a"]);
  assert.deepEqual(group({ group_override: true }, { group_override: true }, 0.9), ["b"]);
  const scoring = { use_group_scoring: true };
  assert.deepEqual(group(scoring, scoring, 0.99, "k l"), ["b"]);
});

Deno.test("a group that has its winner takes nobody from recursion", () => {
  const book = bookOf([
    { name: "first", keys: ["k"], content: "later", extensions: { group: "g" } },
    { name: "second", keys: ["later"], extensions: { group: "g" } },
  ]);
  const { entries, dropped } = run(book, said("k"));
  assert.deepEqual(entries.map(({ name }) => name), ["first"]);
  assert.deepEqual(dropped.map(({ reason }) => reason), ["group"]);
});

Deno.test("triggers and further sources are respected", () => {
  const swipeOnly = bookOf([{ name: "x", constant: true, extensions: { triggers: ["swipe"] } }]);
  assert.deepEqual(names(swipeOnly, []), []);
  assert.deepEqual(names(swipeOnly, [], { trigger: "swipe" }), ["x"]);
  const sources = { scenario: "a stormy night" };
  const flagged = bookOf([{ name: "x", keys: ["storm"], extensions: { match_scenario: true } }]);
  assert.deepEqual(names(flagged, [], { sources }), ["x"]);
  assert.deepEqual(names(bookOf([{ name: "x", keys: ["storm"] }]), [], { sources }), []);
});
