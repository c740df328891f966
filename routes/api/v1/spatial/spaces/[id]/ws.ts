/** `WS /api/v1/spatial/spaces/{id}/ws`: the life of a space. */
import { define } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { isId } from "@/lib/id.ts";
import { decodeEventId } from "@/lib/realtime/event_id.ts";
import { admit } from "@/lib/realtime/gate.ts";
import { spaceTopic } from "@/lib/spaces/model.ts";
import { requireSpace } from "@/lib/spaces/store.ts";

/** Seconds without a pong after which a socket counts as dead. */
const IDLE_S = 30;
/** How long a socket may take to open after it was let in. */
const OPEN_MS = 10_000;

export const handler = define.handlers({
  async GET(ctx) {
    const { services, locale } = ctx.state;
    const id = ctx.params.id!;
    const viewer = await admit(ctx, spaceTopic(id));
    if (!viewer) throw failure("unauthorized");
    const { searchParams } = ctx.url;
    const inviteCode = searchParams.get("invite");
    const space = await requireSpace(services.kv, id, viewer, { inviteCode });
    const characterId = searchParams.get("character_id") ?? undefined;
    const door = await services.spaces.admit({
      space,
      viewer,
      locale,
      characterId: characterId !== undefined && isId(characterId) ? characterId : undefined,
      inviteCode,
      lastEventId: decodeEventId(searchParams.get("last_event_id")),
      binary: searchParams.get("positions") === "binary",
      batch: searchParams.get("frames") === "batch",
    });
    try {
      const { socket, response } = ctx.upgrade({ idleTimeout: IDLE_S });
      const late = setTimeout(door.cancel, OPEN_MS);
      socket.onopen = () => {
        clearTimeout(late);
        door.enter(socket);
      };
      return response;
    } catch (error) {
      door.cancel();
      throw error;
    }
  },
});
