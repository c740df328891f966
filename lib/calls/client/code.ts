/**
 * The code that two people compare to know that nobody sits between them: six digits, read aloud in three pairs. Digits, as
 * every language reads them aloud and nobody has to spell.
 *
 * Whoever relays the signals could give each side a certificate of their own. So the code is made of both certificates'
 * fingerprints. A short code of those alone could be met by trying certificates until it fits; so each side adds a secret
 * number, and tells its hash before it hears the other's number. Nobody can choose any more: one try in a million fits.
 *
 * - [SC1] A commitment is SHA-256 of the sender's fingerprints and its number: sending ours back to us proves nothing.
 * - [SC2] A number is told only once the other side is committed.
 * - [SC3] As long as both certificates are the same, so is the code, whatever happens to the connection.
 *
 * Source: the commitments of ZRTP (RFC 6189, 4.1.1), and numeric comparison in Bluetooth. Browser-safe.
 */
import type { ControlMessage } from "@/lib/calls/client/control.ts";

/** Both sides' certificates, as `fingerprintsOf()` has them. */
export interface Fingerprints {
  own: string;
  theirs: string;
}

export interface CodeDeps {
  /** Fills with random bytes. */
  random(bytes: Uint8Array<ArrayBuffer>): void;
  send(message: ControlMessage): void;
  /** A code; `changed` where it replaces another one. Null where the other side did not keep its word. */
  onCode(code: string | null, changed: boolean): void;
}

const NONCE_BYTES = 16;

/** Writes a number of six digits as it is read aloud. */
export function spellCode(number: number): string {
  return number.toString().padStart(6, "0").match(/../g)!.join(" ");
}

/** Bytes in hexadecimal digits. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function hash(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}

const commitment = async (fingerprints: string, nonce: string): Promise<string> =>
  toHex(await hash(`maru-call-commit\n${fingerprints}\n${nonce}`));

async function codeOf(prints: Fingerprints, own: string, theirs: string): Promise<string> {
  const both = [`${prints.own}\n${own}`, `${prints.theirs}\n${theirs}`].sort().join("\n");
  const bytes = await hash(`maru-call-code\n${both}`);
  return spellCode(new DataView(bytes.buffer).getUint32(0) % 1_000_000);
}

interface Round {
  prints: Fingerprints;
  nonce: string;
  /** We are committed. */
  said: boolean;
  /** What the other side is committed to. */
  committed: string | null;
  done: boolean;
}

/** Makes codes with one peer. */
export class CodeExchange {
  readonly #deps: CodeDeps;
  #round: Round | null = null;
  /** The certificates of the code that holds, and the code. */
  #holds: { prints: Fingerprints; code: string } | null = null;
  /** One step at a time, in the order in which messages came. */
  #turn: Promise<void> = Promise.resolve();

  constructor(deps: CodeDeps) {
    this.#deps = deps;
  }

  /** A channel is open between these two certificates. */
  begin(prints: Fingerprints): void {
    this.#queue(async () => {
      const bytes = new Uint8Array(NONCE_BYTES);
      this.#deps.random(bytes);
      const nonce = toHex(bytes);
      this.#round = { prints, nonce, said: false, committed: null, done: false };
      const { own, theirs } = this.#holds?.prints ?? {};
      // [SC3] They may not have come so far: then they begin.
      if (own !== prints.own || theirs !== prints.theirs) await this.#say(this.#round);
    });
  }

  /** Takes what came; anything else than `code_…` is let be. */
  take(message: ControlMessage): void {
    if (message.type === "code_commit") this.#queue(() => this.#commit(message.hash));
    else if (message.type === "code_reveal") this.#queue(() => this.#reveal(message.nonce));
  }

  /** Resolves once everything that came was dealt with. */
  async settled(): Promise<void> {
    await this.#turn;
  }

  #queue(step: () => Promise<void>): void {
    this.#turn = this.#turn.then(step);
  }

  async #say(round: Round): Promise<void> {
    round.said = true;
    const { prints, nonce } = round;
    this.#deps.send({ type: "code_commit", hash: await commitment(prints.own, nonce) });
  }

  async #commit(hash: string): Promise<void> {
    const round = this.#round;
    if (!round || round.committed !== null) return;
    round.committed = hash;
    if (!round.said) await this.#say(round);
    this.#deps.send({ type: "code_reveal", nonce: round.nonce }); // [SC2]
  }

  async #reveal(nonce: string): Promise<void> {
    const round = this.#round;
    if (!round || round.committed === null || round.done) return;
    round.done = true;
    if (await commitment(round.prints.theirs, nonce) !== round.committed) {
      this.#holds = null;
      return this.#deps.onCode(null, true);
    }
    const code = await codeOf(round.prints, round.nonce, nonce);
    const changed = this.#holds !== null && this.#holds.code !== code;
    this.#holds = { prints: round.prints, code };
    this.#deps.onCode(code, changed);
  }
}
