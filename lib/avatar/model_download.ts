/**
 * Fetches one model from its official address, once for all who wait for it: each reads what has come so far, and
 * nobody gets its end before the whole was found to be the pinned file. Deno only.
 */
import { type ModelPin, toHex } from "@/lib/avatar/tracking/model_pins.ts";
import type { ByteRange } from "@/lib/http/byte_range.ts";

export interface DownloadDeps {
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** In place of the official address, for a mirror or a test. */
  url: string;
  /** Longest wait for an answer, and between two pieces of it, in milliseconds. */
  idleTimeoutMs: number;
}

/** How often a connection may break before a download is given up; each goes on where the last one ended. */
const ATTEMPTS = 3;

/** The end that is held back until everything was checked, in bytes. */
const HELD_BACK_BYTES = 64 * 1024;

/** The largest piece that is handed on at once, in bytes. */
const PIECE_BYTES = 256 * 1024;

/** What came is not the pinned file. */
export class WrongModelError extends Error {
  override name = "WrongModelError";
}

/** A download that is under way, or done. */
export class ModelDownload {
  readonly #pin: ModelPin;
  readonly #deps: DownloadDeps;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #have = 0;
  #verified = false;
  #failure: { error: unknown } | null = null;
  #news = Promise.withResolvers<void>();
  readonly #begun = Promise.withResolvers<void>();
  /** Resolves to the whole, checked. @throws {WrongModelError} Or whatever the network threw last. */
  readonly done: Promise<Uint8Array<ArrayBuffer>>;

  constructor(pin: ModelPin, deps: DownloadDeps) {
    this.#pin = pin;
    this.#deps = deps;
    this.#bytes = new Uint8Array(pin.sizeBytes);
    this.done = this.#run();
    // Whoever waits hears of it; nobody has to.
    this.done.catch(() => {});
    this.#begun.promise.catch(() => {});
  }

  /** Resolves with the first bytes. @throws Where none come. */
  get begun(): Promise<void> {
    return this.#begun.promise;
  }

  /** A part as it comes in. Leaving it ends nothing for the others. */
  stream({ first, last }: ByteRange): ReadableStream<Uint8Array<ArrayBuffer>> {
    let at = first;
    return new ReadableStream({
      pull: async (controller) => {
        while (this.#readable() <= at) await this.#news.promise;
        const end = Math.min(this.#readable(), last + 1, at + PIECE_BYTES);
        controller.enqueue(this.#bytes.slice(at, end));
        at = end;
        if (at > last) controller.close();
      },
    }, { highWaterMark: 0 });
  }

  /** Bytes that may be handed on; throws where no more will come. */
  #readable(): number {
    if (this.#failure) throw this.#failure.error;
    return this.#verified ? this.#have : Math.min(this.#have, this.#bytes.length - HELD_BACK_BYTES);
  }

  async #run(): Promise<Uint8Array<ArrayBuffer>> {
    try {
      await this.#fetchAll();
      const sha256 = toHex(await crypto.subtle.digest("SHA-256", this.#bytes));
      if (sha256 !== this.#pin.sha256) {
        throw new WrongModelError(`Cannot use ${this.#pin.file} as its hash is ${sha256}`);
      }
      this.#verified = true;
      return this.#bytes;
    } catch (error) {
      this.#failure = { error };
      this.#begun.reject(error);
      throw error;
    } finally {
      this.#tell();
    }
  }

  async #fetchAll(): Promise<void> {
    for (let attempt = 1; this.#have < this.#bytes.length; attempt++) {
      try {
        await this.#fetchRest();
      } catch (error) {
        if (error instanceof WrongModelError || attempt === ATTEMPTS) throw error;
      }
    }
  }

  /** Asks for what is missing, and takes it in until it ends or breaks. */
  async #fetchRest(): Promise<void> {
    const idle = new AbortController();
    const { idleTimeoutMs, url } = this.#deps;
    const giveUp = () => idle.abort(new Error(`${url} said nothing for ${idleTimeoutMs} ms`));
    let timer = setTimeout(giveUp, idleTimeoutMs);
    try {
      const headers = this.#have > 0 ? { range: `bytes=${this.#have}-` } : {};
      const response = await this.#deps.fetch(url, { headers, signal: idle.signal });
      if (!response.ok || !response.body) {
        await response.body?.cancel();
        throw new Error(`${url} answered ${response.status}`);
      }
      let at = startOf(response);
      for await (const piece of response.body) {
        clearTimeout(timer);
        timer = setTimeout(giveUp, idleTimeoutMs);
        this.#take(piece, at);
        at += piece.length;
      }
      if (this.#have < this.#bytes.length) {
        throw new Error(`${url} ended after ${this.#have} bytes`);
      }
    } finally {
      clearTimeout(timer);
      idle.abort();
    }
  }

  #take(piece: Uint8Array, at: number): void {
    if (at > this.#have || at + piece.length > this.#bytes.length) {
      throw new WrongModelError(
        `Cannot use ${this.#pin.file} as it does not have ${this.#bytes.length} bytes`,
      );
    }
    // What came before a break was handed on already, and stays as it was.
    const fresh = piece.subarray(Math.max(0, this.#have - at));
    this.#bytes.set(fresh, this.#have);
    this.#have += fresh.length;
    this.#tell();
  }

  #tell(): void {
    if (this.#have > 0) this.#begun.resolve();
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }
}

/** Where an answer begins: a server that knows no parts sends all of it again. */
function startOf(response: Response): number {
  if (response.status !== 206) return 0;
  return Number(
    /^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "")?.[1] ?? Number.NaN,
  );
}
