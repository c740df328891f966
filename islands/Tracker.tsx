/** The way into a call and all that one does in it: devices, controls, what is written. Its faces are drawn beside it. */
import { effect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { CallFrame } from "@/components/call/CallFrame.tsx";
import { CharacterFrame } from "@/components/call/character/CharacterFrame.tsx";
import { openKeys } from "@/components/call/parts.tsx";
import { callPaths } from "@/components/call/paths.ts";
import { RecordingsIsland } from "@/components/call/recording/RecordingsIsland.tsx";
import type { Inside } from "@/lib/calls/page/inside.ts";
import { type CallAction, callActionOf } from "@/lib/calls/page/keyboard.ts";
import { closeCallPage, openCallPage } from "@/lib/calls/page/open.ts";
import type { CallPageProps } from "@/lib/calls/page/props.ts";
import type { RecordingsProps } from "@/lib/calls/recording/page_props.ts";

export default function Tracker(props: CallPageProps | RecordingsProps) {
  return "recordings" in props ? <RecordingsIsland {...props} /> : <CallIsland {...props} />;
}

function CallIsland(props: CallPageProps) {
  const inside = useMemo(() => openCallPage(props), []);
  useEffect(() => begin(inside), []);
  return inside.character
    ? <CharacterFrame inside={inside} seat={inside.character} />
    : <CallFrame inside={inside} />;
}

/** Starts after the page was painted; returns how to end. */
function begin(inside: Inside): () => void {
  const { session, model, captioning } = inside;
  const ending = new AbortController();
  const { signal } = ending;
  const stops = [
    effect(() => showView(inside)),
    effect(() => {
      if (session.microphone.state.value !== "on" && captioning.state.peek() === "on") {
        captioning.stop();
      }
    }),
  ];
  const frame = requestAnimationFrame(() =>
    setTimeout(() => {
      if (signal.aborted) return;
      void session.begin();
      if (inside.props.view === "lobby") void model.begin(session.settings.peek().ownModel);
    })
  );
  document.addEventListener("visibilitychange", () => {
    // Whoever comes from another tab may have left the call there.
    if (document.visibilityState === "visible") void session.look();
  }, { signal });
  document.addEventListener("keydown", (event) => press(event, inside), { signal });
  for (const gesture of ["pointerdown", "keydown"] as const) {
    document.addEventListener(gesture, () => {
      if (!inside.audible.peek()) inside.playVoice();
    }, { signal });
  }
  return () => {
    cancelAnimationFrame(frame);
    ending.abort();
    for (const stop of stops) stop();
    closeCallPage(inside);
  };
}

/** Lays the page out for what it shows now; over its end, a reload finds the page of ended calls. */
function showView({ session, props, character }: Inside): void {
  const root = document.getElementById("call");
  if (!root) return;
  const view = session.view.value;
  const before = root.dataset.view;
  root.dataset.view = view;
  root.dataset.phase = session.phase.value.kind;
  root.dataset.corner = session.settings.value.corner;
  root.dataset.mirror = session.settings.value.mirror ? "on" : "off";
  root.dataset.panel = session.panel.value ?? "none";
  if (view === "ended" && before === "in" && !character) {
    history.replaceState(null, "", callPaths.ended(props.roomId));
  }
  if (before !== view && before !== undefined && view !== "lobby") {
    // What had the focus is gone; what is read next is what came in its place.
    requestAnimationFrame(() => document.getElementById("call-title")?.focus());
  }
}

function press(event: KeyboardEvent, inside: Inside): void {
  const { session } = inside;
  if (event.defaultPrevented || session.view.peek() !== "in") return;
  if (document.querySelector("dialog[open]")) return;
  const action = callActionOf({
    code: event.code,
    key: event.key,
    shift: event.shiftKey,
    modified: event.ctrlKey || event.altKey || event.metaKey,
    repeat: event.repeat,
    composing: event.isComposing,
    writing: isWriting(event.target),
    enabled: session.settings.peek().keys,
  });
  if (!action) return;
  event.preventDefault();
  act(action, inside);
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement &&
    target.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
}

function act(action: CallAction, inside: Inside): void {
  const { session, captioning, character } = inside;
  switch (action.type) {
    case "emotion":
      return session.feel(action.emotion);
    case "gesture":
      return session.gesture(action.gesture);
    case "microphone":
      return character ? character.toggleHearing() : session.toggleMicrophone();
    case "camera":
      return void session.turnCamera(!session.camera.peek());
    case "captions":
      if (character) return;
      return captioning.state.peek() === "on" ? captioning.stop() : captioning.start();
    case "write":
      if (character) return document.getElementById("call-say")?.focus();
      if (session.panel.peek() !== "write") session.show("write");
      return void requestAnimationFrame(() => document.getElementById("call-write")?.focus());
    case "settings":
      return session.show("settings");
    case "help":
      return openKeys();
    case "leave":
      return session.leave();
    case "close": {
      const open = session.panel.peek();
      if (!open) return;
      session.show(null);
      return document.getElementById(`call-open-${open}`)?.focus();
    }
  }
}
