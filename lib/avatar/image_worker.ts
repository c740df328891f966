/**
 * Owns the worker side of `image_jobs.ts`: it does one job for each message and answers with the result,
 * or with null where the file is damaged. Deno only.
 */
import { drawSvg } from "@/lib/avatar/codec.ts";
import type { ImageJob } from "@/lib/avatar/image_jobs.ts";
import { makeFitting, makePng, makePortrait } from "@/lib/avatar/portrait_work.ts";

self.onmessage = async (event: MessageEvent<ImageJob>) => {
  try {
    self.postMessage(await work(event.data));
  } catch {
    // The codecs throw strings, traps and exits of their own; all of them mean a broken file. The
    // other side ends this worker then, as the codec may be broken too.
    self.postMessage(null);
  }
};

async function work(job: ImageJob) {
  switch (job.kind) {
    case "portrait":
      return await makePortrait(job.bytes, job.header);
    case "png":
      return await makePng(job.bytes, job.header);
    case "fit":
      return await makeFitting(job.bytes, job.header, job.maxSide);
    case "draw":
      return await drawSvg(job.svg, job.widthPx);
  }
}
