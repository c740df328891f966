/** The worker that hashes passwords, one job at a time. Its other side is `password.ts`. */
import { answerJob, type PasswordAnswer, type PasswordJob } from "@/lib/accounts/password_job.ts";

// The compiler sees this file with the types of a window; at run time `self` is the worker's own scope.
const scope: {
  onmessage: ((event: MessageEvent<PasswordJob>) => void) | null;
  postMessage: (answer: PasswordAnswer) => void;
} = self;

scope.onmessage = async ({ data }) => {
  try {
    scope.postMessage({ ok: true, value: await answerJob(data) });
  } catch (error) {
    scope.postMessage({ ok: false, message: error instanceof Error ? error.message : "unknown" });
  }
};
