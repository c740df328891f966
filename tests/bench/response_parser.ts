/**
 * Follows HTTP/1.1 responses on a connection just closely enough to tell where each one ends.
 *
 * `fetch` costs more processor time than a fast server needs to answer, so a load made with it would measure
 * itself. This reads the status, the framing (RFC 9112, section 6.3) and counts the body without keeping it.
 */

const MAX_HEAD_BYTES = 65_536;

/** How much is decoded at once in search of the end of a head; more would decode body for nothing. */
const TEXT_STEP_BYTES = 1_024;

type State =
  | "head"
  | "length"
  | "chunk-size"
  | "chunk-data"
  | "chunk-end"
  | "trailer"
  | "until-close"
  | "done";

/** Decodes bytes one to one, as header fields are. */
const latin1 = new TextDecoder("latin1");

/** Parses the response to one request at a time; `reset()` prepares it for the next. */
export class ResponseParser {
  #state: State = "head";
  /** The part of a head or line that has come. */
  #text = "";
  #remainingBytes = 0;
  readonly #headRequest: boolean;

  /** Of the response that is being read; 0 until its head has come. */
  status = 0;
  /** Of the body, without its framing. */
  bodyBytes = 0;
  /** Whether the connection can take another request. */
  keepAlive = true;

  /** @param method The requests' method: the answer to `HEAD` has no body whatever its head says. */
  constructor(method = "GET") {
    this.#headRequest = method === "HEAD";
  }

  reset(): void {
    this.#state = "head";
    this.#text = "";
    this.#remainingBytes = 0;
    this.status = 0;
    this.bodyBytes = 0;
    this.keepAlive = true;
  }

  /**
   * Takes the next bytes of the connection.
   *
   * @returns Whether the response is complete.
   * @throws {SyntaxError} If this is no HTTP/1.1 response, or bytes follow its end.
   */
  push(bytes: Uint8Array): boolean {
    let offset = 0;
    while (offset < bytes.length) {
      switch (this.#state) {
        case "done":
          throw new SyntaxError(`${bytes.length - offset} bytes follow the end of the response`);
        case "head":
          offset = this.#takeText(bytes, offset, "\r\n\r\n", (head) => this.#startBody(head));
          break;
        case "chunk-size":
          offset = this.#takeText(bytes, offset, "\r\n", (line) => this.#startChunk(line));
          break;
        case "chunk-end":
          offset = this.#takeText(bytes, offset, "\r\n", (line) => {
            if (line !== "") throw new SyntaxError("A chunk is longer than its size says");
            this.#state = "chunk-size";
          });
          break;
        case "trailer":
          offset = this.#takeText(bytes, offset, "\r\n", (line) => {
            if (line === "") this.#state = "done";
          });
          break;
        case "until-close":
          this.bodyBytes += bytes.length - offset;
          offset = bytes.length;
          break;
        case "length":
        case "chunk-data":
          offset += this.#takeBody(bytes.length - offset);
          break;
      }
    }
    return this.#state === "done";
  }

  /** Takes the end of the connection; returns whether the response is complete by it. */
  end(): boolean {
    if (this.#state === "until-close") this.#state = "done";
    return this.#state === "done";
  }

  /** Gathers text up to `terminator` and hands it on without; returns the new offset. */
  #takeText(
    bytes: Uint8Array,
    offset: number,
    terminator: string,
    onText: (text: string) => void,
  ): number {
    const before = this.#text.length;
    const text = this.#text + latin1.decode(bytes.subarray(offset, offset + TEXT_STEP_BYTES));
    const end = text.indexOf(terminator, Math.max(0, before - terminator.length));
    if (end === -1) {
      if (text.length > MAX_HEAD_BYTES) {
        throw new SyntaxError("The head of the response has no end");
      }
      this.#text = text;
      return offset + text.length - before;
    }
    this.#text = "";
    onText(text.slice(0, end));
    return offset + end + terminator.length - before;
  }

  #takeBody(availableBytes: number): number {
    const taken = Math.min(this.#remainingBytes, availableBytes);
    this.#remainingBytes -= taken;
    this.bodyBytes += taken;
    if (this.#remainingBytes === 0) this.#state = this.#state === "length" ? "done" : "chunk-end";
    return taken;
  }

  #startBody(head: string): void {
    const status = /^HTTP\/1\.1 (\d{3})(?: |\r\n|$)/.exec(head)?.[1];
    if (status === undefined) {
      throw new SyntaxError(`Not an HTTP/1.1 response: ${head.slice(0, 40)}`);
    }
    this.status = Number(status);
    if (this.status < 200) {
      // An interim response; the real one follows.
      this.#state = "head";
      return;
    }
    this.keepAlive = !/\r\nconnection:[^\r\n]*\bclose\b/i.test(head);
    const length = /\r\ncontent-length:[ \t]*(\d+)[ \t]*(?:\r\n|$)/i.exec(head)?.[1];
    if (this.#headRequest || this.status === 204 || this.status === 304) {
      this.#state = "done";
    } else if (/\r\ntransfer-encoding:[^\r\n]*\bchunked[ \t]*(?:\r\n|$)/i.test(head)) {
      this.#state = "chunk-size";
    } else if (length === undefined) {
      this.keepAlive = false;
      this.#state = "until-close";
    } else {
      this.#remainingBytes = Number(length);
      this.#state = this.#remainingBytes === 0 ? "done" : "length";
    }
  }

  #startChunk(line: string): void {
    const size = /^([0-9a-f]{1,8})[ \t]*(?:;|$)/i.exec(line)?.[1];
    if (size === undefined) throw new SyntaxError(`Not a chunk size: ${line.slice(0, 40)}`);
    this.#remainingBytes = Number.parseInt(size, 16);
    this.#state = this.#remainingBytes === 0 ? "trailer" : "chunk-data";
  }
}
