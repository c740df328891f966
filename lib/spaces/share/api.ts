/** Operations of the API for sharing into a space. */
import { z } from "zod";
import { EMOTIONS } from "@/lib/ai/model.ts";
import { failure } from "@/lib/errors.ts";
import { clientAddress } from "@/lib/http/address.ts";
import { operation } from "@/lib/http/operation.ts";
import { shareWords } from "@/lib/i18n/share.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { MAX_MESSAGE, ShareRequest } from "@/lib/spaces/protocol.ts";
import { putImage } from "@/lib/spaces/share/image_store.ts";
import { IMAGE_RULE, SHARE_RULE } from "@/lib/spaces/share/limits.ts";
import { imagePath } from "@/lib/spaces/share/model.ts";
import { IMAGE_LIMITS, type PictureRefusal, takePicture } from "@/lib/spaces/share/picture.ts";
import { publishShare } from "@/lib/spaces/share/publish.ts";
import { shareFailure } from "@/lib/spaces/share/refusals.ts";
import { ShareReply, SpaceId } from "@/lib/spaces/share/reply.ts";
import { requireSharer } from "@/lib/spaces/share/sharer.ts";
import { requireSpace } from "@/lib/spaces/store.ts";

const tag = "Spaces";

export const imageOperation = operation({
  method: "POST",
  path: "/api/v1/spatial/spaces/{id}/images",
  summary: "Bring a picture (PNG, JPEG or WebP, up to 5 MiB), to be shared within an hour",
  tag,
  auth: "required",
  params: SpaceId,
  upload: { maxBytes: IMAGE_LIMITS.maxBytes },
  reply: z.object({
    image: z.string().describe("To be named when it is shared"),
    url: z.string(),
    width: z.number().int(),
    height: z.number().int(),
  }).meta({ id: "SpaceImage" }),
  status: 201,
  fails: ["not_found", "not_in_space", "space_muted", "unsupported_type"],
  throttle: IMAGE_RULE,
  async run({ params: { id }, file, viewer, state: { services: { kv, now }, locale } }) {
    const space = await requireSpace(kv, id, viewer);
    await requireSharer(kv, space, viewer, now());
    const taken = await takePicture(new Uint8Array(await file.arrayBuffer()), IMAGE_LIMITS);
    if (!taken.ok) throw pictureFailure(taken.reason, locale);
    const { picture } = taken;
    const image = await putImage(kv, {
      spaceId: id,
      userId: viewer.id,
      picture,
      nowMs: now(),
    });
    const { width, height } = image;
    return { image: image.id, url: imagePath(image), width, height };
  },
});

function pictureFailure(reason: PictureRefusal, locale: Locale) {
  const kind = reason === "too_large"
    ? "too_large"
    : reason === "unknown_type"
    ? "unsupported_type"
    : "invalid_input";
  return failure(kind, {
    detail: `Cannot take the picture (${reason})`,
    errors: [{ path: "file", message: shareWords[locale].pictures[reason] }],
  });
}

/** What can be shared without a connection; a screen needs one. */
const Shareable = ShareRequest.refine(({ kind }) => kind !== "screen", {
  message: "A screen is shared over the WebSocket",
});

export const shareOperation = operation({
  method: "POST",
  path: "/api/v1/spatial/spaces/{id}/shares",
  summary: "Share a link, a picture, a character or a story, with a few words or none",
  tag,
  auth: "required",
  params: SpaceId,
  body: z.object({
    share: Shareable,
    message: z.string().trim().max(MAX_MESSAGE).default(""),
    nonce: z.string().min(1).max(40).optional(),
  }),
  reply: z.object({
    id: z.string(),
    space_id: z.string(),
    user_id: z.string(),
    nickname: z.string(),
    message: z.string(),
    share: ShareReply.nullable(),
    emotion: z.enum(EMOTIONS).nullable(),
    timestamp: z.string(),
  }).meta({ id: "SharedMessage" }),
  status: 201,
  fails: ["not_found", "not_in_space", "space_muted", "slow_mode", "repeated"],
  throttle: SHARE_RULE,
  async run({ params: { id }, body, viewer, state: { services, locale }, ctx }) {
    const { kv, now } = services;
    const space = await requireSpace(kv, id, viewer);
    await requireSharer(kv, space, viewer, now());
    const published = await publishShare(services, {
      space,
      speaker: { userId: viewer.id, nickname: viewer.nickname },
      payer: { kind: viewer.kind, address: clientAddress(ctx) },
      request: body.share,
      caption: body.message,
      nonce: body.nonce ?? null,
    });
    if (!published.ok) {
      if (!("said" in published)) throw shareFailure(published.reason, body.share.kind, locale);
      const { reason, retryAfterS } = published;
      throw failure(reason, retryAfterS === undefined ? {} : { retryAfterS });
    }
    const { message } = published;
    return {
      id: message.id,
      space_id: id,
      user_id: message.user_id,
      nickname: message.nickname,
      message: message.message,
      share: message.type === "chat_message" ? message.share : null,
      emotion: message.type === "chat_message" ? message.emotion : null,
      timestamp: message.timestamp,
    };
  },
});

export const shareOperations = [imageOperation, shareOperation];
