/** `POST /rooms/:id/say`: says something to everybody in a room. */
import { z } from "zod";
import { roomPaths } from "@/components/rooms/paths.ts";
import { requireRoomId, respondWithRoom } from "@/components/rooms/respond.ts";
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { define } from "@/lib/define.ts";
import { clientAddress } from "@/lib/http/address.ts";
import { pageOf } from "@/lib/http/back.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { roomWords } from "@/lib/i18n/rooms.ts";
import { subjectOf } from "@/lib/rooms/limits.ts";
import { MAX_CONTENT } from "@/lib/rooms/model.ts";
import { sayInRoom } from "@/lib/rooms/say.ts";
import { cleanContent } from "@/lib/said.ts";

const SayForm = z.object({ text: z.string().default("").transform(cleanContent) });

export const handler = define.handlers({
  async POST(ctx) {
    const roomId = requireRoomId(ctx);
    const { services, locale } = ctx.state;
    const words = roomWords[locale];
    const { text } = parseInput(SayForm, formFields(await readForm(ctx.req)));
    const sendBack = (error: string, status = 422) =>
      respondWithRoom(ctx, { draft: { text: text.slice(0, 2 * MAX_CONTENT), error }, status });
    if (text === "") return await sendBack(words.emptyText);
    if (text.length > MAX_CONTENT) return await sendBack(words.tooLong(MAX_CONTENT));
    const viewer = await ensureViewer(ctx);
    const taken = services.rooms.maySay(subjectOf(viewer, clientAddress(ctx)));
    if (!taken.ok) return await sendBack(words.tooOften(taken.retryAfterS), 429);
    await sayInRoom(services, roomId, { viewer, nickname: viewer.nickname, content: text });
    const live = roomPaths.live(roomId);
    const back = pageOf(ctx.req, ctx.url)?.pathname === live ? live : roomPaths.room(roomId);
    return ctx.redirect(back, 303);
  },
});
