/** The head of a call: who is there, how it stands, and how long it goes on. Browser-safe. */
import { useEffect } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { Icon } from "@/components/Icon.tsx";
import { Sign } from "@/components/call/parts.tsx";
import { clockOf } from "@/lib/calls/page/figures.ts";
import type { Inside } from "@/lib/calls/page/inside.ts";

export function CallHead({ inside }: { inside: Inside }) {
  const { session, words, peerName } = inside;
  const { kind } = session.phase.value;
  const met = session.call.value?.peer.value !== null && kind !== "joining" && kind !== "alone";
  const open = session.panel.value === "connection";
  return (
    <header class="call-head">
      <div class="call-who">
        <h1 id="call-title" tabIndex={-1}>{met ? peerName.value : words.callTitle}</h1>
        {met && <TheirState inside={inside} />}
      </div>
      <button
        type="button"
        class={`call-state is-${kind}`}
        id="call-open-connection"
        aria-expanded={open ? "true" : "false"}
        onClick={() => session.show("connection")}
      >
        <span class="call-dot" aria-hidden="true" />
        <span>{words.phase[kind]}</span>
        {(kind === "live" || kind === "trouble") && <Clock inside={inside} />}
        <Sign name="bars" />
        <span class="visually-hidden">{words.connection}</span>
      </button>
    </header>
  );
}

/** Ticks in silence. */
export function Clock({ inside: { session } }: { inside: Inside }) {
  const ms = useSignal(session.togetherMs());
  useEffect(() => {
    const timer = setInterval(() => ms.value = session.togetherMs(), 1_000);
    return () => clearInterval(timer);
  }, []);
  return <span class="call-clock" aria-live="off">{clockOf(ms.value)}</span>;
}

/** What the other has on and off. */
function TheirState({ inside: { session, words, peerName } }: { inside: Inside }) {
  const theirs = session.talk.theirs.value;
  const coming = session.call.value?.peerModel.value ?? null;
  return (
    <p class="call-theirs">
      {theirs && (
        <>
          <span class={theirs.microphone ? "is-off" : ""}>
            <Icon name={theirs.microphone ? "mic-off" : "mic"} />
            <span class="call-theirs-words">{words.theirMic[`${theirs.microphone}`]}</span>
          </span>
          <span class={theirs.camera ? "is-off" : ""}>
            <Sign name={theirs.camera ? "camera-off" : "camera"} />
            <span class="call-theirs-words">{words.theirCamera[`${theirs.camera}`]}</span>
          </span>
        </>
      )}
      {coming?.fraction !== undefined && (
        <span>{words.modelComing(peerName.value, `${Math.round(coming.fraction * 100)}%`)}</span>
      )}
    </p>
  );
}
