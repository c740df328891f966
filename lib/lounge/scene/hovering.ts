/**
 * Tags, bubbles and emotes over heads: one atlas, two draw calls. Quads stand still in pixels and face the eye, so
 * that letters stay sharp. Browser-safe.
 */
import { Group, Vector2, type WebGLRenderer } from "three";
import { type Emote, EMOTES } from "@/lib/spaces/motion.ts";
import { Atlas } from "@/lib/lounge/scene/atlas.ts";
import { BODY } from "@/lib/lounge/scene/body_shape.ts";
import { Cells } from "@/lib/lounge/scene/cells.ts";
import type { Body } from "@/lib/lounge/scene/crowd.ts";
import type { OnScreen } from "@/lib/lounge/scene/picking.ts";
import {
  BUBBLE,
  drawBubble,
  drawEmote,
  type Drawn,
  drawTag,
  drawTyping,
  EMOTE,
  TAG,
} from "@/lib/lounge/scene/signs.ts";
import {
  createSignLayer,
  FLOATS,
  flushSigns,
  type SignLayer,
} from "@/lib/lounge/scene/sign_layer.ts";
import { Spread } from "@/lib/lounge/scene/spread.ts";
import { readingTime } from "@/lib/lounge/scene/words.ts";

/** The atlas, in CSS pixels: rows of tags, rows of bubbles, one row of signs. */
const SIDE = 1024;
const TAGS = { columns: 6, count: 132, width: TAG.width + 2, height: TAG.height + 1 } as const;
const BUBBLES = { top: 560, columns: 4, count: 12 } as const;
const SIGNS_TOP = BUBBLES.top + Math.ceil(BUBBLES.count / BUBBLES.columns) * BUBBLE.height + 2;
const EMOTE_S = 2.4;
/** Tags fade between these distances, in metres. */
const TAG_FADE = [16, 24] as const;
const BUBBLE_FAR = 26;
/** A bubble climbs over nearer ones by at most this many pixels. */
const BUBBLE_CLIMB = 130;
/** Tags come and go this fast where they would cover nearer ones, per second. */
const TAG_RATE = 6;

interface Bubble {
  text: string;
  key: string | null;
  leftS: number;
  /** Text as it is drawn on the atlas. */
  drawn: string | null;
  size: Drawn;
}

/** How a sign is shown: pixels over the head, opacity, light of a voice. */
interface Lift {
  lift: number;
  alpha: number;
  glow: number;
}

export class Hovering {
  readonly group = new Group();
  readonly #scale: number;
  readonly #atlas: Atlas;
  readonly #tags = new Cells(TAGS.count);
  readonly #tagSizes = new Map<string, Drawn>();
  readonly #bubbleCells = new Cells(BUBBLES.count);
  readonly #bubbles = new Map<string, Bubble>();
  readonly #emotes = new Map<string, { emote: Emote; leftS: number }>();
  readonly #typing = new Set<string>();
  readonly #voices = new Map<string, number>();
  /** How much of each tag is there, 0 to 1, while it comes or goes. */
  readonly #tagShares = new Map<string, number>();
  readonly #floating: (() => void)[] = [];
  readonly #tagPlaces = new Spread();
  readonly #bubblePlaces = new Spread();
  readonly #layers: readonly [SignLayer, SignLayer];
  readonly #viewport = new Vector2(1, 1);
  readonly #device = new Vector2(1, 1);
  #typingSize: Drawn = { width: 46, height: 33 };

