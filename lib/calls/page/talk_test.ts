import assert from "node:assert/strict";
import { fakeCall } from "@/lib/calls/page/fakes_for_tests.ts";
import { MAX_LINE, Talk } from "@/lib/calls/page/talk.ts";

function open() {
  const far = fakeCall();
  const timers: (() => void)[] = [];
  const news: string[] = [];
  const talk = new Talk({
    after: (_ms, call) => {
      timers.push(call);
      return () => void timers.splice(timers.indexOf(call), 1);
    },
    onNews: ({ type }) => void news.push(type),
  });
  talk.tie(far.call);
  return { talk, far, timers, news };
}

Deno.test("lines go both ways in order, and those that came unseen are counted", () => {
  const { talk, far } = open();
  assert.equal(talk.say("  hello  "), true);
  far.hear({ type: "chat", text: "hi" });
  assert.deepEqual(talk.lines.value.map(({ mine, text }) => [mine, text]), [
    [true, "hello"],
    [false, "hi"],
  ]);
  assert.equal(talk.unread.value, 1);
  talk.read(true);
  far.hear({ type: "chat", text: "there?" });
  assert.equal(talk.unread.value, 0);
});

Deno.test("a line that cannot go is not kept as if it had", () => {
  const { talk, far } = open();
  far.cut(true);
  assert.equal(talk.say("lost"), false);
  assert.equal(talk.lines.value.length, 0);
  far.cut(false);
  assert.equal(talk.say("   "), false);
  talk.say("x".repeat(MAX_LINE + 50));
  assert.deepEqual(talk.lines.value.map(({ text }) => text.length), [MAX_LINE]);
});

Deno.test("a caption grows until it is whole, is followed by the next, and goes in time", () => {
  const { talk, far, timers } = open();
  far.hear({ type: "caption", text: "The rain", final: false, lang: "en" });
  const [first] = talk.captions.value;
  far.hear({ type: "caption", text: "The rain stops.", final: true, lang: "en" });
  assert.deepEqual(talk.captions.value.map(({ key, text }) => [key, text]), [
    [first?.key, "The rain stops."],
  ]);
  far.hear({ type: "caption", text: "Look", final: false, lang: "en" });
  assert.notEqual(talk.captions.value[0]?.key, first?.key);
  talk.caption("Yes", { final: true, lang: "en" });
  assert.equal(talk.captions.value.length, 2);
  assert.equal(far.sent.at(-1)?.type, "caption");
  for (const timer of [...timers]) timer();
  assert.deepEqual(talk.captions.value, []);
});

Deno.test("what the other has off is unknown until it is told, and again with somebody else", () => {
  const { talk, far } = open();
  assert.equal(talk.theirs.value, null);
  far.hear({ type: "muted", microphone: false, camera: true });
  assert.deepEqual(talk.theirs.value, { microphone: false, camera: true });
  talk.meet();
  assert.equal(talk.theirs.value, null);
});

Deno.test("a call that one has left is not listened to any more", () => {
  const { talk, far, news } = open();
  talk.tie(fakeCall().call);
  far.hear({ type: "gesture", gesture: "wave" });
  assert.deepEqual(news, []);
});
