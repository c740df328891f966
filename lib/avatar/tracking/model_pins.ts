/**
 * The models that find a face, hands and a body in a picture: which exactly, and where they lie. Browser-safe.
 *
 * They are MediaPipe's own files (Apache-2.0 by their model cards). Sizes and hashes are pinned, so that neither a
 * newer file nor a damaged one is ever run.
 */

export const MODEL_NAMES = ["face", "hand", "body"] as const;
export type ModelName = typeof MODEL_NAMES[number];

export interface ModelPin {
  /** Last part of its address, here and at Google's. */
  readonly file: string;
  readonly sizeBytes: number;
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
  /** Google's official address. */
  readonly officialUrl: string;
}

const OFFICIAL = "https://storage.googleapis.com/mediapipe-models";

export const MODEL_PINS: Readonly<Record<ModelName, ModelPin>> = {
  face: {
    file: "face_landmarker.task",
    sizeBytes: 3_758_596,
    sha256: "64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff",
    officialUrl: `${OFFICIAL}/face_landmarker/face_landmarker/float16/1/face_landmarker.task`,
  },
  hand: {
    file: "hand_landmarker.task",
    sizeBytes: 7_819_105,
    sha256: "fbc2a30080c3c557093b5ddfc334698132eb341044ccee322ccf8bcf3607cde1",
    officialUrl: `${OFFICIAL}/hand_landmarker/hand_landmarker/float16/1/hand_landmarker.task`,
  },
  body: {
    file: "pose_landmarker_lite.task",
    sizeBytes: 5_777_746,
    sha256: "59929e1d1ee95287735ddd833b19cf4ac46d29bc7afddbbf6753c459690d574a",
    officialUrl:
      `${OFFICIAL}/pose_landmarker/pose_landmarker_lite/float16/1/pose_landmarker_lite.task`,
  },
};

/** Where our own origin has a model. */
export function modelAddress({ file }: ModelPin): string {
  return `/models/${file}`;
}

/** Writes a digest as the pins have it. */
export function toHex(digest: ArrayBuffer): string {
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
