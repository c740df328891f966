import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type ControlMessage,
  decodeControl,
  encodeControl,
  MAX_CHAT,
  MAX_CONTROL,
  Patience,
  RATE,
} from "@/lib/calls/client/control.ts";

const HASH = "a1".repeat(32);

const MESSAGES: ControlMessage[] = [
  { type: "hello", pose: ["binary1"], caps: ["model"] },
  { type: "bye" },
  { type: "emotion", emotion: "laugh" },
  { type: "gesture", gesture: "wave" },
  { type: "caption", text: "안녕하세요", final: true, lang: "ko-KR" },
  { type: "chat", text: "two\nlines" },
  { type: "muted", microphone: true, camera: false },
  {
    type: "avatar",
    avatar: { spec: "hair=bob", name: "Ann", vrm: { hash: HASH, bytes: 9 }, background: "rain" },
  },
  { type: "model_offer", hash: HASH, bytes: 1_000, name: "ann.vrm" },
  { type: "model_accept", hash: HASH, from: 16 },
  { type: "model_refuse", hash: HASH, reason: "too_large" },
  { type: "model_done", hash: HASH },
  { type: "model_cancel", hash: HASH },
  { type: "record_ask" },
  { type: "record_answer", agree: true },
  { type: "record_stop" },
  { type: "code_commit", hash: HASH },
  { type: "code_reveal", nonce: "0f".repeat(16) },
];

Deno.test("every message comes out as it went in", () => {
  for (const message of MESSAGES) {
    assert.deepEqual(decodeControl(encodeControl(message)!), message);
  }
});

Deno.test("what is no message is not heard", () => {
  const bad = {
    "not JSON": "{",
    "no object": "[]",
    "nothing": "null",
    "an unknown type": `{"type":"dance"}`,
    "a name of every object": `{"type":"constructor"}`,
    "an emotion that there is not": `{"type":"emotion","emotion":"bored"}`,
    "a gesture that there is not": `{"type":"gesture","gesture":1}`,
    "an empty line": `{"type":"chat","text":""}`,
    "a long line": JSON.stringify({ type: "chat", text: "x".repeat(MAX_CHAT + 1) }),
    "a long caption": JSON.stringify({ type: "caption", text: "x".repeat(501), final: true }),
    "half a hash": `{"type":"model_done","hash":"a1"}`,
    "an empty file": JSON.stringify({ type: "model_offer", hash: HASH, bytes: 0, name: "" }),
    "a file of no size": JSON.stringify({ type: "model_offer", hash: HASH, bytes: 1.5 }),
    "a file from before": JSON.stringify({ type: "model_accept", hash: HASH, from: -1 }),
    "an avatar that is a word": `{"type":"avatar","avatar":"cat"}`,
    "too much": JSON.stringify({ type: "bye", pad: "x".repeat(MAX_CONTROL) }),
  };
  for (const [name, text] of Object.entries(bad)) assert.equal(decodeControl(text), null, name);
});

Deno.test("a text is whole, and controls nothing", () => {
  const said = decodeControl(JSON.stringify({ type: "chat", text: "a\u0007b\nc\u009b" }));
  assert.deepEqual(said, { type: "chat", text: "ab\nc" });
  const half = decodeControl(`{"type":"chat","text":"\\ud83d"}`);
  assert(half?.type === "chat" && half.text.isWellFormed());
});

Deno.test("a language that is none is unknown", () => {
  const said = decodeControl(`{"type":"caption","text":"a","final":false,"lang":"<b>"}`);
  assert(said?.type === "caption");
  assert.equal(said.lang, "und");
});

Deno.test("whatever comes, nothing is thrown, and what is taken can be sent on", () => {
  const types = MESSAGES.map(({ type }) => type);
  fc.assert(fc.property(
    fc.constantFrom(...types),
    fc.dictionary(
      fc.constantFrom("pose", "caps", "text", "hash", "bytes", "from", "avatar", "nonce", "final"),
      fc.jsonValue(),
    ),
    (type, fields) => {
      const taken = decodeControl(JSON.stringify({ ...fields, type }));
      if (taken) assert.deepEqual(decodeControl(encodeControl(taken)!), taken);
    },
  ));
  fc.assert(fc.property(fc.string(), (text) => void decodeControl(text)));
});

Deno.test("a message too long to be heard is not sent", () => {
  assert.equal(encodeControl({ type: "chat", text: "x".repeat(MAX_CONTROL) }), null);
});

Deno.test("whoever talks without end is heard at the rate that is allowed", () => {
  const patience = new Patience();
  let heard = 0;
  for (let ms = 0; ms < 10_000; ms++) if (patience.allows(ms)) heard++;
  assert(Math.abs(heard - (RATE.burst + 10 * RATE.perS)) <= 1, String(heard));
});
