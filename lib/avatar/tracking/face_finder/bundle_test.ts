import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { readBundle } from "@/lib/avatar/tracking/face_finder/bundle.ts";

const FILES = {
  "face_detector.tflite": Uint8Array.from({ length: 300 }, (_, i) => i),
  "face_landmarks_detector.tflite": new Uint8Array(1000).fill(2),
  "face_blendshapes.tflite": Uint8Array.of(3),
  "geometry_pipeline_metadata_landmarks.binarypb": Uint8Array.of(4, 5, 6),
};

Deno.test("readBundle() reads all four parts, packed as they are or squeezed", () => {
  for (const level of [0, 6] as const) {
    const bundle = readBundle(zipSync(FILES, { level }));
    assert.deepEqual(Object.fromEntries(Object.entries(bundle).map(([k, v]) => [k, [...v]])), {
      detector: [...FILES["face_detector.tflite"]],
      landmarks: [...FILES["face_landmarks_detector.tflite"]],
      blendshapes: [3],
      geometry: [4, 5, 6],
    });
  }
});

Deno.test("readBundle() reads a file that begins somewhere within a buffer", () => {
  const task = zipSync(FILES, { level: 0 });
  const buffer = new Uint8Array(task.length + 7);
  buffer.set(task, 7);
  assert.deepEqual([...readBundle(buffer.subarray(7)).geometry], [4, 5, 6]);
});

Deno.test("readBundle() heeds no other file", () => {
  const bundle = readBundle(zipSync({ ...FILES, "metadata.json": Uint8Array.of(1) }));
  assert.deepEqual(Object.keys(bundle).sort(), [
    "blendshapes",
    "detector",
    "geometry",
    "landmarks",
  ]);
});

Deno.test("readBundle() names the part that is missing", () => {
  for (const name of Object.keys(FILES)) {
    const rest = Object.fromEntries(Object.entries(FILES).filter(([other]) => other !== name));
    assert.throws(() => readBundle(zipSync(rest)), {
      name: "RangeError",
      message: `The models lack ${name}`,
    });
  }
});

Deno.test("readBundle() throws of what is no zip, and of one that was cut off", () => {
  const task = zipSync(FILES, { level: 0 });
  const words = new TextEncoder().encode("<!doctype html><title>Not found</title>".repeat(9));
  for (const bytes of [new Uint8Array(), new Uint8Array(500), words, task.subarray(0, 900)]) {
    assert.throws(() => readBundle(bytes), Error);
  }
});
