import assert from "node:assert/strict";
import fc from "fast-check";
import { layOutLore } from "@/lib/characters/card/lore_layout.ts";
import { boundLoreState, LoreState } from "@/lib/characters/card/lore_state.ts";
import { type LoreMessage } from "@/lib/characters/card/lorebook.ts";
import {
  bookOf,
  type Fields,
  names,
  run,
  said,
} from "@/lib/characters/card/lore_fixtures_for_tests.ts";

Deno.test("activateLore() wakes an entry by one of its keys within the scan depth, once", () => {
  const book = bookOf([{ name: "cat", keys: ["dog", "cat"] }]);
  const { entries } = run(book, said("a cat, a cat", "cat"));
  assert.deepEqual(entries.map(({ why }) => why), [{ kind: "key", key: "cat", from: null }]);
  assert.deepEqual(names(book, said("a cat", "b", "c")), []);
  assert.deepEqual(names(book, []), []);
});

Deno.test("activateLore() takes the depth of decorator, entry, book, settings, in this order", () => {
  const depths = (fields: Fields, scan_depth?: number) =>
    names(
      bookOf([{ name: "x", keys: ["cat"], ...fields }], scan_depth ? { scan_depth } : {}),
      said("cat", "b", "c", "d"),
    );
  assert.deepEqual(depths({}), []);
  assert.deepEqual(depths({}, 4), ["x"]);
  assert.deepEqual(depths({ extensions: { scan_depth: 3 } }, 4), []);
  assert.deepEqual(depths({ extensions: { scan_depth: 3 }, content: "@@scan_depth 4\nx" }), ["x"]);
});

Deno.test("activateLore() also scans speakers' names", () => {
  assert.deepEqual(names(bookOf([{ name: "x", keys: ["mina"] }]), said("hello")), ["x"]);
});

Deno.test("a disabled entry stays off, whatever it says", () => {
  const book = bookOf([{ enabled: false, constant: true, content: "@@activate\nx" }]);
  assert.deepEqual(names(book, said("x")), []);
});

Deno.test("a constant entry is on without keys, and inside the budget", () => {
  const book = bookOf([{ name: "abc", constant: true }]);
  assert.equal(run(book, []).entries[0]?.why.kind, "constant");
  const tight = run(book, [], {
    settings: { scanDepth: 1, tokenBudget: 2, recursive: false, caseSensitive: false },
  });
  assert.deepEqual(tight.entries, []);
  assert.deepEqual(tight.dropped, [{ id: "@0", name: "abc", reason: "budget" }]);
});

const LOGIC: [string, number, string, boolean][] = [
  ["AND ANY, one there", 0, "key a", true],
  ["AND ANY, none there", 0, "key", false],
  ["NOT ALL, one there", 1, "key a", true],
  ["NOT ALL, all there", 1, "key a b", false],
  ["NOT ANY, none there", 2, "key", true],
  ["NOT ANY, one there", 2, "key b", false],
  ["AND ALL, all there", 3, "key a b", true],
  ["AND ALL, one there", 3, "key b", false],
];
for (const [name, selectiveLogic, text, expected] of LOGIC) {
  Deno.test(`secondary keys: ${name}`, () => {
    const book = bookOf([{
      name: "x",
      keys: ["key"],
      selective: true,
      secondary_keys: ["/\\ba\\b/", "/\\bb\\b/"],
      extensions: { selectiveLogic },
    }]);
    const message: LoreMessage = { role: "user", name: "J", content: text };
    assert.deepEqual(names(book, [message]), expected ? ["x"] : []);
  });
}

Deno.test("secondary keys do nothing unless selective, or when the list is empty", () => {
  const off = { name: "x", keys: ["key"], selective: false, secondary_keys: ["zzz"] };
  assert.deepEqual(names(bookOf([off]), said("key")), ["x"]);
  assert.deepEqual(names(bookOf([{ ...off, selective: true, secondary_keys: [] }]), said("key")), [
    "x",
  ]);
});

Deno.test("use_regex leaves plain keys plain, and a V3 pattern ignores secondary and exclude keys", () => {
  const base = { name: "x", use_regex: true, selective: true, secondary_keys: ["zzz"] };
  assert.deepEqual(names(bookOf([{ ...base, keys: ["c.t"] }]), said("cat")), []);
  assert.deepEqual(names(bookOf([{ ...base, keys: ["cat"] }]), said("cat")), []);
  assert.deepEqual(names(bookOf([{ ...base, keys: ["/c.t/"] }]), said("cat")), ["x"]);
  const excluded = { ...base, keys: ["/c.t/"], content: "@@exclude_keys cat\nx" };
  assert.deepEqual(names(bookOf([excluded]), said("cat")), ["x"]);
  const fromSt = { ...base, keys: ["/c.t/"], extensions: { selectiveLogic: 0 } };
  assert.deepEqual(names(bookOf([fromSt]), said("cat")), []);
});

