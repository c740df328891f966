/** A call from its parts, as far as it has come: lobby, call, end. The lobby is the same markup without a script. */
import { Announcer, Passing } from "@/components/call/Announcer.tsx";
import { Ended } from "@/components/call/Ended.tsx";
import { Later } from "@/components/call/Later.tsx";
import { Lobby } from "@/components/call/Lobby.tsx";
import type { Inside } from "@/lib/calls/page/inside.ts";

export function CallFrame({ inside }: { inside: Inside }) {
  const { session } = inside;
  const view = session.view.value;
  const ready = session.ready.value;
  return (
    <div class="call-frame">
      {view === "lobby" && <Lobby inside={inside} />}
      <Later parts={{ inside }} shown={view === "in"} load={loadRoom} />
      {view === "ended" && <Ended inside={inside} />}
      {ready && <Announcer inside={inside} />}
      {ready && <Passing inside={inside} />}
    </div>
  );
}

async function loadRoom() {
  return (await import("@/components/call/CallRoom.tsx")).CallRoom;
}
