/** Owns a loopback server that speaks Gemini's protocol for pictures, for tests: `POST /v1beta/models/{model}:generateContent`. */
import { type Answer, json, type Script, startLoopback } from "@/lib/ai/testing/loopback.ts";

/** What a picture takes, in the tokens of the answers here. */
export const PICTURE_TOKENS = { prompt: 60, image: 1120 } as const;

const usageMetadata = {
  promptTokenCount: PICTURE_TOKENS.prompt,
  candidatesTokenCount: PICTURE_TOKENS.image,
  candidatesTokensDetails: [{ modality: "IMAGE", tokenCount: PICTURE_TOKENS.image }],
  totalTokenCount: PICTURE_TOKENS.prompt + PICTURE_TOKENS.image,
};

/** An answer with a picture: a file, or anything that stands in place of its base64. */
export function pictureAnswer(file: Uint8Array | string, mimeType = "image/png"): Answer {
  const data = typeof file === "string" ? file : file.toBase64();
  return json(200, {
    candidates: [{
      content: { role: "model", parts: [{ inlineData: { mimeType, data } }] },
      finishReason: "STOP",
      index: 0,
    }],
    usageMetadata,
  });
}

/** An answer that a safety rule left without a picture, after or before painting. */
export function blockedAnswer(by: "picture" | "prompt"): Answer {
  return json(
    200,
    by === "prompt"
      ? {
        promptFeedback: { blockReason: "PROHIBITED_CONTENT" },
        usageMetadata: { promptTokenCount: 60 },
      }
      : {
        candidates: [{ finishReason: "IMAGE_SAFETY", index: 0 }],
        usageMetadata: { promptTokenCount: 60 },
      },
  );
}

/** Starts the server. Dispose it to stop. */
export async function startPainter(script: Script) {
  const path = /^\/v1beta\/models\/[^:/]+:generateContent$/;
  const server = await startLoopback({ path, script });
  return Object.assign(server, { baseUrl: server.origin });
}
