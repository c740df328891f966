/** Opens the file that holds all models of a face. Browser-safe. */
import { unzipSync } from "fflate";

/** The parts of `face_landmarker.task`. */
export interface FaceBundle {
  /** Finds a face in a picture: BlazeFace. */
  readonly detector: Uint8Array;
  /** Finds 478 points of it. */
  readonly landmarks: Uint8Array;
  /** Reads its expression off 146 of these. */
  readonly blendshapes: Uint8Array;
  /** The face that the others are held against. */
  readonly geometry: Uint8Array;
}

const FILES: Readonly<Record<keyof FaceBundle, string>> = {
  detector: "face_detector.tflite",
  landmarks: "face_landmarks_detector.tflite",
  blendshapes: "face_blendshapes.tflite",
  geometry: "geometry_pipeline_metadata_landmarks.binarypb",
};

/** @throws {RangeError} If a part is missing; another error if it is no zip. */
export function readBundle(task: Uint8Array): FaceBundle {
  const files = unzipSync(task);
  const part = (name: keyof FaceBundle): Uint8Array => {
    const bytes = files[FILES[name]];
    if (!bytes) throw new RangeError(`The models lack ${FILES[name]}`);
    return bytes;
  };
  return {
    detector: part("detector"),
    landmarks: part("landmarks"),
    blendshapes: part("blendshapes"),
    geometry: part("geometry"),
  };
}
