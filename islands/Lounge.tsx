/** The lounge of a room: takes the page's markup over, comes in by the socket, and draws the room above its lists. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { LoungeFrame } from "@/components/lounge/LoungeFrame.tsx";
import { troubleWords } from "@/components/lounge/Line.tsx";
import type { Inside } from "@/components/lounge/parts.tsx";
import { openHelp } from "@/components/lounge/Tools.tsx";
import { actionOf, type KeyAction, type KeyPress } from "@/lib/lounge/keyboard.ts";
import { watchDoor } from "@/lib/lounge/door.ts";
import { callLater, openVisit } from "@/lib/lounge/open.ts";
import type { LoungeProps } from "@/lib/lounge/props.ts";

export default function Lounge(props: LoungeProps) {
  const told = useSignal<Inside["told"]["value"]>(null);
  const opened = useMemo(() => openVisit(props), []);
  const inside: Inside = useMemo(() => ({
    ...opened,
    props,
    told,
    tell: (text) => void (told.value = { key: Date.now(), text }),
  }), []);
  useEffect(() => begin(inside, opened.start), []);
  return <LoungeFrame inside={inside} />;
}

/** Starts after the page was painted; returns how to end. */
function begin(inside: Inside, start: () => void): () => void {
  const { session } = inside.visit;
  const ending = new AbortController();
  const { signal } = ending;
  const frame = requestAnimationFrame(() => setTimeout(() => signal.aborted || start()));
  const door = watchDoor({
    connection: () => session.connection.value,
    look: () => inside.calls.look(),
    take: (glance) => session.glance(glance),
    isLookedAt: () => !document.hidden,
    after: callLater,
    now: Date.now,
  });
  const comeBack = () => {
    if (document.hidden) return;
    if (session.connection.value.kind === "waiting") session.retry();
    door.wake();
  };
  document.addEventListener("keydown", (event) => press(event, inside), { signal });
  document.addEventListener("visibilitychange", comeBack, { signal });
  globalThis.addEventListener("online", comeBack, { signal });
  session.onEffects((effects) => {
    for (const one of effects) if (one.type === "refused") inside.tell(troubleWords(one, inside));
  });
  return () => {
    cancelAnimationFrame(frame);
    ending.abort();
    door.stop();
    inside.visit.close();
  };
}

function press(event: KeyboardEvent, inside: Inside): void {
  if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
  const action = actionOf({
    key: event.key,
    where: whereOf(event.target),
    modified: event.ctrlKey || event.altKey || event.metaKey,
    composing: event.isComposing,
  });
  if (!action) return;
  event.preventDefault();
  act(action, inside);
}

function whereOf(target: EventTarget | null): KeyPress["where"] {
  if (!(target instanceof HTMLElement)) return "elsewhere";
  if (target.id === "room") return "room";
  return target.matches("input, textarea, select, [contenteditable]") ? "text" : "elsewhere";
}

function act(action: KeyAction, { visit }: Inside): void {
  switch (action.type) {
    case "emote":
      return void visit.emote(action.emote);
    case "sit":
      return void visit.sit();
    case "reset_camera":
      return visit.resetCamera();
    case "help":
      return openHelp();
    case "chat":
      return document.getElementById("say")?.focus();
    case "walk":
      // Without a picture there is nothing to walk on with keys: the field just lets go.
      if (document.getElementById("room")) document.getElementById("room")!.focus();
      else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }
}
