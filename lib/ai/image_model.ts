/** What a model that paints pictures is to Maru, whoever runs it. */
import type { ReplyUsage } from "@/lib/ai/model.ts";

/** Width to height. Books are 2:3, portraits 4:5. */
export type Aspect = "2:3" | "4:5";

/** One picture. */
export interface ImageRequest {
  prompt: string;
  aspect: Aspect;
}

/** What came of it: the file as the model sent it, not looked into, or the word that a safety rule forbade it. */
export type Painted =
  | { kind: "picture"; bytes: Uint8Array<ArrayBuffer>; usage: ReplyUsage }
  | { kind: "blocked"; usage: ReplyUsage };

/** A model that paints. */
export interface ImageModel {
  /** The provider's short name, such as `gemini`. */
  readonly provider: string;
  /** The provider's name of the model. */
  readonly model: string;
  /**
   * Paints one picture, asking once: whoever wants another try may be paying twice. Aborting `signal` cancels the request
   * upstream; the promise then rejects with the signal's reason.
   *
   * @throws {ChatModelError} When the provider fails.
   */
  paint(request: ImageRequest, signal: AbortSignal): Promise<Painted>;
}
