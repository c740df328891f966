/** Numbers of any width in a row of bytes, highest bit first. Browser-safe. */

export class BitWriter {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #at = 0;

  /** @param maxBytes Writing more throws `RangeError`. */
  constructor(maxBytes: number) {
    this.#bytes = new Uint8Array(maxBytes);
  }

  /** @param value An integer from 0 to 2^width - 1. */
  write(value: number, width: number): void {
    if (this.#at + width > this.#bytes.length * 8) throw new RangeError("No room for more bits");
    for (let left = width; left > 0;) {
      const free = 8 - (this.#at & 7);
      const take = Math.min(free, left);
      const part = Math.floor(value / 2 ** (left - take)) % 2 ** take;
      this.#bytes[this.#at >> 3]! |= part << (free - take);
      this.#at += take;
      left -= take;
    }
  }

  /** What was written, filled up with zeros to a whole byte. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, (this.#at + 7) >> 3);
  }
}

export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #short = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next `width` bits; zeros past the end, which `ended()` then tells. */
  read(width: number): number {
    if (this.#at + width > this.#bytes.length * 8) {
      this.#short = true;
      return 0;
    }
    let value = 0;
    for (let left = width; left > 0;) {
      const free = 8 - (this.#at & 7);
      const take = Math.min(free, left);
      const byte = this.#bytes[this.#at >> 3]!;
      value = value * 2 ** take + ((byte >> (free - take)) & (2 ** take - 1));
      this.#at += take;
      left -= take;
    }
    return value;
  }

  /** Whether exactly everything was read: no bit was missing, and less than a byte of zeros is left. */
  ended(): boolean {
    const left = this.#bytes.length * 8 - this.#at;
    return !this.#short && left < 8 && this.read(left) === 0;
  }
}
