/** Pointers, wheel and keys on the canvas, as what they mean. Browser-safe. */
import type { Push } from "@/lib/lounge/scene/walker.ts";

/** What a hand on the canvas can want. */
export interface Wishes {
  turn(yaw: number, pitch: number): void;
  zoom(factor: number): void;
  /** A click or tap at this point of the canvas, in CSS pixels. */
  tap(x: number, y: number): void;
  reset(): void;
  toggleSeat(): void;
  act(motion: "wave" | "dance" | "nod"): void;
  stop(): void;
}

/** Radians for a pixel of dragging. */
const TURN = 0.0052;
/** Further than this many pixels is a drag, longer than this many milliseconds no tap. */
const DRAG_PX = 7;
const TAP_MS = 500;
/** Radians a second for the keys that turn. */
const KEY_TURN = 1.9;

/** Keys by where they lie, so that a Korean layout walks as well. */
const DIRECTIONS: Readonly<Record<string, readonly [right: number, forward: number]>> = {
  KeyW: [0, 1],
  ArrowUp: [0, 1],
  KeyS: [0, -1],
  ArrowDown: [0, -1],
  KeyA: [-1, 0],
  ArrowLeft: [-1, 0],
  KeyD: [1, 0],
  ArrowRight: [1, 0],
};
const TURNS: Readonly<Record<string, number>> = { KeyQ: 1, KeyE: -1 };

const ONCE: Readonly<Record<string, (wishes: Wishes) => void>> = {
  KeyR: (wishes) => wishes.reset(),
  Home: (wishes) => wishes.reset(),
  KeyX: (wishes) => wishes.toggleSeat(),
  Digit1: (wishes) => wishes.act("wave"),
  Digit2: (wishes) => wishes.act("nod"),
  Digit3: (wishes) => wishes.act("dance"),
  Escape: (wishes) => wishes.stop(),
};

export interface Input {
  /** What keys and stick push this frame. */
  push(): Push;
  setStick(right: number, forward: number): void;
  /** Turns the camera by the keys that are held. */
  update(dtS: number): void;
  dispose(): void;
}

/** Listens on the canvas until `dispose`. */
export function listen(canvas: HTMLCanvasElement, wishes: Wishes): Input {
  const stop = new AbortController();
  const { signal } = stop;
  const held = new Set<string>();
  const stick = { right: 0, forward: 0 };
  const on = <K extends keyof HTMLElementEventMap>(
    name: K,
    listener: (event: HTMLElementEventMap[K]) => void,
    options: AddEventListenerOptions = {},
  ) => canvas.addEventListener(name, listener, { ...options, signal });

  listenPointers(on, canvas, wishes);
  on("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.code in DIRECTIONS || event.code in TURNS || event.code.startsWith("Shift")) {
      held.add(event.code);
    } else if (event.code === "Equal" || event.code === "NumpadAdd") wishes.zoom(0.85);
    else if (event.code === "Minus" || event.code === "NumpadSubtract") wishes.zoom(1.18);
    else if (event.code in ONCE) {
      if (!event.repeat) ONCE[event.code]?.(wishes);
    } else return;
    // Only what walks or turns is taken; Tab and the rest stay the page's.
    event.preventDefault();
  });
  on("keyup", (event) => held.delete(event.code));
  on("blur", () => held.clear());
  return {
    push() {
      let { right, forward } = stick;
      for (const code of held) {
        const direction = DIRECTIONS[code];
        if (!direction) continue;
        right += direction[0];
        forward += direction[1];
      }
      const length = Math.hypot(right, forward);
      if (length > 1) {
        right /= length;
        forward /= length;
      }
      const run = held.has("ShiftLeft") || held.has("ShiftRight") ||
        Math.hypot(stick.right, stick.forward) > 0.92;
      return { right, forward, run };
    },
    setStick(right, forward) {
      const length = Math.hypot(right, forward);
      const share = Number.isFinite(length) ? 1 / Math.max(1, length) : 0;
      stick.right = share === 0 ? 0 : right * share;
      stick.forward = share === 0 ? 0 : forward * share;
    },
    update(dtS) {
      for (const code of held) {
        const turn = TURNS[code];
        if (turn !== undefined) wishes.turn(turn * KEY_TURN * dtS, 0);
      }
    },
    dispose: () => stop.abort(),
  };
}

type Listen = <K extends keyof HTMLElementEventMap>(
  name: K,
  listener: (event: HTMLElementEventMap[K]) => void,
  options?: AddEventListenerOptions,
) => void;

interface Finger {
  x: number;
  y: number;
  startX: number;
  startY: number;
  startMs: number;
  dragged: boolean;
}

function listenPointers(on: Listen, canvas: HTMLCanvasElement, wishes: Wishes): void {
  const fingers = new Map<number, Finger>();
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
  };
  on("pointerdown", (event) => {
    if (event.button > 2) return;
    canvas.setPointerCapture(event.pointerId);
    const [x, y] = [event.offsetX, event.offsetY];
    // A second finger makes a pinch of it: neither is a tap any more.
    for (const finger of fingers.values()) finger.dragged = true;
    fingers.set(event.pointerId, {
      x,
      y,
      startX: x,
      startY: y,
      startMs: event.timeStamp,
      dragged: fingers.size > 0 || event.button !== 0,
    });
  });
  on("pointermove", (event) => {
    const finger = fingers.get(event.pointerId);
    if (!finger) return;
    const before = spread();
    const [dx, dy] = [event.offsetX - finger.x, event.offsetY - finger.y];
    finger.x = event.offsetX;
    finger.y = event.offsetY;
    finger.dragged ||= Math.hypot(finger.x - finger.startX, finger.y - finger.startY) > DRAG_PX;
    if (fingers.size >= 2) {
      const after = spread();
      if (before > 8 && after > 8) wishes.zoom(before / after);
    } else if (finger.dragged) wishes.turn(-dx * TURN, dy * TURN);
  });
  const end = (event: PointerEvent) => {
    const finger = fingers.get(event.pointerId);
    fingers.delete(event.pointerId);
    if (!finger || finger.dragged || event.type !== "pointerup") return;
    if (event.timeStamp - finger.startMs < TAP_MS) wishes.tap(event.offsetX, event.offsetY);
  };
  on("pointerup", end);
  on("pointercancel", end);
  on("lostpointercapture", end);
  on("contextmenu", (event) => event.preventDefault());
  on("wheel", (event) => {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    wishes.zoom(Math.exp(Math.max(-120, Math.min(120, event.deltaY * lines)) * 0.0015));
  }, { passive: false });
}
