/** Lets a chat model write units: one request for each call, its answer read as JSON. */
import {
  type ChatModel,
  ChatModelError,
  type ChatRequest,
  type FinishReason,
  nameOfModel,
} from "@/lib/ai/model.ts";
import { createTally } from "@/lib/ai/reply_usage.ts";
import { requestFor, requestForVerdict } from "@/lib/stories/writing/request.ts";
import {
  type Writer,
  type Writing,
  WritingCut,
  WritingError,
} from "@/lib/stories/writing/writer.ts";

/** Longest answer that is read, in characters. */
const MAX_ANSWER_CHARS = 120_000;

/** Makes the writer that asks this model. */
export function createModelWriter(model: ChatModel): Writer {
  return {
    madeBy: nameOfModel(model),
    write: (material, signal) => ask(model, requestFor(material), signal),
    judge: (comparison, signal) => ask(model, requestForVerdict(comparison), signal),
  };
}

async function ask(model: ChatModel, request: ChatRequest, signal: AbortSignal): Promise<Writing> {
  const tally = createTally(model, request);
  let answer = "";
  let reason: FinishReason = "stop";
  try {
    for await (const delta of model.stream(request, signal)) {
      tally.take(delta);
      if (delta.type === "text" && answer.length < MAX_ANSWER_CHARS) answer += delta.text;
      if (delta.type === "finish") reason = delta.reason;
    }
  } catch (error) {
    if (signal.aborted) throw new WritingCut(tally.total({ failed: false }), signal.reason);
    if (!(error instanceof ChatModelError)) throw error;
    const { failure, retryAfterS } = error;
    const usage = tally.total({ failed: true });
    throw new WritingError(failure, { retryAfterS, usage, cause: error });
  }
  const usage = tally.total({ failed: false });
  if (reason === "blocked") throw new WritingError("blocked", { usage });
  return { output: readJsonAnswer(answer), usage, madeBy: tally.madeBy };
}

/** Reads the JSON object in an answer, whatever stands around it; the answer itself where there is none. */
export function readJsonAnswer(answer: string): unknown {
  const from = answer.indexOf("{");
  const to = answer.lastIndexOf("}");
  if (from < 0 || to < from) return answer;
  try {
    return JSON.parse(answer.slice(from, to + 1));
  } catch {
    // Cut off, or no JSON: the caller tells the model so.
    return answer;
  }
}
