/**
 * A file of one's own, from peer to peer: offered and answered on `control`, its pieces on the `model` channel. Browser-safe.
 *
 * ```
 * bytes of a piece: 0–7 the first of the file's SHA-256 · 8–11 where the piece begins, u32, big-endian · 12– the piece
 * ```
 *
 * - [MT1] The receiver says how much it has already: what a broken line cut short goes on from there.
 * - [MT2] Pieces come in their order; any other is passed over.
 * - [MT3] A file is handed on once it is whole and its hash is the promised one.
 * - [MT4] A queue is never long: poses have to get past.
 */
import { MAX_MODEL_BYTES } from "@/lib/calls/client/avatar.ts";
import { toHex } from "@/lib/calls/client/code.ts";
import type { ControlMessage, ModelRefusal } from "@/lib/calls/client/control.ts";

export const PIECE_BYTES = 16 * 1024;
const HEAD_BYTES = 12;
const NAME_BYTES = 8;
/** [MT4] */
const QUEUE_BYTES = 128 * 1024;

/** The SHA-256 of a file, as models are known by. */
export async function hashOf(bytes: ArrayBuffer): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

/** How an own file fares. `fraction` goes from 0 to 1. */
export type ModelSending =
  | { kind: "waiting" }
  | { kind: "sending"; fraction: number }
  | { kind: "sent" }
  | { kind: "refused"; reason: ModelRefusal | "cancelled" };

export interface OwnModel {
  bytes: ArrayBuffer;
  hash: string;
  name: string;
}

export interface SenderDeps {
  send(message: ControlMessage): void;
  /** Sends a piece; false where the channel takes none. */
  post(piece: Uint8Array<ArrayBuffer>): boolean;
  /** Bytes that wait on the channel. */
  buffered(): number;
  onState(state: ModelSending | null): void;
}

export class ModelSender {
  readonly #deps: SenderDeps;
  #model: OwnModel | null = null;
  /** The peer takes files. */
  #welcome = false;
  /** Where the next piece begins; null while none is asked for. */
  #at: number | null = null;

  constructor(deps: SenderDeps) {
    this.#deps = deps;
  }