Deno.test("the budget holds at its limit, one below and one above", () => {
  const book = bookOf([
    { name: "aaaa", constant: true, insertion_order: 1 },
    { name: "bbbbbb", constant: true, insertion_order: 2 },
  ]);
  const at = (tokenBudget: number) =>
    names(book, [], {
      settings: { scanDepth: 1, tokenBudget, recursive: false, caseSensitive: false },
    });
  assert.deepEqual(at(9), ["bbbbbb"]);
  assert.deepEqual(at(10), ["aaaa", "bbbbbb"]);
  assert.deepEqual(at(11), ["aaaa", "bbbbbb"]);
  assert.deepEqual(names({ ...book, token_budget: 9 }, []), ["bbbbbb"]);
  assert.equal(run(book, []).tokens, 10);
});

Deno.test("what stays when room is short: constants, priority, then larger order", () => {
  const book = bookOf([
    { name: "low", keys: ["k"], priority: 1, insertion_order: 900 },
    { name: "mid", keys: ["k"], insertion_order: 50 },
    { name: "top", keys: ["k"], priority: 99, insertion_order: 1 },
    { name: "con", constant: true, insertion_order: 0 },
    { name: "max", constant: true, content: "@@ignore_on_max_context\nmax", priority: 500 },
  ], { token_budget: 9 });
  const { entries, dropped } = run(book, said("k"));
  assert.deepEqual(entries.map(({ name }) => name), ["con", "top", "mid"]);
  assert.deepEqual(dropped.map(({ name }) => name), ["low", "max"]);
});

Deno.test("ignore_budget passes a full budget", () => {
  const book = bookOf([
    { name: "long content", constant: true },
    { name: "free", constant: true, insertion_order: 1, extensions: { ignore_budget: true } },
  ], { token_budget: 3 });
  assert.deepEqual(names(book, []), ["free"]);
});

Deno.test("ignore_budget has an end too, so that a prompt stays one", () => {
  const entries = Array.from({ length: 40 }, (_, n) => ({
    name: `e${n}`,
    constant: true,
    content: "x".repeat(1000),
    extensions: { ignore_budget: true },
  }));
  assert.equal(run(bookOf(entries), said("hi")).entries.length, 8);
});

Deno.test("inclusion groups of thousands find their winners entry by entry", () => {
  const entries = Array.from({ length: 6000 }, (_, n) => ({
    name: `e${n}`,
    constant: true,
    content: "x",
    extensions: { group: `${n},${n + 1},${n + 2}, ${n}`, ignore_budget: true },
  }));
  const { entries: kept, dropped } = run(bookOf(entries), said("hi"), { random: () => 0 });
  assert.equal(kept.length + dropped.length, 6000);
  assert(dropped.every(({ reason }) => reason === "group"));
});

Deno.test("boundLoreState() forgets what does not fit beside a chat, and keeps an ordinary state as it is", () => {
  const effect = { setTurn: 3, untilTurn: 9 };
  const ordinary = { sticky: { "#1": effect }, cooldown: {}, matched: { "#2": 3 } };
  assert.equal(boundLoreState(ordinary), ordinary);
  const many = Object.fromEntries(Array.from({ length: 9000 }, (_, n) => [`#${n}`, effect]));
  const bounded = boundLoreState({ sticky: many, cooldown: many, matched: { "#2": 3 } });
  const kept = Object.keys(bounded.sticky).length;
  assert(kept > 300 && kept < 1000, String(kept));
  assert(JSON.stringify(bounded).length < 25_000);
  const named = boundLoreState({ ...ordinary, matched: { [`#${"x".repeat(90_000)}`]: 1 } });
  assert.deepEqual(named, { ...ordinary, matched: {} });
});

Deno.test("recursion: entries wake each other, say from whom, and a loop ends", () => {
  const book = bookOf([
    { name: "A", keys: ["start", "beta"], content: "alpha", id: 1, insertion_order: 1 },
    { name: "B", keys: ["alpha"], content: "beta", id: 2, insertion_order: 2 },
  ]);
  const { entries } = run(book, said("start"));
  assert.deepEqual(entries.map(({ name, why }) => [name, why]), [
    ["A", { kind: "key", key: "start", from: null }],
    ["B", { kind: "key", key: "alpha", from: "#1" }],
  ]);
});

