import assert from "node:assert/strict";
import { createGeminiImageModel, DEFAULT_GEMINI_IMAGE_MODEL } from "@/lib/ai/gemini_image.ts";
import { ChatModelError } from "@/lib/ai/model.ts";
import { errorAnswer } from "@/lib/ai/testing/gemini_loopback.ts";
import {
  blockedAnswer,
  PICTURE_TOKENS,
  pictureAnswer,
  startPainter,
} from "@/lib/ai/testing/image_loopback.ts";
import { type Answer, json, PROVIDER_CANARY, type Script } from "@/lib/ai/testing/loopback.ts";

const KEY = "canary-key-1234567890";
const REQUEST = { prompt: "canary-prompt: a lamp on a sill", aspect: "2:3" } as const;
const FILE = new Uint8Array([137, 80, 78, 71, 1, 2, 3]);

async function paint(
  script: Script,
  { signal = new AbortController().signal, ...options }: {
    signal?: AbortSignal;
    timeoutMs?: number;
  } = {},
) {
  await using server = await startPainter(script);
  const model = createGeminiImageModel({ apiKey: KEY, baseUrl: server.baseUrl, ...options });
  const { requests } = server;
  try {
    return { painted: await model.paint(REQUEST, signal), requests };
  } catch (error) {
    return { error, requests };
  }
}

const always = (answer: Answer): Script => () => answer;

Deno.test("a picture comes as the file that the model sent, with what it took", async () => {
  const { painted, requests } = await paint(always(pictureAnswer(FILE)));
  assert.ok(painted?.kind === "picture");
  assert.deepEqual(painted.bytes, FILE);
  assert.deepEqual(painted.usage, {
    promptTokens: PICTURE_TOKENS.prompt,
    outputTokens: PICTURE_TOKENS.image,
    imageTokens: PICTURE_TOKENS.image,
    madeBy: `gemini/${DEFAULT_GEMINI_IMAGE_MODEL}`,
  });
  assert.equal(requests.length, 1);
  const { url, body, headers } = requests[0]!;
  assert.equal(url.pathname, `/v1beta/models/${DEFAULT_GEMINI_IMAGE_MODEL}:generateContent`);
  assert.equal(headers["x-goog-api-key"], KEY);
  assert.deepEqual(body["generationConfig"], {
    responseModalities: ["IMAGE"],
    imageConfig: { aspectRatio: "2:3", imageSize: "1K" },
  });
  assert.ok(JSON.stringify(body["contents"]).includes(REQUEST.prompt));
});

Deno.test("sketches that a model thought with are not the picture", async () => {
  const part = (bytes: Uint8Array, thought: boolean) => ({
    ...(thought ? { thought } : {}),
    inlineData: { mimeType: "image/png", data: bytes.toBase64() },
  });
  const parts = [part(new Uint8Array([9]), true), part(FILE, false)];
  const { painted } = await paint(always(json(200, { candidates: [{ content: { parts } }] })));
  assert.ok(painted?.kind === "picture");
  assert.deepEqual(painted.bytes, FILE);
});

for (const by of ["picture", "prompt"] as const) {
  Deno.test(`a safety rule about the ${by} is told as such, and costs no picture`, async () => {
    const { painted } = await paint(always(blockedAnswer(by)));
    assert.ok(painted?.kind === "blocked");
    assert.equal(painted.usage.imageTokens, 0);
  });
}

const FAILURES: Record<string, { answer: Answer; failure: string }> = {
  "429 is a quota": { answer: errorAnswer(429, "RESOURCE_EXHAUSTED"), failure: "quota" },
  "500 is overload": { answer: errorAnswer(500, "INTERNAL"), failure: "overloaded" },
  "503 is overload": { answer: errorAnswer(503, "UNAVAILABLE"), failure: "overloaded" },
  "403 is the key": { answer: errorAnswer(403, "PERMISSION_DENIED"), failure: "auth" },
  "404, as of a model that was ended, is no answer": {
    answer: errorAnswer(404, "NOT_FOUND"),
    failure: "bad_response",
  },
  "bytes that are not base64": { answer: pictureAnswer("%%%"), failure: "bad_response" },
  "a picture without end": { answer: pictureAnswer("A".repeat(17 << 20)), failure: "bad_response" },
  "words in place of a picture": {
    answer: json(200, {
      candidates: [{ content: { parts: [{ text: "no" }] }, finishReason: "STOP" }],
    }),
    failure: "bad_response",
  },
  "no JSON": {
    answer: { kind: "body", status: 200, contentType: "text/html", body: "<html>" },
    failure: "bad_response",
  },
};

for (const [name, { answer, failure }] of Object.entries(FAILURES)) {
  Deno.test(`${name}: ${failure}, asked once, and nothing of the provider's words`, async () => {
    const { error, requests } = await paint(always(answer));
    assert.ok(error instanceof ChatModelError);
    assert.equal(error.failure, failure);
    assert.equal(requests.length, 1);
    for (const secret of [KEY, PROVIDER_CANARY, "canary-prompt"]) {
      assert.ok(!`${error.message}${error.stack}`.includes(secret), secret);
    }
  });
}

Deno.test("a painter that says nothing is given up, and the request is cancelled", async () => {
  const { error, requests } = await paint(() => ({ kind: "silence" }), { timeoutMs: 50 });
  assert.ok(error instanceof ChatModelError && error.failure === "timeout");
  await requests[0]!.cancelled;
});

Deno.test("whoever calls it off is answered with their own reason, and the request is cancelled", async () => {
  const left = new AbortController();
  const { error, requests } = await paint(() => {
    queueMicrotask(() => left.abort("left"));
    return { kind: "silence" };
  }, { signal: left.signal });
  assert.equal(error, "left");
  await requests[0]!.cancelled;
});
