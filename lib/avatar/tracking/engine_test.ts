import assert from "node:assert/strict";
import { DelegateTrial, isCard } from "@/lib/avatar/tracking/delegate_trial.ts";
import { createEngine, EngineError, type WorkerLike } from "@/lib/avatar/tracking/engine.ts";
import type { Seen } from "@/lib/avatar/tracking/seen.ts";
import type {
  FromWorker,
  MeasuredDelegate,
  ToWorker,
} from "@/lib/avatar/tracking/worker_protocol.ts";

class FakeWorker implements WorkerLike {
  onmessage: WorkerLike["onmessage"] = null;
  onerror: WorkerLike["onerror"] = null;
  onmessageerror: WorkerLike["onmessageerror"] = null;
  readonly heard: ToWorker[] = [];
  terminated = false;
  readonly #answer: (message: ToWorker) => FromWorker | null;

  constructor(answer: (message: ToWorker) => FromWorker | null) {
    this.#answer = answer;
  }

  postMessage(message: ToWorker): void {
    this.heard.push(message);
    const answer = this.#answer(message);
    if (answer) queueMicrotask(() => this.say(answer));
  }

  say(data: FromWorker): void {
    this.onmessage?.(new MessageEvent("message", { data }));
  }

  terminate(): void {
    this.terminated = true;
  }
}

const SEEN: Seen = { atMs: 5, face: null, hands: null, body: null, busyMs: 3, aspect: 1 };

const picture = () => {
  let closed = false;
  return {
    width: 4,
    height: 3,
    close: () => void (closed = true),
    isClosed: () => closed,
  };
};

function answering(message: ToWorker): FromWorker {
  if (message.type === "open") return { type: "opened", delegate: "CPU" };
  if (message.type === "model") return { type: "model_open", name: message.name, ok: true };
  return { type: "seen", seen: SEEN };
}

function engineOf(answer: (message: ToWorker) => FromWorker | null) {
  const worker = new FakeWorker(answer);
  const remembered: MeasuredDelegate[] = [];
  const engine = createEngine({
    startWorker: () => worker,
    measured: null,
    remember: (measured) => remembered.push(measured),
  });
  return { engine, worker, remembered };
}

const wants = { atMs: 5, width: 640, hands: false, body: false };

Deno.test("an engine opens, takes models, and looks at pictures one after the other", async () => {
  const { engine, worker, remembered } = engineOf(answering);
  await engine.open(new ArrayBuffer(3));
  assert.equal(await engine.setModel("hand", new ArrayBuffer(2)), true);
  assert.deepEqual(await engine.look(picture(), wants), SEEN);
  assert.deepEqual(worker.heard.map(({ type }) => type), ["open", "model", "look"]);
  worker.say({ type: "measured", measured: { renderer: "Card", delegate: "GPU" } });
  worker.say({ type: "opened", delegate: "GPU" });
  assert.equal(engine.delegate, "GPU");
  assert.deepEqual(remembered, [{ renderer: "Card", delegate: "GPU" }]);
  engine.close();
  assert.ok(worker.terminated);
});

Deno.test("a worker that fails ends what waits for it, and closes later pictures", async () => {
  const { engine, worker } = engineOf((message) =>
    message.type === "look" ? { type: "failed", message: "out of memory" } : answering(message)
  );
  await engine.open(new ArrayBuffer(3));
  await assert.rejects(engine.look(picture(), wants), /out of memory/);
  assert.ok(worker.terminated);
  const later = picture();
  await assert.rejects(engine.look(later, wants), EngineError);
  assert.ok(later.isClosed());
});

Deno.test("a worker whose script does not load does not open", async () => {
  const { engine, worker } = engineOf(() => null);
  const opening = engine.open(new ArrayBuffer(3));
  worker.onerror?.(new ErrorEvent("error", { message: "no script" }));
  await assert.rejects(opening, /no script/);
});

Deno.test("closing while it opens or looks ends the wait", async () => {
  const { engine } = engineOf((message) => message.type === "open" ? answering(message) : null);
  await engine.open(new ArrayBuffer(3));
  const model = engine.setModel("body", new ArrayBuffer(1));
  const looking = engine.look(picture(), wants);
  engine.close();
  await assert.rejects(looking, EngineError);
  assert.equal(await model, false);
});

Deno.test("a program that draws is no card", () => {
  for (
    const name of ["", "Google SwiftShader", "llvmpipe (LLVM 15)", "Microsoft Basic Render Driver"]
  ) {
    assert.equal(isCard(name), false, name);
  }
  assert.ok(isCard("ANGLE (Apple, ANGLE Metal Renderer: Apple M2, Unspecified Version)"));
});

/** Measures the processor, then the card. */
function trial(cpuMs: number, gpuMs: number) {
  const running = new DelegateTrial("Card");
  let last;
  do last = running.take(cpuMs); while (last.kind === "go_on");
  assert.equal(last.kind, "switch");
  // Shaders compile on the first pictures.
  for (let i = 0; i < 5; i++) assert.equal(running.take(900).kind, "go_on");
  do last = running.take(gpuMs); while (last.kind === "go_on");
  return last;
}

Deno.test("a card is taken where it is clearly faster, and the processor otherwise", () => {
  assert.deepEqual(trial(30, 8), {
    kind: "decided",
    measured: { renderer: "Card", delegate: "GPU" },
    keeps: true,
  });
  assert.deepEqual(trial(30, 26), {
    kind: "decided",
    measured: { renderer: "Card", delegate: "CPU" },
    keeps: false,
  });
});
