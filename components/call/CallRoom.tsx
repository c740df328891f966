/** Inside a call: its head, what stands over the faces and beside them, and its controls. Browser-safe. */
import { useEffect } from "preact/hooks";
import { Bar } from "@/components/call/Bar.tsx";
import { CallHead } from "@/components/call/CallHead.tsx";
import { Captions } from "@/components/call/Captions.tsx";
import { KeysDialog } from "@/components/call/KeysDialog.tsx";
import { Panel } from "@/components/call/Panel.tsx";
import { focusTitle } from "@/components/call/parts.tsx";
import { RecordSign } from "@/components/call/recording/RecordSign.tsx";
import { SelfTools } from "@/components/call/SelfTools.tsx";
import { Waiting } from "@/components/call/Waiting.tsx";
import type { Inside } from "@/lib/calls/page/inside.ts";

export function CallRoom({ inside }: { inside: Inside }) {
  useEffect(focusTitle, []);
  return (
    <>
      <CallHead inside={inside} />
      <Waiting inside={inside} />
      <Captions inside={inside} />
      <RecordSign inside={inside} />
      <SelfTools inside={inside} />
      <Panel inside={inside} />
      <Bar inside={inside} />
      <KeysDialog inside={inside} />
    </>
  );
}
