import assert from "node:assert/strict";
import type { ControlMessage } from "@/lib/calls/client/control.ts";
import { MAX_MODEL_BYTES } from "@/lib/calls/client/avatar.ts";
import {
  hashOf,
  ModelReceiver,
  ModelSender,
  type ModelSending,
  type OwnModel,
  type PeerModel,
  PIECE_BYTES,
} from "@/lib/calls/client/model_transfer.ts";

async function file(size: number): Promise<OwnModel> {
  const bytes = new Uint8Array(size).map((_, i) => i * 7 % 253).buffer;
  return { bytes, hash: await hashOf(bytes), name: "a.vrm" };
}

/** A sender and a receiver whose channel is in the test's hands. */
class Pair {
  readonly pieces: Uint8Array<ArrayBuffer>[] = [];
  /** Pieces that the channel takes before it is full. */
  room = Infinity;
  queued = 0;
  sending: ModelSending | null = null;
  model: PeerModel | null = null;
  readonly toReceiver: ControlMessage[] = [];
  readonly toSender: ControlMessage[] = [];
  readonly sender = new ModelSender({
    send: (message) => void this.toReceiver.push(message),
    post: (piece) => {
      if (this.pieces.length >= this.room) return false;
      this.pieces.push(piece);
      return true;
    },
    buffered: () => this.queued,
    onState: (state) => this.sending = state,
  });
  readonly receiver = new ModelReceiver({
    send: (message) => void this.toSender.push(message),
    onModel: (model) => this.model = model,
  });

  async run(): Promise<void> {
    while (this.toReceiver.length + this.toSender.length + this.pieces.length > 0) {
      for (const message of this.toReceiver.splice(0)) this.receiver.take(message);
      for (const message of this.toSender.splice(0)) this.sender.take(message);
      for (const piece of this.pieces.splice(0)) await this.receiver.piece(piece);
    }
  }
}

Deno.test("a file arrives whole, and both sides know", async () => {
  const pair = new Pair();
  const model = await file(100_000);
  pair.sender.meet(true);
  pair.sender.give(model);
  await pair.run();
  assert.deepEqual(pair.model?.bytes, model.bytes);
  assert.deepEqual(pair.sending, { kind: "sent" });
});

Deno.test("[MT1] what was cut short goes on from where it was", async () => {
  const pair = new Pair();
  const model = await file(10 * PIECE_BYTES);
  pair.room = 4;
  pair.sender.meet(true);
  pair.sender.give(model);
  pair.receiver.take(pair.toReceiver.pop()!);
  pair.sender.take(pair.toSender.pop()!);
  for (const piece of pair.pieces.splice(0)) await pair.receiver.piece(piece);
  assert.equal(pair.model?.fraction, 0.4);
  pair.sender.meet(false);
  pair.room = Infinity;
  pair.sender.meet(true);
  pair.receiver.take(pair.toReceiver.pop()!);
  assert.deepEqual(pair.toSender, [{
    type: "model_accept",
    hash: model.hash,
    from: 4 * PIECE_BYTES,
  }]);
  await pair.run();
  assert.deepEqual(pair.model?.bytes, model.bytes);
});

Deno.test("a file that is there already is not sent once more", async () => {
  const pair = new Pair();
  pair.sender.meet(true);
  pair.sender.give(await file(50_000));
  await pair.run();
  pair.sender.meet(true);
  pair.receiver.take(pair.toReceiver.pop()!);
  assert.deepEqual(pair.toSender.map(({ type }) => type), ["model_done"]);
});

Deno.test("[MT2] pieces that do not fit are passed over", async () => {
  const pair = new Pair();
  const model = await file(3 * PIECE_BYTES);
  pair.sender.meet(true);
  pair.sender.give(model);
  pair.receiver.take(pair.toReceiver.pop()!);
  pair.sender.take(pair.toSender.pop()!);
  const [first, second, third] = pair.pieces.splice(0);
  await pair.receiver.piece(second!);
  await pair.receiver.piece(first!);
  await pair.receiver.piece(first!);
  await pair.receiver.piece(new Uint8Array(3));
  await pair.receiver.piece(new Uint8Array(12));
  await pair.receiver.piece(new Uint8Array(PIECE_BYTES * 2));
  const foreign = second!.slice();
  foreign[0]! ^= 1;
  await pair.receiver.piece(foreign);
  assert.equal(pair.model?.fraction, 1 / 3);
  await pair.receiver.piece(second!);
  await pair.receiver.piece(third!);
  assert.deepEqual(pair.model?.bytes, model.bytes);
});

Deno.test("[MT3] a file that is not what was promised is not handed on", async () => {
  const pair = new Pair();
  pair.sender.meet(true);
  pair.sender.give(await file(20_000));
  pair.receiver.take(pair.toReceiver.pop()!);
  pair.sender.take(pair.toSender.pop()!);
  pair.pieces[0]![100]! ^= 1;
  await pair.run();
  assert.equal(pair.model, null);
  assert.deepEqual(pair.sending, { kind: "refused", reason: "damaged" });
});

Deno.test("[MT4] no more waits than there is room for", async () => {
  const pair = new Pair();
  const model = await file(10 * PIECE_BYTES);
  pair.queued = 1_000_000;
  pair.sender.meet(true);
  pair.sender.give(model);
  pair.receiver.take(pair.toReceiver.pop()!);
  pair.sender.take(pair.toSender.pop()!);
  assert.equal(pair.pieces.length, 0);
  pair.queued = 0;
  pair.sender.pump();
  assert.equal(pair.pieces.length, 10);
});

Deno.test("a file that is too large is refused before a byte of it came", () => {
  const pair = new Pair();
  const hash = "ab".repeat(32);
  pair.receiver.take({ type: "model_offer", hash, bytes: MAX_MODEL_BYTES + 1, name: "" });
  assert.deepEqual(pair.toSender, [{ type: "model_refuse", hash, reason: "too_large" }]);
  assert.equal(pair.model, null);
});

Deno.test("a file that is taken back is forgotten on the other side", async () => {
  const pair = new Pair();
  pair.sender.meet(true);
  pair.sender.give(await file(50_000));
  await pair.run();
  assert(pair.model?.bytes);
  pair.sender.give(null);
  await pair.run();
  assert.equal(pair.model, null);
  assert.equal(pair.sending, null);
});

Deno.test("to somebody who takes no files, none is offered", async () => {
  const pair = new Pair();
  pair.sender.meet(false);
  pair.sender.give(await file(1_000));
  assert.deepEqual(pair.toReceiver, []);
  assert.deepEqual(pair.sending, { kind: "waiting" });
});
