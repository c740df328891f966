/**
 * Password hashes: argon2id, made and checked away from the event loop.
 *
 * One hash takes about 50 ms of a core. On the main thread that would hold up every reply that is streaming, so a
 * worker does it: started by the first job, ended with the last one waiting (starting it costs the main thread about
 * 12 ms, and logins are rare: nothing lives on between them). Jobs wait in line, so that a burst of logins takes
 * 19 MiB, not 19 MiB each.
 */
import { failure } from "@/lib/errors.ts";
import { answerJob, type PasswordAnswer, type PasswordJob } from "@/lib/accounts/password_job.ts";

/** Source: OWASP Password Storage Cheat Sheet, argon2id: m=19456 (19 MiB), t=2, p=1. */
const PARAMETERS = { memorySize: 19_456, iterations: 2, parallelism: 1 } as const;

const ENCODED_PARAMETERS = `$argon2id$v=19$m=${PARAMETERS.memorySize},` +
  `t=${PARAMETERS.iterations},p=${PARAMETERS.parallelism}$`;

/** The hash of no known password: what an unknown e-mail is compared to, at the same cost. */
const DUMMY_HASH = `${ENCODED_PARAMETERS}${"A".repeat(22)}$${"A".repeat(43)}`;

/** Jobs that may wait, about five seconds of work; more are told to come back. */
const MAX_WAITING = 100;

type JobResult = string | boolean;

export interface Hasher {
  /**
   * Hashes a password with a new salt, into the encoded form `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`.
   *
   * @throws {HttpError} `rate_limited` when too many wait already.
   */
  hash(password: string): Promise<string>;
  /**
   * Checks a password. With `null`, as for an unknown e-mail, it takes as long and is false.
   *
   * @throws {HttpError} `rate_limited` when too many wait already.
   */
  verify(password: string, hash: string | null): Promise<boolean>;
}

export interface HasherOptions {
  maxWaiting?: number;
  /** Null where the platform has no workers: then the jobs run here. */
  startWorker?: () => Worker | null;
}

/** Makes a hasher with a line and a worker of its own. */
export function createHasher(
  { maxWaiting = MAX_WAITING, startWorker = startPasswordWorker }: HasherOptions = {},
): Hasher {
  const line: { job: PasswordJob; settle: PromiseWithResolvers<JobResult> }[] = [];
  let working = false;

  /** Takes jobs until none is left. Never rejects: each job's fate is its own promise's. */
  async function workOff(): Promise<void> {
    working = true;
    let worker: Worker | null = null;
    for (let next = line.shift(); next; next = line.shift()) {
      try {
        worker ??= startWorker();
        next.settle.resolve(worker ? await ask(worker, next.job) : await answerJob(next.job));
      } catch (error) {
        worker?.terminate();
        worker = null;
        next.settle.reject(error);
      }
    }
    worker?.terminate();
    working = false;
  }

  function enqueue(job: PasswordJob): Promise<JobResult> {
    if (line.length >= maxWaiting) throw failure("rate_limited", { retryAfterS: 5 });
    const settle = Promise.withResolvers<JobResult>();
    line.push({ job, settle });
    if (!working) void workOff();
    return settle.promise;
  }

  return {
    async hash(password) {
      const salt = crypto.getRandomValues(new Uint8Array(16));
      return String(await enqueue({ kind: "hash", password, salt, ...PARAMETERS }));
    },
    async verify(password, hash) {
      const matches = await enqueue({ kind: "verify", password, hash: hash ?? DUMMY_HASH });
      return hash !== null && matches === true;
    },
  };
}

const shared = createHasher();
/** {@link Hasher.hash} of the process's own hasher. */
export const hashPassword = shared.hash;
/** {@link Hasher.verify} of the process's own hasher. */
export const verifyPassword = shared.verify;

/** Whether a hash was made with parameters other than today's. */
export function needsRehash(hash: string): boolean {
  return !hash.startsWith(ENCODED_PARAMETERS);
}

function startPasswordWorker(): Worker | null {
  if (typeof Worker === "undefined") return null;
  return new Worker(new URL("./password_worker.ts", import.meta.url), { type: "module" });
}

function ask(worker: Worker, job: PasswordJob): Promise<JobResult> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<PasswordAnswer>) =>
      data.ok ? resolve(data.value) : reject(new Error(data.message));
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error("The password worker broke", { cause: event.error ?? event.message }));
    };
    worker.postMessage(job);
  });
}
