/** One job of the password worker, and how it is done. */
import { argon2id, argon2Verify } from "hash-wasm";

export type PasswordJob =
  | {
    kind: "hash";
    password: string;
    salt: Uint8Array;
    /** KiB. */
    memorySize: number;
    iterations: number;
    parallelism: number;
  }
  | { kind: "verify"; password: string; hash: string };

/** What the worker posts back: the encoded hash, or whether it matched. */
export type PasswordAnswer = { ok: true; value: string | boolean } | { ok: false; message: string };

export async function answerJob(job: PasswordJob): Promise<string | boolean> {
  if (job.kind === "verify") return await argon2Verify({ password: job.password, hash: job.hash });
  const { kind: _, ...parameters } = job;
  return await argon2id({ ...parameters, hashLength: 32, outputType: "encoded" });
}
