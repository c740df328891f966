/** Voices tied to the room: signals go over its socket, and where people stand decides how they sound. Browser-safe. */
import { effect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Inside } from "@/components/lounge/parts.tsx";
import { VoicePanel } from "@/components/lounge/VoicePanel.tsx";
import { isSilenced, nameOf, personBody } from "@/lib/lounge/room.ts";
import { createVoice } from "@/lib/lounge/voice/browser.ts";
import type { Voice } from "@/lib/lounge/voice/voice.ts";
import type { Visit } from "@/lib/lounge/visit.ts";

/** How often voices are placed anew, in milliseconds. */
const PLACE_MS = 250;

export default function VoiceCorner({ inside }: { inside: Inside }) {
  const { visit, props, words } = inside;
  const { session } = visit;
  const me = session.me.value?.userId ?? "";
  const voice = useMemo(() =>
    createVoice({
      me,
      send: (to, signal) => void session.send({ type: "signal", to, signal }),
      announceScreen: (on) => void session.send({ type: "share", share: { kind: "screen", on } }),
    }), [me]);
  useEffect(() => tie(voice, visit), [voice]);
  return (
    <VoicePanel
      voice={voice}
      locale={props.locale}
      relayed={props.relayed}
      nameOf={(id) => nameOf(session.state.value, personBody(id)) ?? words.somebody}
    />
  );
}

/** Lets the room and its voices know of each other, until the returned function is called. */
function tie(voice: Voice, visit: Visit): () => void {
  const { session } = visit;
  const stops = [
    session.onEffects((effects) => {
      for (const one of effects) {
        if (one.type === "signal") voice.receive(one.from, one.signal);
        if (one.type === "placed") voice.resync();
      }
    }),
    effect(() => {
      const untilMs = session.me.value?.mutedUntilMs ?? null;
      voice.setMuted(untilMs !== null && untilMs > Date.now());
    }),
    effect(() => {
      for (const { id, link, speaking } of voice.people.value.values()) {
        visit.setVoice(personBody(id), link === "connected" ? Number(speaking) : null);
      }
    }),
  ];
  const timer = setInterval(() => placeVoices(voice, visit), PLACE_MS);
  return () => {
    clearInterval(timer);
    for (const stop of stops) stop();
    voice.dispose();
  };
}

function placeVoices(voice: Voice, visit: Visit): void {
  const state = visit.session.state.peek();
  const { me, places, people } = state;
  const own = me && places.get(personBody(me.userId));
  if (!me || !own) return;
  const others = [...people.values()].flatMap(({ user_id: id, connected }) => {
    const place = places.get(personBody(id));
    return place && connected && id !== me.userId ? [{ id, x: place.x, z: place.z }] : [];
  });
  const nowMs = Date.now();
  // Before the places, which are what makes it heard.
  voice.setSilenced(new Set([...people.keys()].filter((id) => isSilenced(state, id, nowMs))));
  voice.setPlaces({ x: own.x, z: own.z, heading: visit.viewHeading() }, others);
}
