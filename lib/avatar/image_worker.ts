/**
 * Owns the worker side of `image_jobs.ts`: it does one job for each message and answers with the result,
 * or with null where the file is damaged. Deno only.
 */
import type { ImageJob } from "@/lib/avatar/image_jobs.ts";
import { makePng, makePortrait } from "@/lib/avatar/portrait_work.ts";

self.onmessage = async (event: MessageEvent<ImageJob>) => {
  const { kind, bytes, header } = event.data;
  try {
    self.postMessage(
      kind === "portrait" ? await makePortrait(bytes, header) : await makePng(bytes, header),
    );
  } catch {
    // The codecs throw strings, traps and exits of their own; all of them mean a broken file. The
    // other side ends this worker then, as the codec may be broken too.
    self.postMessage(null);
  }
};
