/**
 * Owns painting with Google's image models through its SDK, which is loaded with the first picture.
 *
 * Google ended Imagen in August 2026, and this SDK no longer reaches it with an API key (3.1: `generateImages` is for
 * Vertex alone). The models that took its place paint through `generateContent`.
 */
import type { GenerateContentConfig } from "@google/genai/web";
import { z } from "zod";
import type { ImageModel, ImageRequest, Painted } from "@/lib/ai/image_model.ts";
import { toGeminiFailure } from "@/lib/ai/gemini_errors.ts";
import { connectGemini } from "@/lib/ai/gemini.ts";
import { ChatModelError, type ReplyUsage } from "@/lib/ai/model.ts";

/** The model used where none is named. Source: the list of models in the types of npm @google/genai 3.1. */
export const DEFAULT_GEMINI_IMAGE_MODEL = "gemini-nano-banana-2.1";

/** Longest a picture is waited for, in milliseconds: they mostly take ten seconds, at times forty. */
const PATIENCE_MS = 90_000;
/** Longest picture that is decoded, in characters of base64: some 12 MB. */
const MAX_BASE64 = 16 * 1024 * 1024;

/** Settings of the Gemini painter. */
export interface GeminiImageOptions {
  apiKey: string;
  /** The SDK's `httpOptions.baseUrl`; Google's own address when missing. */
  baseUrl?: string;
  model?: string;
  timeoutMs?: number;
}

/** The parts of an answer that are read. Anything else in it is ignored. */
const Answer = z.object({
  candidates: z.array(z.object({
    content: z.object({
      parts: z.array(z.object({
        thought: z.boolean().optional(),
        inlineData: z.object({ data: z.string().optional(), mimeType: z.string().optional() })
          .optional(),
      })).optional(),
    }).optional(),
    finishReason: z.string().optional(),
  })).optional(),
  promptFeedback: z.object({ blockReason: z.string().optional() }).optional(),
  usageMetadata: z.object({
    promptTokenCount: z.number().optional(),
    candidatesTokenCount: z.number().optional(),
    candidatesTokensDetails: z.array(
      z.object({ modality: z.string().optional(), tokenCount: z.number().optional() }),
    ).optional(),
    thoughtsTokenCount: z.number().optional(),
  }).optional(),
});
type Answer = z.infer<typeof Answer>;

/** Finish reasons that mean a safety rule, not an accident. Source: FinishReason of npm @google/genai 3.1. */
const BLOCKING = new Set([
  "SAFETY",
  "IMAGE_SAFETY",
  "PROHIBITED_CONTENT",
  "IMAGE_PROHIBITED_CONTENT",
  "BLOCKLIST",
  "SPII",
  "RECITATION",
  "IMAGE_RECITATION",
]);

/**
 * Makes the painter. Fails with `quota` (429), `auth` (401, 403, a bad key), `overloaded` (5xx), `timeout`, `network`
 * and `bad_response` (an answer without a picture, or with one that is not base64).
 */
export function createGeminiImageModel(options: GeminiImageOptions): ImageModel {
  const { model = DEFAULT_GEMINI_IMAGE_MODEL, timeoutMs = PATIENCE_MS } = options;
  const madeBy = `gemini/${model}`;
  const connect = connectGemini(options);
  return {
    provider: "gemini",
    model,
    async paint(request, reader) {
      reader.throwIfAborted();
      const clock = new AbortController();
      const ring = setTimeout(
        () => clock.abort(new ChatModelError("timeout", `Gemini painted for ${timeoutMs} ms`)),
        timeoutMs,
      );
      const signal = AbortSignal.any([reader, clock.signal]);
      try {
        const client = await connect();
        const config = configOf(request, signal);
        const answer = client.models.generateContent({ model, contents: request.prompt, config });
        return readAnswer(Answer.parse(await answer), madeBy);
      } catch (error) {
        signal.throwIfAborted();
        throw toGeminiFailure(error);
      } finally {
        clearTimeout(ring);
      }
    },
  };
}

function configOf({ aspect }: ImageRequest, abortSignal: AbortSignal): GenerateContentConfig {
  return {
    // A picture alone; without this, some models talk about it as well.
    responseModalities: ["IMAGE"],
    imageConfig: { aspectRatio: aspect, imageSize: "1K" },
    abortSignal,
  };
}

function readAnswer(
  { candidates, promptFeedback, usageMetadata }: Answer,
  madeBy: string,
): Painted {
  const usage = usageOf(usageMetadata, madeBy);
  const [candidate] = candidates ?? [];
  // Models that think send sketches first, which are marked as thoughts.
  const data = candidate?.content?.parts
    ?.filter(({ thought }) => thought !== true)
    .findLast(({ inlineData }) => inlineData?.data)?.inlineData?.data;
  if (data) return { kind: "picture", bytes: decode(data), usage };
  if (promptFeedback?.blockReason || BLOCKING.has(candidate?.finishReason ?? "")) {
    return { kind: "blocked", usage };
  }
  throw new ChatModelError("bad_response", "Gemini answered without a picture");
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  if (base64.length > MAX_BASE64) {
    throw new ChatModelError("bad_response", "Gemini sent a picture that is too large");
  }
  try {
    return Uint8Array.fromBase64(base64);
  } catch {
    throw new ChatModelError("bad_response", "Gemini sent a picture that is not base64");
  }
}

function usageOf(counts: Answer["usageMetadata"], madeBy: string): ReplyUsage {
  const written = counts?.candidatesTokenCount ?? 0;
  const details = counts?.candidatesTokensDetails?.filter(({ modality }) => modality === "IMAGE");
  // Without details, all that was written is the picture.
  const imageTokens = details?.reduce((sum, { tokenCount = 0 }) => sum + tokenCount, 0) ?? written;
  return {
    promptTokens: counts?.promptTokenCount ?? 0,
    outputTokens: written + (counts?.thoughtsTokenCount ?? 0),
    imageTokens: Math.min(imageTokens, written),
    madeBy,
  };
}
