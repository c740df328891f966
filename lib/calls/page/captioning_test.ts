import assert from "node:assert/strict";
import { Captioning, type Recognition } from "@/lib/calls/page/captioning.ts";

class FakeRecognition implements Recognition {
  lang = "";
  continuous = false;
  interimResults = false;
  starts = 0;
  onresult: Recognition["onresult"] = null;
  onerror: Recognition["onerror"] = null;
  onend: Recognition["onend"] = null;
  refuses = false;
  start() {
    if (this.refuses) throw new DOMException("no", "InvalidStateError");
    this.starts++;
  }
  abort() {}
  hear(text: string, isFinal: boolean) {
    this.onresult?.({
      resultIndex: 0,
      results: [Object.assign([{ transcript: text }], { isFinal })],
    });
  }
}

function open() {
  const made: FakeRecognition[] = [];
  const heard: [string, boolean][] = [];
  const captioning = new Captioning({
    create: () => {
      made.push(new FakeRecognition());
      return made.at(-1)!;
    },
    lang: "ko-KR",
    onCaption: (text, final) => void heard.push([text, final]),
  });
  return { captioning, made, heard };
}

Deno.test("what is said is told as it grows, in the reader's language", () => {
  const { captioning, made, heard } = open();
  captioning.start();
  assert.equal(made[0]?.lang, "ko-KR");
  made[0]?.hear(" 비가 ", false);
  made[0]?.hear("비가 그쳤어요", true);
  assert.deepEqual(heard, [["비가", false], ["비가 그쳤어요", true]]);
});

Deno.test("it goes on after a pause of the browser's, and not after it was stopped", () => {
  const { captioning, made, heard } = open();
  captioning.start();
  made[0]?.onerror?.({ error: "no-speech" });
  made[0]?.onend?.();
  assert.equal(made[0]?.starts, 2);
  captioning.stop();
  made[0]?.onend?.();
  made[0]?.hear("late", true);
  assert.equal(made[0]?.starts, 2);
  assert.deepEqual(heard, []);
});

Deno.test("a service that fails ends it, and it can be turned on again", () => {
  const { captioning, made } = open();
  captioning.start();
  made[0]?.onerror?.({ error: "network" });
  assert.equal(captioning.state.value, "failed");
  captioning.start();
  assert.equal(captioning.state.value, "on");
  made[1]!.refuses = true;
  made[1]?.onend?.();
  assert.equal(captioning.state.value, "failed");
});

Deno.test("a browser without recognition says so, and starts nothing", () => {
  const captioning = new Captioning({ create: null, lang: "en-US", onCaption() {} });
  captioning.start();
  assert.equal(captioning.state.value, "unsupported");
});