Deno.test("recursion obeys the book before the settings, and the number of steps", () => {
  const chain = Array.from(
    { length: 6 },
    (_, i) => ({ name: `e${i}`, keys: [`k${i}`], content: `k${i + 1}` }),
  );
  const settings = { scanDepth: 2, tokenBudget: 1000, recursive: true, caseSensitive: false };
  assert.equal(names(bookOf(chain), said("k0")).length, 6);
  assert.equal(names(bookOf(chain, { recursive_scanning: false }), said("k0")).length, 1);
  const off = { settings: { ...settings, recursive: false } };
  assert.equal(names(bookOf(chain), said("k0"), off).length, 1);
  assert.equal(names(bookOf(chain, { recursive_scanning: true }), said("k0"), off).length, 6);
  assert.equal(
    names(bookOf(chain), said("k0"), { settings: { ...settings, maxRecursionSteps: 2 } }).length,
    3,
  );
});

Deno.test("recursion respects exclude, prevent and the decorators of Risuai", () => {
  const source = { name: "s", keys: ["start"], content: "target" };
  const wakes = (from: Fields, to: Fields) =>
    names(bookOf([{ ...source, ...from }, { name: "t", keys: ["target"], ...to }]), said("start"))
      .includes("t");
  assert.equal(wakes({}, {}), true);
  assert.equal(wakes({}, { extensions: { exclude_recursion: true } }), false);
  assert.equal(wakes({ extensions: { prevent_recursion: true } }, {}), false);
  assert.equal(wakes({ content: "@@unrecursive\ntarget" }, {}), false);
  assert.equal(
    wakes({ content: "@@recursive\ntarget", extensions: { prevent_recursion: true } }, {}),
    true,
  );
  assert.equal(wakes({}, { content: "@@no_recursive_search\nt" }), false);
});

Deno.test("delay_until_recursion waits for its level", () => {
  const book = bookOf([
    { name: "direct", keys: ["k"], extensions: { prevent_recursion: true }, insertion_order: 1 },
    { name: "one", keys: ["k"], extensions: { delay_until_recursion: true }, insertion_order: 2 },
    { name: "two", keys: ["k"], extensions: { delay_until_recursion: 2 }, insertion_order: 3 },
  ]);
  assert.deepEqual(names(book, said("k")), ["direct", "one", "two"]);
  assert.deepEqual(names({ ...book, recursive_scanning: false }, said("k")), ["direct"]);
});

Deno.test("a note is not scanned and a hidden key is, in recursion alone", () => {
  const book = bookOf([
    { name: "s", keys: ["start"], content: "text{{// noted}}{{hidden_key:hidden}}" },
    { name: "n", keys: ["noted"] },
    { name: "h", keys: ["hidden"], insertion_order: 101 },
  ]);
  const macros = { char: "Mina", user: "Jun", random: () => 0 };
  const { entries } = run(book, said("start"), { macros });
  assert.deepEqual(entries.map(({ content }) => content), ["text", "h"]);
});

Deno.test("macros are expanded in keys and content", () => {
  const book = bookOf([{ keys: ["{{user}}'s cat"], content: "{{char}} loves it." }]);
  const macros = { char: "Mina", user: "Jun", random: () => 0 };
  assert.deepEqual(run(book, said("Jun's cat"), { macros }).entries.map(({ content }) => content), [
    "Mina loves it.",
  ]);
});

Deno.test("entries find their slot by decorator, SillyTavern's position, then the field", () => {
  const slot = (fields: Fields) => {
    const [first] =
      run(bookOf([{ constant: true, ...fields }]), said("a", "b", "c", "d", "e")).entries;
    return [first?.slot, first?.depth, first?.role];
  };
  assert.deepEqual(slot({ position: "before_char" }), ["before_char", 4, "system"]);
  assert.deepEqual(slot({}), ["after_char", 4, "system"]);
  assert.deepEqual(slot({ extensions: { position: 4, depth: 2, role: 2 } }), [
    "depth",
    2,
    "assistant",
  ]);
  assert.deepEqual(slot({ extensions: { position: 5 } }), ["before_examples", 4, "system"]);
  assert.deepEqual(slot({ content: "@@depth 1\n@@role user\nx" }), ["depth", 1, "user"]);
  assert.deepEqual(slot({ content: "@@depth -3\nx" }), ["depth", 0, "system"]);
  assert.deepEqual(slot({ content: "@@reverse_depth 1\nx" }), ["depth", 4, "system"]);
  assert.deepEqual(slot({ content: "@@reverse_depth 99\nx" }), ["depth", 0, "system"]);
  assert.deepEqual(slot({ content: "@@depth 1\n@@position personality\nx" }).slice(0, 1), [
    "personality",
  ]);
});

