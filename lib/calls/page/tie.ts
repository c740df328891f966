/** Ties a call to what its page has: who one is, what is worn and heard; and tells how it stands. Browser-safe. */
import { effect, type ReadonlySignal, untracked } from "@preact/signals";
import type { Call, CallAvatar, CallPhase } from "@/lib/calls/client/connection.ts";
import type { OwnVrm } from "@/lib/calls/page/own_model.ts";

export interface Ties {
  readonly avatar: ReadonlySignal<CallAvatar>;
  readonly vrm: ReadonlySignal<OwnVrm | null>;
  readonly voice: ReadonlySignal<MediaStream | null>;
  /** Somebody else is there, or nobody any more. */
  onPeer(): void;
  onPhase(before: CallPhase["kind"], now: CallPhase): void;
}

/** Ties both until what it returns is called. Of each effect, signals that others read are not its business. */
export function tieCall(call: Call, ties: Ties): () => void {
  let before: CallPhase["kind"] = "idle";
  let peerId: string | null = null;
  const stops = [
    effect(() => {
      const id = call.peer.value?.id ?? null;
      if (id === peerId) return;
      peerId = id;
      ties.onPeer();
    }),
    effect(() => {
      const now = call.phase.value;
      untracked(() => ties.onPhase(before, now));
      before = now.kind;
    }),
    effect(() => {
      const now = ties.avatar.value;
      untracked(() => call.setAvatar(now));
    }),
    effect(() => {
      const worn = ties.vrm.value;
      const model = worn && { bytes: worn.file, name: worn.name };
      untracked(() => void call.sendModel(model));
    }),
    effect(() => {
      const track = ties.voice.value?.getAudioTracks()[0] ?? null;
      untracked(() => void call.setMicrophone(track));
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
