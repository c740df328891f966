/** Inside a call with a character: its head, what stands over the face and beside it, and the controls. Browser-safe. */
import { useEffect } from "preact/hooks";
import { Captions } from "@/components/call/Captions.tsx";
import { CharacterFoot } from "@/components/call/character/CharacterFoot.tsx";
import type { CharacterParts } from "@/components/call/character/CharacterFrame.tsx";
import { CharacterHead } from "@/components/call/character/CharacterHead.tsx";
import { CharacterPanel } from "@/components/call/character/CharacterPanel.tsx";
import { KeysDialog } from "@/components/call/KeysDialog.tsx";
import { focusTitle } from "@/components/call/parts.tsx";
import { RecordSign } from "@/components/call/recording/RecordSign.tsx";
import { SelfTools } from "@/components/call/SelfTools.tsx";

export function CharacterRoom(parts: CharacterParts) {
  const { inside } = parts;
  useEffect(focusTitle, []);
  return (
    <>
      <CharacterHead {...parts} />
      <Captions inside={inside} />
      <RecordSign inside={inside} />
      <SelfTools inside={inside} />
      <CharacterPanel {...parts} />
      <CharacterFoot {...parts} />
      <KeysDialog inside={inside} />
    </>
  );
}
