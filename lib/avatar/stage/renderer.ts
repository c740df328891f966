/** What draws an avatar, whatever it is made of. Browser-safe. */
import type { AvatarSpec } from "@/lib/avatar/model.ts";
import type { Pose } from "@/lib/avatar/pose/pose.ts";

/** From the simplest to the dearest; `ladder.ts` goes down and up between them. */
export type RendererKind = "rig" | "vrm" | "neural";

/** Where somebody stands. `art` is their portrait's own backdrop. */
export const BACKGROUNDS = ["art", "paper", "maru", "rain", "night", "sea"] as const;
export type Background = typeof BACKGROUNDS[number];

/** Whom to draw. Every avatar has a spec; a file or a model may stand above it. */
export interface AvatarLook {
  readonly spec: AvatarSpec;
  /** Bytes of a VRM 0.x or 1.0 file. */
  readonly vrm: ArrayBuffer | null;
  /** A portrait animator and the picture that it moves. */
  readonly neural: NeuralLook | null;
  readonly background: Background;
}

export interface NeuralLook {
  /** An ONNX graph, of an origin that `connect-src` allows. */
  readonly modelUrl: string;
  /** The address of the picture that is moved, of an origin that `img-src` allows. */
  readonly portraitUrl: string;
}

export interface RendererOptions {
  /** Drawn on by this renderer alone: a canvas has one kind of context for life. */
  readonly canvas: HTMLCanvasElement;
  readonly look: AvatarLook;
  /** Idle life that nobody asked for (breath, blinks, sway) is left out. */
  readonly reducedMotion: boolean;
  /** Tells that it can draw no more: a lost context that does not come back, a model that fails. */
  readonly onTrouble: (error: unknown) => void;
  /** How much of what it needs has come, 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
}

/** Draws one avatar. Made by `openRig()`, `openVrm()`, `openNeural()`, each `(options, signal) => Promise<Renderer>`. */
export interface Renderer {
  readonly kind: RendererKind;
  /** Size on the page in CSS pixels, and how many device pixels one of them has. */
  resize(width: number, height: number, ratio: number): void;
  /**
   * Draws a moment.
   *
   * @param pose From the jitter buffer: smooth already. The renderer adds what the pose does not tell (breath, hair).
   * @param dtS Seconds since the last call; 0 to 0.1.
   */
  draw(pose: Pose, dtS: number): void;
  /**
   * Milliseconds that its last picture took, where pictures are made beside the frames and `draw()` shows the newest;
   * null before the first. Missing where each frame is a picture.
   */
  pictureMs?(): number | null;
  /** Another spec or background without loading anew, where that is possible; false where it must be opened again. */
  dress(look: AvatarLook): boolean;
  dispose(): void;
}

/** @throws Where this browser cannot draw it, or the file is none; aborting `signal` gives up. */
export type OpenRenderer = (options: RendererOptions, signal: AbortSignal) => Promise<Renderer>;
