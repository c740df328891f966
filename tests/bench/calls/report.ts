/** The benchmark of calls as `tests/bench/main.ts` shows it: avatars beside video, of one camera, between the same pages. */
import { formatFigure, median } from "@/tests/bench/compare.ts";
import { type AvatarCall, measureAvatarCall } from "@/tests/bench/calls/avatar_call.ts";
import { measureRenderers } from "@/tests/bench/calls/renderers.ts";
import { measureVideoCall, type VideoCall } from "@/tests/bench/calls/video_call.ts";
import type { Report, Table } from "@/tests/bench/report.ts";
import { FILM_ARGS, FILM_FOLDER, hasFilm } from "@/tests/browser/call_film.ts";
import { caller } from "@/tests/browser/call_people.ts";
import { addWatch } from "@/tests/browser/call_watch.ts";
import { openApp } from "@/tests/browser/support.ts";
import { quantile } from "@/tests/soak/report.ts";

const ROUNDS = 5;
const MOST_POSE_BYTES = 64;
const MOST_SHARE_OF_VIDEO = 1 / 20;
const MOST_DELAY = 1;

interface Round {
  ours: AvatarCall;
  video: VideoCall;
}

export async function reportCalls(): Promise<Report> {
  if (!hasFilm("Calls are not measured")) {
    return { tables: [], notes: ["left out, as there is no film for the camera"], verdicts: [] };
  }
  await using app = await openApp({
    browser: { args: FILM_ARGS },
    server: { env: { MODELS_DIR: FILM_FOLDER, LOG_LEVEL: "error" } },
  });
  const people = [];
  for (let n = 0; n < 2; n++) {
    const visitor = await caller(app, { context: { bypassCSP: true } });
    await addWatch(visitor.context);
    people.push(visitor);
  }
  const [ann, bo] = [people[0]!, people[1]!];
  const rounds: Round[] = [];
  for (let n = 0; n < ROUNDS; n++) {
    const ours = await measureAvatarCall(ann, bo);
    rounds.push({ ours, video: await measureVideoCall(ann, bo) });
  }
  for (const { context } of people) await context.close();
  const drawings = await measureRenderers(app.browser, rounds.at(-1)!.ours.poses);
  const poseBytes = rounds.flatMap(({ ours }) => ours.poseBytes);
  const jsonBytes = rounds.flatMap(({ ours }) => ours.jsonBytes);
  const mean = poseBytes.reduce((sum, one) => sum + one, 0) / poseBytes.length;
  const meanJson = jsonBytes.reduce((sum, one) => sum + one, 0) / jsonBytes.length;
  return {
    tables: [
      beside(rounds),
      {
        head: ["bytes of a pose, full face", "mean", "p95"],
        rows: [
          ["ours", mean.toFixed(1), String(quantile(poseBytes, 0.95))],
          ["JSON with every name", meanJson.toFixed(0), String(quantile(jsonBytes, 0.95))],
        ],
      },
      {
        head: ["renderer", "script p50 ms", "p95", "frame to frame p50 ms", "p95"],
        rows: drawings.map(({ kind, workMs, spacingMs }) => [
          kind,
          ...[workMs, spacingMs].flatMap((of) =>
            [0.5, 0.95].map((share) => quantile(of, share).toFixed(1))
          ),
        ]),
      },
    ],
    notes: [
      `${ROUNDS} rounds by turns, one camera, two pages of one browser, one connection without a relay.`,
      "Time begins when the camera took a picture. Ours ends once the picture that shows the pose was drawn, the video's as " +
      "its picture is handed to the page.",
      "Between poses, and beyond the newest, a face goes on by a guess. Picture by picture that counts for nothing: a pose is " +
      "shown once it is known. How late what one sees is, with the guess in it, is told by its motion: both faces as the " +
      "screen shows them, held against the film.",
    ],
    verdicts: verdicts(rounds, mean),
  };
}

