/** What the page and the tracking worker say to each other. Browser-safe. */
import type { Picture } from "@/lib/avatar/tracking/frames.ts";
import type { Seen } from "@/lib/avatar/tracking/seen.ts";

/** Where a model computes. */
export type Delegate = "CPU" | "GPU";

/** A choice between both that was measured, for one graphics card. */
export interface MeasuredDelegate {
  /** As the browser names the card. */
  readonly renderer: string;
  readonly delegate: Delegate;
}

export type ToWorker =
  | {
    readonly type: "open";
    readonly face: Uint8Array<ArrayBuffer>;
    /** What was measured at an earlier visit. */
    readonly measured: MeasuredDelegate | null;
  }
  /** Gives a model, or takes it away. */
  | {
    readonly type: "model";
    readonly name: "hand" | "body";
    readonly bytes: Uint8Array<ArrayBuffer> | null;
  }
  /** A picture, which the worker closes. */
  | {
    readonly type: "look";
    readonly picture: Picture;
    readonly atMs: number;
    /** Pixels that are looked at of its width, at most. */
    readonly width: number;
    readonly hands: boolean;
    readonly body: boolean;
  };

export type FromWorker =
  | { readonly type: "opened"; readonly delegate: Delegate }
  | { readonly type: "seen"; readonly seen: Seen }
  /** The card was measured against the processor. */
  | { readonly type: "measured"; readonly measured: MeasuredDelegate }
  | { readonly type: "model_open"; readonly name: "hand" | "body"; readonly ok: boolean }
  /** Opening failed, or looking did: nothing more comes. */
  | { readonly type: "failed"; readonly message: string };
