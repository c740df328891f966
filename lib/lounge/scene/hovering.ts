/**
 * Tags, bubbles and emotes over heads: one atlas, two draw calls. Quads stand still in pixels and face the eye, so
 * that letters stay sharp. Browser-safe.
 */
import {
  BufferAttribute,
  DynamicDrawUsage,
  Group,
  InstancedBufferGeometry,
  InstancedInterleavedBuffer,
  InterleavedBufferAttribute,
  Mesh,
  ShaderMaterial,
  Vector2,
  type WebGLRenderer,
} from "three";
import { type Emote, EMOTES } from "@/lib/spaces/motion.ts";
import { Atlas } from "@/lib/lounge/scene/atlas.ts";
import { BODY } from "@/lib/lounge/scene/body_shape.ts";
import { Cells } from "@/lib/lounge/scene/cells.ts";
import type { Body } from "@/lib/lounge/scene/crowd.ts";
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
import { readingTime } from "@/lib/lounge/scene/words.ts";

/** The atlas, in CSS pixels: rows of tags, rows of bubbles, one row of signs. */
const SIDE = 1024;
const TAGS = { columns: 6, count: 132, width: TAG.width + 2, height: TAG.height + 1 } as const;
const BUBBLES = { top: 560, columns: 4, count: 12 } as const;
const SIGNS_TOP = BUBBLES.top + Math.ceil(BUBBLES.count / BUBBLES.columns) * BUBBLE.height + 2;
const FLOATS = 12;
const EMOTE_S = 2.4;
/** Tags fade between these distances, in metres. */
const TAG_FADE = [16, 24] as const;
const BUBBLE_FAR = 26;

interface Bubble {
  text: string;
  key: string | null;
  leftS: number;
  /** Text as it is drawn on the atlas. */
  drawn: string | null;
  size: Drawn;
}

interface Layer {
  geometry: InstancedBufferGeometry;
  buffer: InstancedInterleavedBuffer;
  material: ShaderMaterial;
  mesh: Mesh;
  count: number;
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
  readonly #layers: readonly [Layer, Layer];
  readonly #viewport = new Vector2(1, 1);
  readonly #device = new Vector2(1, 1);
  #typingSize: Drawn = { width: 46, height: 33 };

  constructor(
    readonly font: string,
    { capacity, pixelRatio }: { capacity: number; pixelRatio: number },
  ) {
    this.#scale = pixelRatio > 1 ? 2 : 1;
    this.#atlas = new Atlas(SIDE * this.#scale, SIDE * this.#scale, { mipmaps: false });
    this.#layers = [this.#layer(capacity, true), this.#layer(capacity, false)];
    this.#drawSigns();
  }