  constructor(
    readonly font: string,
    { capacity, pixelRatio }: { capacity: number; pixelRatio: number },
  ) {
    this.#scale = pixelRatio > 1 ? 2 : 1;
    this.#atlas = new Atlas(SIDE * this.#scale, SIDE * this.#scale, { mipmaps: false });
    const layer = (depthTest: boolean) =>
      createSignLayer({
        atlas: this.#atlas.texture,
        side: SIDE,
        viewport: this.#viewport,
        device: this.#device,
        capacity,
        depthTest,
      });
    this.#layers = [layer(true), layer(false)];
    this.group.add(...this.#layers.map(({ mesh }) => mesh));
    this.#drawSigns();
  }

  #drawSigns(): void {
    const s = this.#scale;
    EMOTES.forEach((emote, i) => {
      const at = {
        x: i * (EMOTE.size + 2) * s,
        y: SIGNS_TOP * s,
        width: EMOTE.size * s,
        height: EMOTE.size * s,
      };
      this.#atlas.put(at, (pen) => drawEmote(pen, emote, s));
    });
    this.#atlas.put({ x: 400 * s, y: SIGNS_TOP * s, width: 48 * s, height: 36 * s }, (pen) => {
      this.#typingSize = drawTyping(pen, s);
    });
  }

  say(id: string, text: string | null, key: string | null): void {
    const known = this.#bubbles.get(id);
    if (text === null || text.trim() === "") {
      if (known && (key === null || known.key === key)) this.#bubbles.delete(id);
      return;
    }
    const leftS = readingTime(text);
    if (known && key !== null && known.key === key) Object.assign(known, { text, leftS });
    else {
      this.#bubbles.set(id, { text, key, leftS, drawn: null, size: { width: 0, height: 0 } });
    }
  }

  emote(id: string, emote: Emote): void {
    this.#emotes.set(id, { emote, leftS: EMOTE_S });
  }

  setTyping(id: string, on: boolean): void {
    if (on) this.#typing.add(id);
    else this.#typing.delete(id);
  }

  setVoice(id: string, level: number | null): void {
    if (level === null) this.#voices.delete(id);
    else this.#voices.set(id, Math.min(1, Math.max(0, level)));
  }

  forget(id: string): void {
    this.#bubbles.delete(id);
    this.#emotes.delete(id);
    this.#typing.delete(id);
    this.#voices.delete(id);
    this.#tagShares.delete(id);
  }

  /** Letters came in another font than they were drawn with. */
  redraw(): void {
    this.#tagSizes.clear();
    for (const bubble of this.#bubbles.values()) bubble.drawn = null;
  }

  /**
   * Lays out one frame. `nearest` is everybody in sight, nearest first.
   */
  layOut(
    nearest: readonly Body[],
    { dtS, meId, tags, bubbles, still, viewport, pixelRatio, onScreen }: {
      dtS: number;
      meId: string | null;
      tags: number;
      bubbles: number;
      still: boolean;
      viewport: readonly [number, number];
      pixelRatio: number;
      onScreen: OnScreen;
    },
  ): void {
    this.#tagPlaces.clear();
    this.#bubblePlaces.clear();
    this.#viewport.set(...viewport);
    this.#device.set(viewport[0] * pixelRatio, viewport[1] * pixelRatio);
    for (const layer of this.#layers) layer.count = 0;
    for (const [id, bubble] of this.#bubbles) {
      bubble.leftS -= dtS;
      if (bubble.leftS <= 0) this.#bubbles.delete(id);
    }
    for (const [id, emote] of this.#emotes) {
      emote.leftS -= dtS;
      if (emote.leftS <= 0) this.#emotes.delete(id);
    }
    const speaking: Body[] = [];
    nearest.forEach((body, i) => {
      if (i < tags && body.distance < TAG_FADE[1]) {
        this.#addTag(body, { mine: body.info.id === meId, dtS: still ? 1 : dtS, onScreen });
      }
      const { id } = body.info;
      if (body.distance > BUBBLE_FAR) return;
      if (
        speaking.length < bubbles &&
        (this.#bubbles.has(id) || this.#typing.has(id) || this.#emotes.has(id))
      ) speaking.push(body);
    });
    for (const body of speaking) this.#addFloating(body, { still, onScreen });
    // The nearest are placed first and drawn last, over the others.
    for (const add of this.#floating.reverse()) add();
    this.#floating.length = 0;
    for (const layer of this.#layers) flushSigns(layer);
  }

  #addTag(
    body: Body,
    { mine, dtS, onScreen }: { mine: boolean; dtS: number; onScreen: OnScreen },
  ): void {
    const { id, name, kind } = body.info;
    const key = `${id}\n${name}\n${kind}\n${mine}`;
    let cell = this.#tags.find(key);
    let size = this.#tagSizes.get(key);
    if (cell === null || !size) {
      cell = this.#tags.take(key, () => true);
      if (cell === null) return;
      const s = this.#scale;
      const [x, y] = tagCorner(cell);
      this.#atlas.put(
        { x: x * s, y: y * s, width: TAG.width * s, height: TAG.height * s },
        (pen) => {
          size = drawTag(pen, {
            name,
            resident: kind === "resident",
            mine,
            font: this.font,
            scale: s,
          });
        },
      );
      if (!size) return;
      if (this.#tagSizes.size > TAGS.count * 4) this.#tagSizes.clear();
      this.#tagSizes.set(key, size);
    }
    const share = this.#tagShare(body, size, { dtS, onScreen });
    const [x, y] = tagCorner(cell);
    const fade = 1 -
      Math.min(1, Math.max(0, (body.distance - TAG_FADE[0]) / (TAG_FADE[1] - TAG_FADE[0])));
    this.#add(0, body, [x, y, size.width, size.height], {
      lift: 2,
      alpha: fade * body.shown * share,
      glow: this.#voices.get(id) ?? 0,
    });
  }

  /** How much of a tag is to be seen, so that it does not cover a nearer one. */
  #tagShare(
    body: Body,
    size: Drawn,
    { dtS, onScreen }: { dtS: number; onScreen: OnScreen },
  ): number {
    const at = headOnScreen(body, onScreen);
    const { width, height } = size;
    const fits = at !== null &&
      this.#tagPlaces.take({ x: at.x - width / 2, y: at.y - height - 2, width, height });
    const { id } = body.info;
    const before = this.#tagShares.get(id) ?? (fits ? 1 : 0);
    const share = Math.min(1, Math.max(0, before + (fits ? 1 : -1) * dtS * TAG_RATE));
    this.#tagShares.set(id, share);
    return share;
  }

  #addFloating(body: Body, { still, onScreen }: { still: boolean; onScreen: OnScreen }): void {
    const { id } = body.info;
    const bubble = this.#bubbles.get(id);
    let lift = TAG.height + 8;
    const climb = (width: number, height: number) => {
      const at = headOnScreen(body, onScreen);
      if (!at) return;
      const place = { x: at.x - width / 2, y: at.y - lift - height, width, height };
      lift += this.#bubblePlaces.lift(place, BUBBLE_CLIMB);
    };
    if (bubble) {
      const rect = this.#bubbleRect(id, bubble);
      if (rect) {
        climb(rect[2], rect[3]);
        const alpha = still ? 1 : Math.min(1, bubble.leftS / 0.4);
        this.#later(body, rect, { lift, alpha, glow: 0 });
        lift += rect[3] + 4;
      }
    } else if (this.#typing.has(id)) {
      const { width, height } = this.#typingSize;
      climb(width, height);
      this.#later(body, [400, SIGNS_TOP, width, height], { lift, alpha: 1, glow: 0 });
      lift += height + 4;
    }
    const emote = this.#emotes.get(id);
    if (!emote) return;
    const age = EMOTE_S - emote.leftS;
    const rise = still ? 0 : 14 * Math.min(1, age / 0.35) + age * 5;
    const alpha = Math.min(1, emote.leftS / 0.5) * (still ? 1 : Math.min(1, age / 0.15));
    const at = EMOTES.indexOf(emote.emote) * (EMOTE.size + 2);
    this.#later(body, [at, SIGNS_TOP, EMOTE.size, EMOTE.size], {
      lift: lift + rise,
      alpha,
      glow: 0,
    });
  }

  #bubbleRect(id: string, bubble: Bubble): readonly [number, number, number, number] | null {
    let cell = this.#bubbleCells.find(id);
    if (cell === null) {
      cell = this.#bubbleCells.take(id, (other) => !this.#bubbles.has(other)) ??
        this.#bubbleCells.take(id, () => true);
      bubble.drawn = null;
    }
    if (cell === null) return null;
    const row = Math.floor(cell / BUBBLES.columns);
    const x = (cell - row * BUBBLES.columns) * (BUBBLE.width + 2);
    const y = BUBBLES.top + row * BUBBLE.height;
    if (bubble.drawn !== bubble.text) {
      const s = this.#scale;
      const place = { x: x * s, y: y * s, width: BUBBLE.width * s, height: BUBBLE.height * s };
      this.#atlas.put(place, (pen) => {
        bubble.size = drawBubble(pen, {
          text: bubble.text,
          keep: bubble.key === null ? "head" : "tail",
          font: this.font,
          scale: s,
        });
      });
      bubble.drawn = bubble.text;
    }
    return [x, y, bubble.size.width, bubble.size.height];
  }

  /** Notes a bubble or sign, to be added in the order of drawing. */
  #later(...what: [Body, readonly [number, number, number, number], Lift]): void {
    this.#floating.push(() => this.#add(1, ...what));
  }

  #add(
    which: 0 | 1,
    body: Body,
    rect: readonly [number, number, number, number],
    { lift, alpha, glow }: Lift,
  ): void {
    const layer = this.#layers[which];
    const data = layer.buffer.array as Float32Array;
    if ((layer.count + 1) * FLOATS > data.length || alpha <= 0.01) return;
    const at = layer.count * FLOATS;
    data[at] = body.seen.x;
    data[at + 1] = body.y + BODY.height + 0.06;
    data[at + 2] = body.seen.z;
    data[at + 3] = lift;
    data.set(rect, at + 4);
    data[at + 8] = alpha;
    data[at + 9] = glow;
    layer.count++;
  }

  /** Pieces that the card has not been given yet. */
  get waiting(): number {
    return this.#atlas.waiting;
  }

  flush(renderer: WebGLRenderer): void {
    this.#atlas.flush(renderer);
  }

  dispose(): void {
    for (const { geometry, material } of this.#layers) {
      geometry.dispose();
      material.dispose();
    }
    this.#atlas.dispose();
    this.group.clear();
  }
}

function headOnScreen({ seen, y }: Body, onScreen: OnScreen) {
  return onScreen(seen.x, y + BODY.height + 0.06, seen.z);
}

function tagCorner(cell: number): readonly [number, number] {
  const row = Math.floor(cell / TAGS.columns);
  return [(cell - row * TAGS.columns) * TAGS.width, row * TAGS.height];
}
