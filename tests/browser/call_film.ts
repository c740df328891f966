// deno-lint-ignore-file no-console -- a test that does not run must say so
/**
 * The film of a fake camera: a face with known motion, which lies beside the project where it is at all. The number of each
 * picture is drawn into it: 11 blocks of 16 pixels from its top left, white, 9 bits least significant first, black.
 */
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** Where the film, its truth, a model of faces and an avatar lie. */
export const FILM_FOLDER = fileURLToPath(new URL("../../../shared/data/", import.meta.url));

const NEEDED = ["fakecam.mjpeg", "fakecam_timeline.json", "face_landmarker.task"];

/** Switches of a browser whose camera shows the film. */
export const FILM_ARGS = [
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream",
  `--use-file-for-fake-video-capture=${FILM_FOLDER}fakecam.mjpeg`,
  "--allow-loopback-in-peer-connection",
];

/** Whether the film is here; says what is left out without it. */
export function hasFilm(leftOut: string): boolean {
  const missing = NEEDED.filter((file) => !isFile(FILM_FOLDER + file));
  if (missing.length > 0) {
    console.warn(`${leftOut}, as ${FILM_FOLDER} lacks ${missing.join(", ")}`);
  }
  return missing.length === 0;
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    // Not there, or not ours to look at.
    return false;
  }
}

const Timeline = z.object({
  truth: z.array(z.object({
    yaw: z.number(),
    roll: z.number(),
    jaw: z.number(),
    blinkL: z.number(),
    blinkR: z.number(),
  })),
});
export type Truth = z.infer<typeof Timeline>["truth"][number];

/** What the face does in each picture: degrees, and shares of 1. */
export async function readTruth(): Promise<Truth[]> {
  const text = await Deno.readTextFile(`${FILM_FOLDER}fakecam_timeline.json`);
  return Timeline.parse(JSON.parse(text)).truth;
}

/** How far two rows of values go together, from -1 to 1. */
export function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (of: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[of], 0) / pairs.length;
  const [a, b] = [mean(0), mean(1)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [x, y] of pairs) {
    ab += (x - a) * (y - b);
    aa += (x - a) ** 2;
    bb += (y - b) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}
