/** A call from its parts, as far as it has come: lobby, call, end. The lobby is the same markup without a script. */
import { Announcer, Passing } from "@/components/call/Announcer.tsx";
import { Bar } from "@/components/call/Bar.tsx";
import { CallHead } from "@/components/call/CallHead.tsx";
import { Captions } from "@/components/call/Captions.tsx";
import { Ended } from "@/components/call/Ended.tsx";
import { KeysDialog } from "@/components/call/KeysDialog.tsx";
import { Lobby } from "@/components/call/Lobby.tsx";
import { Panel } from "@/components/call/Panel.tsx";
import type { Inside } from "@/components/call/parts.tsx";
import { RecordSign } from "@/components/call/recording/RecordSign.tsx";
import { SelfTools } from "@/components/call/SelfTools.tsx";
import { Waiting } from "@/components/call/Waiting.tsx";

export function CallFrame({ inside }: { inside: Inside }) {
  const { session } = inside;
  const view = session.view.value;
  const ready = session.ready.value;
  return (
    <div class="call-frame">
      {view === "lobby" && <Lobby inside={inside} />}
      {view === "in" && <CallHead inside={inside} />}
      {view === "in" && <Waiting inside={inside} />}
      {view === "in" && <Captions inside={inside} />}
      {view === "in" && <RecordSign inside={inside} />}
      {view === "in" && <SelfTools inside={inside} />}
      {view === "in" && <Panel inside={inside} />}
      {view === "in" && <Bar inside={inside} />}
      {view === "ended" && <Ended inside={inside} />}
      {ready && <Announcer inside={inside} />}
      {ready && <Passing inside={inside} />}
      {ready && view === "in" && <KeysDialog inside={inside} />}
    </div>
  );
}