const rowOf = (name: string, of: (round: Round) => number, rounds: readonly Round[]) => {
  const values = rounds.map(of);
  return [name, formatFigure(median(values)), values.map(formatFigure).join(" ")];
};

/** What the delay is made of. */
const PARTS: readonly (readonly [string, (call: AvatarCall) => number[]])[] = [
  ["camera to pose", ({ trackedMs }) => trackedMs],
  ["way of a pose", ({ wayMs }) => wayMs],
  ["wait of a face", ({ waitMs }) => waitMs],
];

function beside(rounds: readonly Round[]): Table {
  return {
    head: ["", "median", "rounds"],
    rows: [
      rowOf("ours, bytes/s", ({ ours }) => ours.bytesPerS, rounds),
      rowOf("video, bytes/s", ({ video }) => video.bytesPerS, rounds),
      ...(["ours", "video"] as const).flatMap((who) => [
        rowOf(
          `${who}, camera to picture, p50 ms`,
          (round) => quantile(round[who].delaysMs, 0.5),
          rounds,
        ),
        rowOf(`${who}, the same, p95 ms`, (round) => quantile(round[who].delaysMs, 0.95), rounds),
        rowOf(`${who}, turns later than the film, ms`, (round) => round[who].late.turnsMs, rounds),
        rowOf(`${who}, mouth later than the film, ms`, (round) => round[who].late.jawMs, rounds),
      ]),
      ...PARTS.map(([name, of]) =>
        rowOf(`ours, ${name}, p50 ms`, ({ ours }) => quantile(of(ours), 0.5), rounds)
      ),
      rowOf("ours, pictures/s of the camera", ({ ours }) => ours.cameraFps, rounds),
      rowOf("ours, tracked/s", ({ ours }) => ours.trackedFps, rounds),
      rowOf("ours, drawn/s", ({ ours }) => ours.drawnFps, rounds),
      rowOf("video, pictures/s of the camera", ({ video }) => video.cameraFps, rounds),
      rowOf("video, shown/s", ({ video }) => video.shownFps, rounds),
      rowOf("ours, CPU s/s of the browser", ({ ours }) => ours.cpu, rounds),
      rowOf("video, CPU s/s of the browser", ({ video }) => video.cpu, rounds),
    ],
  };
}

function verdicts(rounds: readonly Round[], meanPoseBytes: number): Report["verdicts"] {
  const ratio = (of: (round: Round) => number) => {
    const values = rounds.map(of);
    const spread = `${Math.min(...values).toFixed(3)}–${Math.max(...values).toFixed(3)}`;
    return { value: median(values), words: `${median(values).toFixed(3)}×, ${spread}` };
  };
  const beside = (of: (call: AvatarCall | VideoCall) => number) =>
    ratio(({ ours, video }) => of(ours) / of(video));
  const bytes = beside(({ bytesPerS }) => bytesPerS);
  const delay = beside(({ delaysMs }) => quantile(delaysMs, 0.5));
  const turns = beside(({ late }) => late.turnsMs);
  const mouth = beside(({ late }) => late.jawMs);
  return [
    {
      promise: `a pose has ≤ ${MOST_POSE_BYTES} bytes (${meanPoseBytes.toFixed(1)})`,
      holds: meanPoseBytes <= MOST_POSE_BYTES,
    },
    {
      promise: `bytes/s ≤ 1/20 of the video's (${bytes.words})`,
      holds: bytes.value <= MOST_SHARE_OF_VIDEO,
    },
    {
      promise: `camera to picture ≤ 1.0× as late as the video (${delay.words})`,
      holds: delay.value <= MOST_DELAY,
    },
    {
      promise: `turns of the head, by the film, ≤ 1.0× as late as the video (${turns.words})`,
      holds: turns.value <= MOST_DELAY,
    },
    {
      promise: `the mouth, by the film, ≤ 1.0× as late as the video (${mouth.words})`,
      holds: mouth.value <= MOST_DELAY,
    },
  ];
}