Deno.test("layOutLore() joins blocks: deepest first, assistant above user above system, order ascending", () => {
  const at = (name: string, role: number, insertion_order: number, depth = 4) => ({
    name,
    constant: true,
    insertion_order,
    extensions: { position: 4, depth, role },
  });
  const book = bookOf([
    at("s2", 0, 2),
    at("s1", 0, 1),
    at("a", 2, 9),
    at("u", 1, 9),
    at("deep", 0, 1, 8),
    { name: "after", constant: true },
    { name: "out", constant: true, extensions: { position: 7, outlet_name: "o" } },
    { name: "before", constant: true, position: "before_char", insertion_order: 7 },
    { name: "earlier", constant: true, position: "before_char", insertion_order: 3 },
  ]);
  const layout = layOutLore(run(book, []).entries);
  assert.deepEqual(layout.slots, { before_char: "earlier\nbefore", after_char: "after" });
  assert.deepEqual(layout.depths, [
    { depth: 8, role: "system", content: "deep" },
    { depth: 4, role: "assistant", content: "a" },
    { depth: 4, role: "user", content: "u" },
    { depth: 4, role: "system", content: "s1\ns2" },
  ]);
  assert.deepEqual(layout.outlets, new Map([["o", "out"]]));
});

Deno.test("empty content adds nothing, but its prompt switches count", () => {
  const book = bookOf([{
    name: "x",
    constant: true,
    content: "@@disable_ui_prompt system_prompt\n",
  }]);
  const result = run(book, []);
  assert.deepEqual(result.entries, []);
  assert.deepEqual(result.suppress, { systemPrompt: true, postHistory: false });
});

Deno.test("entries that share an id keep separate states", () => {
  const book = bookOf([
    { id: 1, name: "a", keys: ["k"], extensions: { sticky: 3 } },
    { id: 1, name: "b", keys: ["z"], extensions: { sticky: 3 } },
  ]);
  const { state } = run(book, said("k"));
  assert.deepEqual(names(book, said("-", "-"), { state }), ["a"]);
});

Deno.test("a book of explosive patterns over a long chat finishes", () => {
  const evil = ["/(a+)+$/", "/(a|a|aa)+$/", "/(.*)*b/", "/([a-z]+)*[0-9]/"];
  const entries = Array.from(
    { length: 300 },
    (_, i) => ({ keys: [evil[i % 4] ?? "", `/(a|b${i})*c{1,50}$/`] }),
  );
  const result = run(bookOf(entries), said(...new Array<string>(20).fill("a".repeat(2000))), {
    settings: { scanDepth: 20, tokenBudget: 1000, recursive: true, caseSensitive: false },
  });
  assert.ok(result.entries.length <= 300);
});

Deno.test("activateLore() keeps its promises for any book", () => {
  const line = fc.constantFrom(
    "@@depth 2",
    "@@activate",
    "@@dont_activate",
    "@@@role user",
    "@@additional_keys k1",
    "k2",
    "k3",
  );
  const any = fc.record({
    keys: fc.array(fc.constantFrom("k1", "k2", "k3", "/k[12]/", "/(/", ""), { maxLength: 3 }),
    content: fc.array(line, { maxLength: 4 }).map((lines) => lines.join("\n")),
    constant: fc.boolean(),
    insertion_order: fc.integer({ min: -5, max: 5 }),
    extensions: fc.dictionary(
      fc.constantFrom(
        "position",
        "probability",
        "group",
        "sticky",
        "delay_until_recursion",
        "role",
        "depth",
        "group_weight",
      ),
      fc.oneof(
        fc.integer({ min: -2, max: 120 }),
        fc.constantFrom("g", "h"),
        fc.constant(null),
        fc.boolean(),
      ),
      { noNullPrototype: true },
    ),
  });
  fc.assert(
    fc.property(
      fc.array(any, { maxLength: 12 }),
      fc.nat(60),
      fc.array(fc.constantFrom("k1", "k2", "x")),
      (fields, budget, chat) => {
        const book = bookOf(fields, { token_budget: budget });
        const result = run(book, said(...chat), { random: () => 0.4 });
        assert.deepEqual(result, run(book, said(...chat), { random: () => 0.4 }));
        assert.ok(result.tokens <= budget);
        assert.equal(result.tokens, result.entries.reduce((sum, { tokens }) => sum + tokens, 0));
        const ids = [...result.entries, ...result.dropped].map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length);
        assert.ok(
          result.entries.every(({ content }) => content !== "" && !content.startsWith("@@")),
        );
        assert.deepEqual(LoreState.parse(result.state), result.state);
      },
    ),
    { seed: 5, numRuns: 400 },
  );
});
