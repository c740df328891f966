/** The canvases of a stage: stacked in its host, as large as it, faded over each other. Browser-safe. */

/** Most device pixels for one CSS pixel: more than this is work that no eye sees. */
const MAX_RATIO = 2;
const FADE_MS = 180;

export interface Size {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

/** A canvas that nobody sees yet. */
export interface Sheet {
  readonly canvas: HTMLCanvasElement;
  /** Brings it to the front; `covered` is called once nothing under it can be seen any more. */
  show(covered: () => void): void;
  remove(): void;
}

export interface Place {
  readonly size: Size;
  /** Whether somebody can see it. */
  readonly isSeen: boolean;
  onSize(listener: () => void): void;
  onSeen(listener: () => void): void;
  addSheet(): Sheet;
  dispose(): void;
}

/** Makes room in `host`. Only properties of elements are set, so that no page needs a policy for inline styles. */
export function createPlace(host: HTMLElement, reducedMotion: boolean): Place {
  const frame = document.createElement("div");
  frame.setAttribute("aria-hidden", "true");
  Object.assign(frame.style, {
    position: "absolute",
    inset: "0",
    overflow: "hidden",
    borderRadius: "inherit",
  });
  if (getComputedStyle(host).position === "static") host.style.position = "relative";
  host.prepend(frame);
  return new HostPlace(frame, reducedMotion);
}

class HostPlace implements Place {
  readonly #frame: HTMLElement;
  readonly #reducedMotion: boolean;
  readonly #stop = new AbortController();
  readonly #sizes: ResizeObserver;
  readonly #views: IntersectionObserver;
  #inView = true;
  #onSize = () => {};
  #onSeen = () => {};
  size: Size;

  constructor(frame: HTMLElement, reducedMotion: boolean) {
    this.#frame = frame;
    this.#reducedMotion = reducedMotion;
    this.size = this.#measure();
    this.#sizes = new ResizeObserver(() => this.#resized());
    this.#sizes.observe(frame);
    this.#views = new IntersectionObserver((entries) => {
      this.#inView = entries.at(-1)?.isIntersecting ?? true;
      this.#onSeen();
    });
    this.#views.observe(frame);
    const { signal } = this.#stop;
    document.addEventListener("visibilitychange", () => this.#onSeen(), { signal });
    // Another zoom or another screen: the size in CSS pixels may stay while the ratio changes.
    globalThis.addEventListener("resize", () => this.#resized(), { signal });
  }

  get isSeen(): boolean {
    return this.#inView && !document.hidden;
  }

  onSize(listener: () => void): void {
    this.#onSize = listener;
  }

  onSeen(listener: () => void): void {
    this.#onSeen = listener;
  }

  #measure(): Size {
    return {
      width: Math.max(1, this.#frame.clientWidth),
      height: Math.max(1, this.#frame.clientHeight),
      ratio: Math.min(MAX_RATIO, Math.max(1, globalThis.devicePixelRatio || 1)),
    };
  }

  #resized(): void {
    const next = this.#measure();
    const { width, height, ratio } = this.size;
    if (next.width === width && next.height === height && next.ratio === ratio) return;
    this.size = next;
    this.#onSize();
  }

  addSheet(): Sheet {
    const canvas = document.createElement("canvas");
    Object.assign(canvas.style, {
      position: "absolute",
      inset: "0",
      width: "100%",
      height: "100%",
      display: "block",
      visibility: "hidden",
    });
    this.#frame.append(canvas);
    return {
      canvas,
      show: (covered) => this.#show(canvas, covered),
      remove: () => canvas.remove(),
    };
  }

  #show(canvas: HTMLCanvasElement, covered: () => void): void {
    const isFirst = this.#frame.childElementCount === 1;
    this.#frame.append(canvas);
    canvas.style.visibility = "visible";
    if (isFirst || this.#reducedMotion) return covered();
    canvas.animate({ opacity: [0, 1] }, { duration: FADE_MS, easing: "ease-out" })
      .finished.then(covered, covered);
  }

  dispose(): void {
    this.#stop.abort();
    this.#sizes.disconnect();
    this.#views.disconnect();
    this.#frame.remove();
  }
}
