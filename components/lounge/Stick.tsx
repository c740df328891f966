/** A stick for thumbs, on screens that are touched. Keys and lists do the same without it. Browser-safe. */
import { useRef } from "preact/hooks";
import type { Inside } from "@/components/lounge/parts.tsx";
import { knobAt, readStick } from "@/lib/lounge/joystick.ts";

/** Half of its size in CSS pixels, as the style sheet has it. */
const RADIUS = 56;

export function Stick({ inside: { visit, words } }: { inside: Inside }) {
  const knob = useRef<HTMLSpanElement>(null);
  const held = useRef<number | null>(null);

  const push = (event: PointerEvent) => {
    const box = event.currentTarget instanceof Element
      ? event.currentTarget.getBoundingClientRect()
      : null;
    if (held.current !== event.pointerId || !box) return;
    const thumb = {
      dx: event.clientX - box.left - box.width / 2,
      dy: event.clientY - box.top - box.height / 2,
      radius: RADIUS,
    };
    const { x, y } = knobAt(thumb);
    knob.current!.style.translate = `${x}px ${y}px`;
    const { right, forward } = readStick(thumb);
    visit.stick(right, forward);
  };
  const down = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    held.current = event.pointerId;
    event.currentTarget.setPointerCapture(event.pointerId);
    push(event);
  };
  const release = (event: PointerEvent) => {
    if (held.current !== event.pointerId) return;
    held.current = null;
    knob.current!.style.translate = "0 0";
    visit.stick(0, 0);
  };

  return (
    <div
      class="stick"
      role="img"
      aria-label={words.stick}
      onPointerDown={down}
      onPointerMove={push}
      onPointerUp={release}
      onPointerCancel={release}
    >
      <span class="stick-knob" ref={knob} />
    </div>
  );
}