  #layer(capacity: number, depthTest: boolean): Layer {
    const geometry = new InstancedBufferGeometry();
    geometry.setAttribute(
      "position",
      new BufferAttribute(new Float32Array([-0.5, 0, 0, 0.5, 0, 0, 0.5, 1, 0, -0.5, 1, 0]), 3),
    );
    geometry.setIndex([0, 1, 2, 0, 2, 3]);
    const buffer = new InstancedInterleavedBuffer(new Float32Array(capacity * FLOATS), FLOATS);
    buffer.setUsage(DynamicDrawUsage);
    ["anchor", "rect", "style"].forEach((name, i) => {
      geometry.setAttribute(name, new InterleavedBufferAttribute(buffer, 4, i * 4));
    });
    geometry.instanceCount = 0;
    const material = new ShaderMaterial({
      uniforms: {
        signs: { value: this.#atlas.texture },
        side: { value: SIDE },
        viewport: { value: this.#viewport },
        device: { value: this.#device },
      },
      vertexShader: SIGN_VERTEX,
      fragmentShader: SIGN_FRAGMENT,
      transparent: true,
      depthTest,
      depthWrite: false,
    });
    const mesh = new Mesh(geometry, material);
    mesh.frustumCulled = false;
    mesh.matrixAutoUpdate = false;
    mesh.renderOrder = depthTest ? 10 : 11;
    this.group.add(mesh);
    return { geometry, buffer, material, mesh, count: 0 };
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
    { dtS, meId, tags, bubbles, still, viewport, pixelRatio }: {
      dtS: number;
      meId: string | null;
      tags: number;
      bubbles: number;
      still: boolean;
      viewport: readonly [number, number];
      pixelRatio: number;
    },
  ): void {
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
      if (i < tags && body.distance < TAG_FADE[1]) this.#addTag(body, body.info.id === meId);
      const { id } = body.info;
      if (body.distance > BUBBLE_FAR) return;
      if (
        speaking.length < bubbles &&
        (this.#bubbles.has(id) || this.#typing.has(id) || this.#emotes.has(id))
      ) speaking.push(body);
    });
    // The nearest last, over the others.
    for (const body of speaking.reverse()) this.#addFloating(body, still);
    for (const layer of this.#layers) {
      layer.geometry.instanceCount = layer.count;
      layer.buffer.clearUpdateRanges();
      layer.buffer.addUpdateRange(0, layer.count * FLOATS);
      if (layer.count > 0) layer.buffer.needsUpdate = true;
    }
  }

  #addTag(body: Body, mine: boolean): void {
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
    const [x, y] = tagCorner(cell);
    const fade = 1 -
      Math.min(1, Math.max(0, (body.distance - TAG_FADE[0]) / (TAG_FADE[1] - TAG_FADE[0])));
    this.#add(0, body, [x, y, size.width, size.height], {
      lift: 2,
      alpha: fade * body.shown,
      glow: this.#voices.get(id) ?? 0,
    });
  }

  #addFloating(body: Body, still: boolean): void {
    const { id } = body.info;
    const bubble = this.#bubbles.get(id);
    let lift = TAG.height + 8;
    if (bubble) {
      const rect = this.#bubbleRect(id, bubble);
      if (rect) {
        const alpha = still ? 1 : Math.min(1, bubble.leftS / 0.4);
        this.#add(1, body, rect, { lift, alpha, glow: 0 });
        lift += rect[3] + 4;
      }
    } else if (this.#typing.has(id)) {
      const { width, height } = this.#typingSize;
      this.#add(1, body, [400, SIGNS_TOP, width, height], { lift, alpha: 1, glow: 0 });
      lift += height + 4;
    }
    const emote = this.#emotes.get(id);
    if (!emote) return;
    const age = EMOTE_S - emote.leftS;
    const rise = still ? 0 : 14 * Math.min(1, age / 0.35) + age * 5;
    const alpha = Math.min(1, emote.leftS / 0.5) * (still ? 1 : Math.min(1, age / 0.15));
    const at = EMOTES.indexOf(emote.emote) * (EMOTE.size + 2);
    this.#add(1, body, [at, SIGNS_TOP, EMOTE.size, EMOTE.size], {
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

  #add(
    which: 0 | 1,
    body: Body,
    rect: readonly [number, number, number, number],
    { lift, alpha, glow }: { lift: number; alpha: number; glow: number },
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

function tagCorner(cell: number): readonly [number, number] {
  const row = Math.floor(cell / TAGS.columns);
  return [(cell - row * TAGS.columns) * TAGS.width, row * TAGS.height];
}

const SIGN_VERTEX = /* glsl */ `
attribute vec4 anchor;
attribute vec4 rect;
attribute vec4 style;
uniform float side;
uniform vec2 viewport;
uniform vec2 device;
varying vec2 vAt;
varying vec2 vPixel;
varying vec2 vSize;
varying vec2 vStyle;
void main() {
  vec4 clip = projectionMatrix * viewMatrix * vec4(anchor.xyz, 1.0);
  // On whole pixels of the screen, so that letters are not smeared.
  vec2 at = (floor((clip.xy / clip.w * 0.5 + 0.5) * device) / device) * 2.0 - 1.0;
  vec2 offset = floor(vec2(position.x * rect.z, anchor.w + position.y * rect.w) * device / viewport + 0.5) / device * 2.0;
  clip.xy = clip.w > 0.0 ? (at + offset) * clip.w : vec2(9.0, 9.0);
  // A little towards the eye: a tag belongs before its own head.
  clip.z -= 0.0008 * clip.w;
  gl_Position = clip;
  vec2 corner = vec2(position.x + 0.5, 1.0 - position.y);
  vAt = (rect.xy + corner * rect.zw) / side;
  vPixel = (corner - 0.5) * rect.zw;
  vSize = rect.zw;
  vStyle = style.xy;
}
`;

const SIGN_FRAGMENT = /* glsl */ `
uniform sampler2D signs;
varying vec2 vAt;
varying vec2 vPixel;
varying vec2 vSize;
varying vec2 vStyle;
void main() {
  vec4 sign = texture2D(signs, vAt);
  if (sign.a < 0.004) discard;
  vec3 color = sign.rgb / pow(max(sign.a, 0.02), 2.2);
  // A voice lights the edge of its tag.
  float radius = vSize.y * 0.5;
  vec2 q = abs(vPixel) - vec2(vSize.x * 0.5 - radius, 0.0);
  float inside = radius - length(max(q, 0.0));
  float edge = smoothstep(2.6, 1.4, inside) * smoothstep(0.02, 0.2, vStyle.y);
  color = mix(color, vec3(0.33, 0.75, 0.55), edge);
  gl_FragColor = vec4(color, max(sign.a, edge * sign.a) * vStyle.x);
  #include <colorspace_fragment>
}
`;
