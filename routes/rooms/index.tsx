/** The way into chat rooms. */
import { h } from "preact";
import { roomPaths } from "@/components/rooms/paths.ts";
import { RoomsPage } from "@/components/rooms/RoomsPage.tsx";
import { define } from "@/lib/define.ts";
import { roomWords } from "@/lib/i18n/rooms.ts";
import { decodeRoomId } from "@/lib/rooms/model.ts";

export const handler = define.handlers({
  GET(ctx) {
    const name = ctx.url.searchParams.get("room");
    const id = name === null ? null : decodeRoomId(name);
    if (id !== null) return ctx.redirect(roomPaths.room(id), 303);
    const error = name === null ? null : roomWords[ctx.state.locale].badName;
    const page = h(RoomsPage, { place: ctx, name: (name ?? "").slice(0, 64), error });
    return ctx.render(page, { status: error === null ? 200 : 422 });
  },
});
