/**
 * What the 3D lounge is given and what it gives back. People and residents are both *bodies* with a string id; the
 * scene knows nothing of sockets, accounts or words. Metres, radians, seconds; the frame is that of `Position` in
 * lib/spaces/model.ts. Browser-safe.
 */
import type { Emotion } from "@/lib/ai/model.ts";
import type { Emote, Motion } from "@/lib/spaces/motion.ts";

/** Where a body is and what it does. */
export interface BodyPlace {
  x: number;
  z: number;
  /** 0 faces +z, turning left adds. */
  heading: number;
  motion: Motion;
}

/** A body of the room, as `setPeople` takes it. */
export interface BodyInfo {
  id: string;
  /** On the name tag. Never read as markup. */
  name: string;
  kind: "person" | "resident";
  /** Where it stands when it is seen for the first time; later places come by `applyPositions`. */
  place: BodyPlace;
  /** False for a seat that waits for its holder to come back: the body is drawn faintly. */
  connected: boolean;
}

/** One line of a positions frame, for `applyPositions`. */
export interface BodyRow extends BodyPlace {
  id: string;
}

/** Steps of quality, worst first; `auto` moves between them by measured frame time. */
export const QUALITY_LEVELS = ["low", "medium", "high", "best"] as const;
export type QualityLevel = typeof QUALITY_LEVELS[number];
export type QualityChoice = QualityLevel | "auto";

/** Why there can be no lounge on this machine: the lists are the lounge then. */
export type LoungeRefusal = "no_webgl" | "too_weak";

/** Thrown by `createLounge` where it cannot draw. */
export class LoungeUnavailableError extends Error {
  override name = "LoungeUnavailableError";
  constructor(readonly reason: LoungeRefusal, options?: ErrorOptions) {
    super(`Cannot draw the lounge: ${reason}`, options);
  }
}

/** What the lounge asks its surroundings for, and tells them. Callbacks run inside `update` or an input event. */
export interface LoungeDeps {
  /**
   * Drawn on and listened to: pointers, wheel and, while it has the focus, keys. It needs `tabindex="0"` and
   * `touch-action: none`; its size is read from its layout on each `update`.
   */
  canvas: HTMLCanvasElement;
  /** As the space has it; `themeOf` decides. */
  theme: string;
  quality: QualityChoice;
  /** No gliding camera, no bobbing, no rain that moves. */
  reducedMotion: boolean;
  /**
   * Address of the picture of a body's head with an emotion: an SVG or raster image of this origin. A drawn head is
   * best asked for with `crop=head`. Null where there is none; then the body gets a quiet plain face.
   */
  faceUrl(id: string, emotion: Emotion): string | null;
  /** Font family of tags and bubbles, as CSS writes it. */
  font?: string;
  /** The own body moved, turned, sat down or acted: at most ten times a second, and once more when it stops. */
  onMove?(place: BodyPlace): void;
  /** Somebody clicked or tapped a body that is not their own. */
  onPick?(id: string): void;
  /** The machine took the graphics away (and may give them back: the scene then comes back by itself). */
  onLost?(): void;
  onRestored?(): void;
  /** The quality that it begins with, and each change of it, by itself or by `setQuality`. */
  onQuality?(level: QualityLevel): void;
  /** From 0 to 1 while the room is being built. */
  onProgress?(fraction: number): void;
}

/** What of the last frame is worth knowing. */
export interface LoungeStats {
  drawCalls: number;
  triangles: number;
  /** Script time of the last `update`, in milliseconds, GL calls included. */
  scriptMs: number;
  bodies: number;
  /** Faces on their way, and pieces of pictures that the card has not been given yet. */
  loading: number;
  /** Bodies that are drawn in full detail. */
  near: number;
  quality: QualityLevel;
  lost: boolean;
  /** Live GPU resources as three counts them. */
  memory: { geometries: number; textures: number };
}

/** The running lounge. Nothing is drawn but by `update`; after `dispose` every call does nothing. */
export interface Lounge {
  /** Everybody who is here. Bodies that are missing leave, new ones come; order does not matter. */
  setPeople(bodies: readonly BodyInfo[]): void;
  /** Which body is the own one, and where it stands now (a welcome, or the server's correction). Null: only watch. */
  setMe(id: string | null, place?: BodyPlace): void;
  /** Places of others as a frame brought them; `atMs` is this page's `performance.now()` at its arrival. */
  applyPositions(rows: readonly BodyRow[], atMs: number): void;
  /** Shows words over a head; the same `key` replaces its words (a reply that streams), null takes them away. */
  say(id: string, text: string | null, key?: string): void;
  setTyping(id: string, on: boolean): void;
  emote(id: string, emote: Emote): void;
  /** The expression of a face until the next one; faces go back to neutral by themselves after a while. */
  setEmotion(id: string, emotion: Emotion): void;
  /** Voice level of a body, 0 to 1, or null for somebody without a microphone. */
  setVoice(id: string, level: number | null): void;
  /** A face may have changed: its picture is fetched again. */
  refreshFace(id: string): void;

  /** Virtual joystick: right and forward as the camera sees them, each -1 to 1; length 1 runs. */
  setStick(right: number, forward: number): void;
  /** Walks there around what stands in the way; returns false where no way leads. */
  walkTo(x: number, z: number): boolean;
  /** Walks up to somebody and turns to them. */
  approach(id: string): boolean;
  /** Takes the nearest free seat within reach of `maxDistance` (default 30 m), or the seat with that index. */
  sit(seat?: number | "nearest"): boolean;
  stand(): void;
  /** Plays a gesture with the own body: it ends by itself, or when one walks. */
  act(motion: "wave" | "dance" | "nod"): void;
  /** Where the own body is; null while there is none. Voice is panned by this. */
  me(): BodyPlace | null;
  /** Where a body is seen to be right now; null for one that is not here. */
  placeOf(id: string): BodyPlace | null;

  /** Orbits by angles in radians. */
  turnCamera(yaw: number, pitch: number): void;
  /** Multiplies the distance. */
  zoomCamera(factor: number): void;
  resetCamera(): void;
  /** Heading of the view, for panning voices. */
  cameraHeading(): number;

  setQuality(choice: QualityChoice): void;
  setReducedMotion(on: boolean): void;
  /** Wears a VRM model as the own body, from the bytes of a file; null takes it off. */
  wearVrm(file: ArrayBuffer | null): Promise<VrmOutcome>;
  /** Draws one frame; `dtS` is the time since the last one in seconds, longer gaps are cut. */
  update(dtS: number): void;
  stats(): LoungeStats;
  dispose(): void;
}

/** What became of a VRM file. `waiting` wears it as soon as quality allows. */
export type VrmOutcome =
  | { ok: true; shown: boolean }
  | { ok: false; reason: "not_vrm" | "too_large" | "gone" };

/** Makes the lounge; rejects with {@link LoungeUnavailableError} where there is no WebGL 2. */
export type CreateLounge = (deps: LoungeDeps) => Promise<Lounge>;