  /** Gives this file to whoever is there, and to whoever comes; null for none any more. */
  give(model: OwnModel | null): void {
    if (model?.hash === this.#model?.hash) return;
    if (this.#model && this.#welcome) {
      this.#deps.send({ type: "model_cancel", hash: this.#model.hash });
    }
    this.#model = model;
    this.#offer();
  }

  /** A new channel is there; or, with false, none. */
  meet(welcome: boolean): void {
    this.#welcome = welcome;
    this.#offer();
  }

  take(message: ControlMessage): void {
    const model = this.#model;
    if (!model || !("hash" in message) || message.hash !== model.hash) return;
    switch (message.type) {
      case "model_accept":
        this.#at = Math.min(message.from, model.bytes.byteLength);
        return this.pump();
      case "model_done":
        this.#at = null;
        return this.#deps.onState({ kind: "sent" });
      case "model_refuse":
        this.#at = null;
        return this.#deps.onState({ kind: "refused", reason: message.reason });
      case "model_cancel":
        this.#at = null;
        return this.#deps.onState({ kind: "refused", reason: "cancelled" });
    }
  }

  /** Sends what there is room for. */
  pump(): void {
    const model = this.#model;
    if (!model || this.#at === null) return;
    const size = model.bytes.byteLength;
    while (this.#at < size && this.#deps.buffered() < QUEUE_BYTES) {
      if (!this.#deps.post(pieceOf(model, this.#at))) break;
      this.#at = Math.min(size, this.#at + PIECE_BYTES);
    }
    this.#deps.onState({ kind: "sending", fraction: this.#at / size });
  }

  #offer(): void {
    this.#at = null;
    const model = this.#model;
    if (!model) return this.#deps.onState(null);
    this.#deps.onState({ kind: "waiting" });
    if (!this.#welcome) return;
    const { hash, name, bytes } = model;
    this.#deps.send({ type: "model_offer", hash, bytes: bytes.byteLength, name });
  }
}

function pieceOf({ bytes, hash }: OwnModel, at: number): Uint8Array<ArrayBuffer> {
  const length = Math.min(PIECE_BYTES, bytes.byteLength - at);
  const piece = new Uint8Array(HEAD_BYTES + length);
  piece.set(nameOf(hash));
  new DataView(piece.buffer).setUint32(NAME_BYTES, at);
  piece.set(new Uint8Array(bytes, at, length), HEAD_BYTES);
  return piece;
}

/** The first bytes of a hash. */
function nameOf(hash: string): number[] {
  return Array.from({ length: NAME_BYTES }, (_, i) => parseInt(hash.slice(2 * i, 2 * i + 2), 16));
}

/** The other side's file: on its way, or whole. */
export type PeerModel =
  | { fraction: number; hash: string; bytes?: undefined }
  | { bytes: ArrayBuffer; hash: string; fraction?: undefined };

export interface ReceiverDeps {
  send(message: ControlMessage): void;
  onModel(model: PeerModel | null): void;
}

interface Partial {
  hash: string;
  name: readonly number[];
  size: number;
  pieces: Uint8Array[];
  have: number;
}

export class ModelReceiver {
  readonly #deps: ReceiverDeps;
  #partial: Partial | null = null;
  #whole: { hash: string; bytes: ArrayBuffer } | null = null;

  constructor(deps: ReceiverDeps) {
    this.#deps = deps;
  }

  take(message: ControlMessage): void {
    if (message.type === "model_cancel") this.#drop(message.hash);
    else if (message.type === "model_offer") this.#offered(message.hash, message.bytes);
  }

  /** Takes a piece [MT2]. */
  async piece(bytes: Uint8Array): Promise<void> {
    const partial = this.#partial;
    if (!partial || bytes.length <= HEAD_BYTES || bytes.length > HEAD_BYTES + PIECE_BYTES) return;
    const at = new DataView(bytes.buffer, bytes.byteOffset).getUint32(NAME_BYTES);
    const length = bytes.length - HEAD_BYTES;
    const fits = at === partial.have && at + length <= partial.size;
    if (!fits || !partial.name.every((byte, i) => byte === bytes[i])) return;
    partial.pieces.push(bytes.slice(HEAD_BYTES));
    partial.have += length;
    this.#tell(partial);
    if (partial.have === partial.size) await this.#finish(partial);
  }

  /** Lets go of everything: somebody else is there. */
  clear(): void {
    this.#partial = null;
    this.#whole = null;
    this.#deps.onModel(null);
  }

  #offered(hash: string, size: number): void {
    if (size > MAX_MODEL_BYTES) {
      return this.#deps.send({ type: "model_refuse", hash, reason: "too_large" });
    }
    if (this.#whole?.hash === hash) return this.#deps.send({ type: "model_done", hash });
    if (this.#partial?.hash !== hash || this.#partial.size !== size) {
      this.#whole = null;
      this.#partial = { hash, name: nameOf(hash), size, pieces: [], have: 0 };
    }
    this.#tell(this.#partial);
    this.#deps.send({ type: "model_accept", hash, from: this.#partial.have }); // [MT1]
  }

  #drop(hash: string): void {
    if (this.#partial?.hash !== hash && this.#whole?.hash !== hash) return;
    this.clear();
  }

  #tell({ hash, have, size }: Partial): void {
    this.#deps.onModel({ hash, fraction: have / size });
  }

  /** [MT3] */
  async #finish(partial: Partial): Promise<void> {
    const bytes = await new Blob(partial.pieces as BlobPart[]).arrayBuffer();
    const hash = await hashOf(bytes);
    // Another one was offered meanwhile.
    if (this.#partial !== partial) return;
    this.#partial = null;
    if (hash !== partial.hash) {
      this.#deps.onModel(null);
      return this.#deps.send({ type: "model_refuse", hash: partial.hash, reason: "damaged" });
    }
    this.#whole = { hash, bytes };
    this.#deps.onModel({ hash, bytes });
    this.#deps.send({ type: "model_done", hash });
  }
}
