/**
 * The data channels of one peer connection, known by their labels: whichever side made one, and however often. Browser-safe.
 *
 * - `pose`: unordered, nothing sent twice: a pose that comes late is worth nothing.
 * - `control`: ordered and complete; JSON, see `control.ts`.
 * - `model`: ordered and complete; the pieces of a file. It has a channel of its own so that no word waits behind a file.
 */

export const LABELS = ["pose", "control", "model"] as const;
export type Label = typeof LABELS[number];

const KINDS: Record<Label, RTCDataChannelInit> = {
  pose: { ordered: false, maxRetransmits: 0 },
  control: { ordered: true },
  model: { ordered: true },
};

/** What a channel brings; binary is always a view on its own bytes. */
export type ChannelData = string | Uint8Array<ArrayBuffer>;

/** A peer that makes more of one label has something else in mind. */
const MOST_OF_ONE = 4;

export interface ChannelsDeps {
  onMessage(label: Label, data: ChannelData): void;
  onOpen(label: Label, open: boolean): void;
  /** The queue of a channel got short. */
  onLow(label: Label): void;
}

interface Held {
  label: Label;
  channel: RTCDataChannel;
  /** Made here. */
  own: boolean;
}

/** Once a queue is shorter than this, in bytes, there is room again. */
const LOW_BYTES = 64 * 1024;

export class Channels {
  readonly #deps: ChannelsDeps;
  #held: Held[] = [];
  readonly #open = new Set<Label>();
  #closed = false;

  constructor(deps: ChannelsDeps) {
    this.#deps = deps;
  }

  /** Makes the channels that are not there yet. */
  make(pc: RTCPeerConnection): void {
    for (const label of LABELS) {
      if (this.#held.some((one) => one.label === label)) continue;
      this.#hold({ label, channel: pc.createDataChannel(label, KINDS[label]), own: true });
    }
  }

  /** Takes a channel that the other side made; one that we know nothing of is closed. */
  take(channel: RTCDataChannel): void {
    const label = LABELS.find((one) => one === channel.label);
    const few = this.#held.filter((one) => one.label === label && !one.own).length < MOST_OF_ONE;
    if (!label || !few) return channel.close();
    this.#hold({ label, channel, own: false });
  }

  isOpen(label: Label): boolean {
    return this.#open.has(label);
  }

  /** Bytes that wait to be sent; 0 where there is no channel. */
  buffered(label: Label): number {
    return this.#way(label)?.bufferedAmount ?? 0;
  }

  /** False where there is no open channel, or it takes no more. */
  send(label: Label, data: string | Uint8Array<ArrayBuffer>): boolean {
    const channel = this.#way(label);
    if (!channel) return false;
    try {
      if (typeof data === "string") channel.send(data);
      else channel.send(data);
      return true;
    } catch {
      // Its queue is full, or it is about to close.
      return false;
    }
  }

  close(): void {
    this.#closed = true;
    for (const { channel } of this.#held) {
      channel.onopen =
        channel.onclose =
        channel.onmessage =
        channel.onbufferedamountlow =
          null;
    }
    this.#held = [];
    this.#open.clear();
  }

  /** Who made a channel reads it; whether they read ours, nobody knows. So theirs come first. */
  #way(label: Label): RTCDataChannel | undefined {
    const open = this.#held.filter((one) =>
      one.label === label && one.channel.readyState === "open"
    );
    return (open.findLast(({ own }) => !own) ?? open[0])?.channel;
  }

  #hold(held: Held): void {
    const { label, channel } = held;
    channel.binaryType = "arraybuffer";
    channel.bufferedAmountLowThreshold = LOW_BYTES;
    channel.onopen = () => this.#look(label);
    channel.onclose = () => {
      this.#held = this.#held.filter((one) => one !== held);
      this.#look(label);
    };
    channel.onbufferedamountlow = () => this.#deps.onLow(label);
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === "string") this.#deps.onMessage(label, data);
      else if (data instanceof ArrayBuffer) this.#deps.onMessage(label, new Uint8Array(data));
    };
    this.#held.push(held);
    // One that the other side made may be open already.
    this.#look(label);
  }

  #look(label: Label): void {
    if (this.#closed) return;
    const open = this.#way(label) !== undefined;
    if (open === this.#open.has(label)) return;
    if (open) this.#open.add(label);
    else this.#open.delete(label);
    this.#deps.onOpen(label, open);
  }
}
