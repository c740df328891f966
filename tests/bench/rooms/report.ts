/** The benchmarks of rooms as `tests/bench/main.ts` shows them: tables in Markdown, and whether what is promised holds. */
import { formatFigure, median } from "@/tests/bench/compare.ts";
import type { Report } from "@/tests/bench/report.ts";
import type { TurnResult } from "@/tests/bench/rooms/load_protocol.ts";
import { measureMoving } from "@/tests/bench/rooms/moving_bench.ts";
import {
  CONTENDERS,
  measureRooms,
  ratioOf,
  type Shape,
  type Standing,
} from "@/tests/bench/rooms/rooms_bench.ts";
import { measureSlow } from "@/tests/bench/rooms/slow_client.ts";

/** From here on, the load is likely to be the limit. */
const SATURATED_CORES = 0.9;

function middle(results: readonly TurnResult[], pick: (result: TurnResult) => number): number {
  return median(results.map(pick));
}

/** Deliveries, delay and memory of one shape of rooms, on all contenders by turns. */
export async function reportRooms(shape: Shape): Promise<Report> {
  const standings = await measureRooms(shape);
  const of = (name: typeof CONTENDERS[number]) => standings.get(name)!;
  const rows = [...standings].map(([name, { free, paced, memoryKiB }]) => [
    name,
    formatFigure(middle(free, (result) => result.deliveriesPerSecond)),
    middle(free, (result) => result.p99Ms).toFixed(0),
    formatFigure(middle(paced, (result) => result.deliveriesPerSecond)),
    middle(paced, (result) => result.p50Ms).toFixed(1),
    middle(paced, (result) => result.p99Ms).toFixed(1),
    middle(free, (result) => result.bytesPerDelivery).toFixed(0),
    memoryKiB.toFixed(0),
    middle(free, (result) => result.loadCores).toFixed(2),
  ]);
  const head = [
    ...["", "deliveries/s", "p99 ms", "at a pace", "p50 ms", "p99 ms", "bytes each"],
    ...["KiB/connection", "load's cores"],
  ];
  const verdicts = CONTENDERS.filter((name) => name.startsWith("Maru")).flatMap((name) => [
    verdict(`${name} ≥ 1.5× Socket.IO`, of(name), of("Socket.IO"), 1.5),
    verdict(`${name} ≥ 1× ws`, of(name), of("ws"), 1),
  ]);
  const busy = [...standings].filter(([, { free }]) =>
    middle(free, ({ loadCores }) => loadCores) > SATURATED_CORES
  );
  const notes = [
    "Maru stores every event before it is told, in one order for all; the others store nothing.",
    "Batches are what our own island asks for: events of one moment, each whole, as one frame.",
    ...busy.map(([name]) => `${name}: the load took a whole core, so the server may be faster.`),
  ];
  return { tables: [{ head, rows }], notes, verdicts };
}

function verdict(promise: string, a: Standing, b: Standing, atLeast: number) {
  const { median, min, max } = ratioOf(a, b);
  const range = `${median.toFixed(2)}×, ${min.toFixed(2)}–${max.toFixed(2)}`;
  return { promise: `${promise} (${range})`, holds: median >= atLeast };
}

const CROWDS = [10, 100, 1000];
const MAX_BYTES = 25 * 1024;

/** What people who walk cost: bytes to each client, and commits between instances. */
export async function reportMoving(): Promise<Report> {
  const crowds = [];
  for (const people of CROWDS) crowds.push(await measureMoving(people));
  const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);
  const rows = crowds.map((moving) => [
    String(moving.people),
    moving.hz.toFixed(1),
    kilobytes(moving.binaryBytes),
    kilobytes(moving.jsonBytes),
    kilobytes(moving.naiveBytes),
    moving.writes.toFixed(1),
  ]);
  const head = [
    ...["people moving", "times a second", "binary KB/s", "JSON KB/s", "a message for each KB/s"],
    "commits/s of two instances",
  ];
  const bytes = crowds.find(({ people }) => people === 100)!.binaryBytes;
  const writes = crowds.map((moving) => moving.writes);
  return {
    tables: [{ head, rows }],
    notes: ["KB/s are those of one client, with the heads of WebSocket frames."],
    verdicts: [
      { promise: "≤ 25 KB/s for each client with 100 people moving", holds: bytes <= MAX_BYTES },
      {
        promise: "as many commits with 1,000 people as with 10, within half",
        holds: Math.max(...writes) <= 1.5 * Math.min(...writes),
      },
    ],
  };
}

const MESSAGES = 100_000;
/** More than the same talk takes where everybody reads. */
const MAX_MORE_MIB = 64;

/** Memory over 100,000 messages, one of two listeners having stopped to read. */
export async function reportSlow(): Promise<Report> {
  const slow = await measureSlow({ messages: MESSAGES, toTheEnd: true });
  const reader = await measureSlow({ messages: MESSAGES, reads: true });
  const row = (name: string, { growthMiB, letGoAfter, code }: typeof slow) => [
    name,
    growthMiB.toFixed(0),
    letGoAfter === null ? "–" : `${formatFigure(letGoAfter)} messages`,
    code === null ? "–" : String(code),
  ];
  return {
    tables: [{
      head: ["who listens", "RSS grew by, MiB", "let go after", "with"],
      rows: [row("one who stopped reading", slow), row("one who reads", reader)],
    }],
    notes: ["The kernel holds some megabytes for who does not read, before the server notices."],
    verdicts: [
      { promise: "let go with 1013", holds: slow.code === 1013 },
      {
        promise: `at most ${MAX_MORE_MIB} MiB more than for one who reads`,
        holds: slow.growthMiB - reader.growthMiB <= MAX_MORE_MIB,
      },
    ],
  };
}
