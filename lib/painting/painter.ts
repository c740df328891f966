/** Paints pictures on one instance: asks the model once, checks what it sends, and keeps it or says why there is none. */
import type { Aspect, ImageModel } from "@/lib/ai/image_model.ts";
import { ChatModelError, nameOfModel, type ReplyUsage } from "@/lib/ai/model.ts";
import { costOf } from "@/lib/ai/price.ts";
import { type Payer, recordReply } from "@/lib/chat/quota.ts";
import type { Log } from "@/lib/log.ts";
import { PAINTED_LIMITS } from "@/lib/painting/limits.ts";
import { type Painting, UNBILLED } from "@/lib/painting/model.ts";
import { endPainting, type PaintingEnd } from "@/lib/painting/store.ts";
import { takePicture } from "@/lib/spaces/share/picture.ts";

/** Tokens of one picture as it is asked for here, and of the words that ask for it, as seen. */
const USUAL = { promptTokens: 250, outputTokens: 1120, imageTokens: 1120 };

/** One picture to paint. */
export interface PaintOrder {
  painting: Painting;
  /** All that the model is told. */
  prompt: string;
  aspect: Aspect;
  payer: Payer;
  /** Is told when nothing is to be paid after all. */
  unbilled: () => Promise<void>;
}

export interface Painter {
  /** Who paints, as `provider/model`. */
  readonly madeBy: string;
  /** What a picture costs, in billionths of a US dollar; null where no price is known. */
  readonly costNano: number | null;
  /** Begins; how it went stands in the painting. */
  paint(order: PaintOrder): void;
  /** Resolves when nothing is painted here. */
  idle(): Promise<void>;
  /** Calls off what is being painted, and says so. */
  close(): Promise<void>;
}

export interface PainterDeps {
  kv: Deno.Kv;
  log: Log;
  now: () => number;
  model: ImageModel;
}

/** Makes the painter of one instance. */
export function createPainter(deps: PainterDeps): Painter {
  const { kv, log, now, model } = deps;
  const running = new Set<Promise<void>>();
  const closing = new AbortController();
  const idle = async () => {
    while (running.size > 0) await Promise.all(running);
  };
  const work = async (order: PaintOrder) => {
    const { painting: { kind, id }, painting } = order;
    const end = await paintOnce(deps, order, closing.signal);
    if (end.kind === "failed") {
      log.warn("painting_failed", { kind, id, trouble: end.trouble });
    }
    await endPainting(kv, painting, { end, nowMs: now() });
  };
  const madeBy = nameOfModel(model);
  return {
    madeBy,
    costNano: costOf({ ...USUAL, madeBy }),
    paint(order) {
      const { kind, id } = order.painting;
      const done = work(order)
        .catch((error) => log.error("painting_fault", error, { kind, id }))
        .finally(() => running.delete(done));
      running.add(done);
    },
    idle,
    async close() {
      closing.abort();
      await idle();
    },
  };
}

/** Asks the model, and looks at what it sends. What is to be paid is counted first, whatever comes of the picture. */
async function paintOnce(
  deps: PainterDeps,
  { prompt, aspect, payer, unbilled }: PaintOrder,
  signal: AbortSignal,
): Promise<PaintingEnd> {
  try {
    const painted = await deps.model.paint({ prompt, aspect }, signal);
    if (isSomething(painted.usage)) await recordReply(deps, payer, painted.usage);
    if (painted.kind === "blocked") {
      await unbilled();
      return { kind: "failed", trouble: "blocked" };
    }
    const taken = await takePicture(painted.bytes, PAINTED_LIMITS);
    return taken.ok
      ? { kind: "done", bytes: taken.picture.bytes, type: taken.picture.type }
      : { kind: "failed", trouble: "unusable" };
  } catch (error) {
    if (signal.aborted) return { kind: "failed", trouble: "lost" };
    if (!(error instanceof ChatModelError)) {
      deps.log.error("painting_fault", error);
      return { kind: "failed", trouble: "fault" };
    }
    if (UNBILLED.has(error.failure)) await unbilled();
    return { kind: "failed", trouble: error.failure };
  }
}

function isSomething({ promptTokens, outputTokens }: ReplyUsage): boolean {
  return promptTokens + outputTokens > 0;
}
