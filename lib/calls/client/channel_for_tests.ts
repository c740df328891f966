/** Data channels without a network: some lose what they may lose, others keep the order, and both are cut with their way. */

/** What a channel goes through. */
interface Way {
  cut: boolean;
  loss: number;
  latencyMs: number;
  random(): number;
}

/** Bytes that a channel passes on in a millisecond. */
const BYTES_PER_MS = 2_000;

export class FakeChannel {
  readyState = "connecting";
  binaryType = "blob";
  bufferedAmount = 0;
  bufferedAmountLowThreshold = 0;
  sentBytes = 0;
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onbufferedamountlow: (() => void) | null = null;
  readonly #network: Way;
  #there: FakeChannel | null = null;
  #waiting: unknown[] = [];

  constructor(network: Way, readonly label: string, readonly ordered: boolean) {
    this.#network = network;
  }

  get paired(): boolean {
    return this.#there !== null;
  }

  pair(there: FakeChannel): void {
    this.#there = there;
    there.#there = this;
  }

  open(): void {
    if (this.readyState !== "connecting") return;
    this.readyState = "open";
    this.onopen?.();
  }

  send(data: string | Uint8Array<ArrayBuffer>): void {
    if (this.readyState !== "open") throw new DOMException("not open", "InvalidStateError");
    const size = data.length;
    this.bufferedAmount += size;
    this.sentBytes += size;
    const copy = typeof data === "string" ? data : data.slice().buffer;
    setTimeout(() => this.#drain(size), 1 + this.bufferedAmount / BYTES_PER_MS);
    if (!this.ordered) {
      const lost = this.#network.cut || this.#network.random() < this.#network.loss;
      if (!lost) setTimeout(() => this.#there?.arrive(copy), this.#network.latencyMs);
      return;
    }
    this.#waiting.push(copy);
    setTimeout(() => this.#flush(), this.#network.latencyMs);
  }

  close(): void {
    const there = this.#there;
    this.end();
    setTimeout(() => there?.end(), this.#network.latencyMs);
  }

  end(): void {
    if (this.readyState === "closed") return;
    this.readyState = "closed";
    this.#waiting = [];
    setTimeout(() => this.onclose?.(), 0);
  }

  arrive(data: unknown): void {
    if (this.readyState === "open") this.onmessage?.({ data });
  }

  #drain(size: number): void {
    const before = this.bufferedAmount;
    this.bufferedAmount -= size;
    const low = this.bufferedAmountLowThreshold;
    if (before > low && this.bufferedAmount <= low) this.onbufferedamountlow?.();
  }

  /** What is complete comes once the way is open, in its order. */
  #flush(): void {
    if (this.readyState !== "open") return;
    if (this.#network.cut) return void setTimeout(() => this.#flush(), 100);
    for (const data of this.#waiting.splice(0)) this.#there?.arrive(data);
  }
}
