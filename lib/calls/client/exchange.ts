/**
 * What two peers say to each other once there is a way between them: control messages, poses, a file. It outlives the
 * connections that carry it. Browser-safe.
 *
 * - [CX1] `hello` is the first message on a new channel, and says what its sender reads. Who says none gets JSON.
 */
import { type ReadonlySignal, signal } from "@preact/signals";
import { POSE_FORM } from "@/lib/avatar/pose/codec.ts";
import type { CallAvatar } from "@/lib/calls/client/avatar.ts";
import type { ChannelData, Label } from "@/lib/calls/client/channels.ts";
import { CodeExchange, type Fingerprints } from "@/lib/calls/client/code.ts";
import { type Consent, type ConsentEvent, stepConsent } from "@/lib/calls/client/consent.ts";
import {
  CAPS,
  type ControlMessage,
  type ControlOf,
  type ControlType,
  decodeControl,
  encodeControl,
  Patience,
} from "@/lib/calls/client/control.ts";
import {
  ModelReceiver,
  ModelSender,
  type ModelSending,
  type PeerModel,
} from "@/lib/calls/client/model_transfer.ts";
import { PoseLine } from "@/lib/calls/client/pose_line.ts";

/** The connection of the moment; all of it says no where there is none. */
export interface Way {
  send(label: Label, data: ChannelData): boolean;
  buffered(label: Label): number;
  fingerprints(): Fingerprints | null;
}

export interface ExchangeDeps {
  way: Way;
  /** Milliseconds, on the clock of `samplePeer()`. */
  now(): number;
  random(bytes: Uint8Array<ArrayBuffer>): void;
  onBye(): void;
  onAvatar(avatar: CallAvatar): void;
}

/** Words wait no longer than this, in bytes: what does not go is not said. */
const FULL_BYTES = 256 * 1024;

export interface Control {
  /** False where the message cannot go now; it is not kept. */
  send(message: ControlMessage): boolean;
  /** Listens to a type of message until the returned function is called. */
  on<T extends ControlType>(type: T, listener: (message: ControlOf<T>) => void): () => void;
}

/** Whether this call may be recorded; see `consent.ts`. */
export interface RecordConsent {
  readonly state: ReadonlySignal<Consent>;
  ask(): void;
  answer(agree: boolean): void;
  stop(): void;
}

export class Exchange {
  readonly #deps: ExchangeDeps;
  readonly #listeners = new Map<ControlType, Set<(message: ControlMessage) => void>>();
  #patience = new Patience();
  readonly #code: CodeExchange;
  readonly #sender: ModelSender;
  readonly #receiver: ModelReceiver;
  readonly poses: PoseLine;
  readonly control: Control;
  readonly consent: RecordConsent;
  readonly code = signal<string | null>(null);
  readonly codeChanged = signal(false);
  readonly peerModel = signal<PeerModel | null>(null);
  readonly ownModel = signal<ModelSending | null>(null);
  readonly #consent = signal<Consent>("none");

  constructor(deps: ExchangeDeps) {
    this.#deps = deps;
    const { way } = deps;
    const send = (message: ControlMessage) => this.#send(message);
    this.poses = new PoseLine({
      send: (data) => way.send("pose", data),
      buffered: () => way.buffered("pose"),
    });
    this.#code = new CodeExchange({
      random: deps.random,
      send,
      onCode: (code, changed) => {
        this.code.value = code;
        if (changed) this.codeChanged.value = true;
      },
    });
    this.#sender = new ModelSender({
      send,
      post: (piece) => way.send("model", piece),
      buffered: () => way.buffered("model"),
      onState: (state) => this.ownModel.value = state,
    });
    this.#receiver = new ModelReceiver({
      send,
      onModel: (model) => this.peerModel.value = model,
    });
    this.control = { send, on: (type, listener) => this.#on(type, listener) };
    this.consent = {
      state: this.#consent,
      ask: () => this.#agree({ type: "ask" }),
      answer: (agree) => this.#agree({ type: "answer", agree }),
      stop: () => this.#agree({ type: "stop" }),
    };
  }

  /** Gives a file to the peer; null takes it back. */
  get give(): ModelSender["give"] {
    return (model) => this.#sender.give(model);
  }

  /** A channel opened, or closed. */
  opened(label: Label, open: boolean): void {
    if (label === "control") {
      if (open) this.#send({ type: "hello", pose: [POSE_FORM], caps: CAPS });
      else this.#sender.meet(false);
    } else if (label === "model" && open) this.#sender.pump();
  }

  low(label: Label): void {
    if (label === "model") this.#sender.pump();
  }

  /** Takes what came on a channel; whatever it is, nothing is thrown. */
  heard(label: Label, data: ChannelData): void {
    if (label === "pose") this.poses.take(data, this.#deps.now());
    else if (label === "model") {
      if (typeof data !== "string") void this.#receiver.piece(data);
    } else if (typeof data === "string" && this.#patience.allows(this.#deps.now())) {
      const message = decodeControl(data);
      if (message) this.#hear(message);
    }
  }

  /** A new connection, to the same page or to another. */
  begin({ anew }: { anew: boolean }): void {
    if (!anew) return this.poses.reconnect();
    this.poses.forget();
    this.#receiver.clear();
    this.#patience = new Patience();
    this.#agree({ type: "met" });
  }

  /** Nobody is there any more; the last face comes to rest by itself. */
  end(): void {
    this.#sender.meet(false);
    this.#agree({ type: "met" });
    this.code.value = null;
  }

  #send(message: ControlMessage): boolean {
    const { way } = this.#deps;
    const text = encodeControl(message);
    return text !== null && way.buffered("control") < FULL_BYTES && way.send("control", text);
  }

  #hear(message: ControlMessage): void {
    switch (message.type) {
      case "hello":
        this.#met(message);
        break;
      case "bye":
        this.#deps.onBye();
        break;
      case "avatar":
        this.#deps.onAvatar(message.avatar);
        break;
    }
    this.#code.take(message);
    this.#sender.take(message);
    this.#receiver.take(message);
    this.#agree({ type: "heard", message });
    for (const listener of [...this.#listeners.get(message.type) ?? []]) listener(message);
  }

  /** [CX1] */
  #met({ pose, caps }: ControlOf<"hello">): void {
    this.poses.binary = pose.includes(POSE_FORM);
    this.#sender.meet(caps.includes("model"));
    const prints = this.#deps.way.fingerprints();
    if (prints && caps.includes("code")) this.#code.begin(prints);
  }

  #agree(event: ConsentEvent): void {
    const { consent, say } = stepConsent(this.#consent.peek(), event);
    this.#consent.value = consent;
    if (say) this.#send(say);
  }

  #on<T extends ControlType>(type: T, listener: (message: ControlOf<T>) => void): () => void {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners);
    // Only messages of this type get here.
    const held = (message: ControlMessage) => listener(message as ControlOf<T>);
    listeners.add(held);
    return () => void listeners.delete(held);
  }
}
