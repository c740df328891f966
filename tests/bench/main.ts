/** `deno task bench [name…]`: measures what Maru promises, each as a ratio inside this one run. */
// deno-lint-ignore-file no-console -- a program for a terminal
import { benchGallery, benchGallerySize, benchJson } from "@/tests/bench/gallery_bench.ts";
import { reportCalls } from "@/tests/bench/calls/report.ts";
import { type Comparison, formatComparisons } from "@/tests/bench/compare.ts";
import { formatReport, type Report } from "@/tests/bench/report.ts";
import { reportMoving, reportRooms, reportSlow } from "@/tests/bench/rooms/report.ts";
import { SHAPES } from "@/tests/bench/rooms/rooms_bench.ts";
import { benchSending } from "@/tests/bench/send_bench.ts";
import { benchStreams } from "@/tests/bench/stream_bench.ts";

interface Scenario {
  title: string;
  unit: string;
  /** What the ratio A/B is to be. */
  promise: string;
  holds: (ratio: number) => boolean;
  run: () => Promise<Comparison>;
}

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  gallery: {
    title: "Gallery page against the same page on bare Deno.serve + preact-render-to-string",
    unit: "requests/s",
    promise: "≥ 0.6×",
    holds: (ratio) => ratio >= 0.6,
    run: benchGallery,
  },
  json: {
    title: "JSON route against the same on bare Deno.serve",
    unit: "requests/s",
    promise: "≥ 0.6×",
    holds: (ratio) => ratio >= 0.6,
    run: benchJson,
  },
  size: {
    title: "Gallery page with 100 characters against 20,000",
    unit: "requests/s",
    promise: "≤ 1.5×",
    holds: (ratio) => ratio <= 1.5,
    run: benchGallerySize,
  },
  send: {
    title: "Message into a conversation of 10,000 against one of 10, its reply read to the end",
    unit: "ms",
    promise: "≤ 1.3×",
    holds: (ratio) => ratio <= 1.3,
    run: benchSending,
  },
  streams: {
    title:
      "Age of a provider's chunk as its frame arrives, 200 streams at once, against a bare proxy",
    unit: "ms",
    promise: "≤ 1.5×",
    holds: (ratio) => ratio <= 1.5,
    run: () => benchStreams("gemini"),
  },
  streams_openai: {
    title: "The same, with a provider that speaks OpenAI's protocol",
    unit: "ms",
    promise: "≤ 1.5×",
    holds: (ratio) => ratio <= 1.5,
    run: () => benchStreams("openai"),
  },
};

/** Those that are more than one ratio. */
const REPORTS: Readonly<Record<string, { title: string; run: () => Promise<Report> }>> = {
  ...Object.fromEntries(
    Object.entries(SHAPES).map(([name, { title, ...shape }]) => [name, {
      title: `${title}: Maru beside Socket.IO and ws on Node`,
      run: () => reportRooms(shape),
    }]),
  ),
  moving: { title: "People who walk about, ten moves a second each", run: reportMoving },
  call: {
    title: "A call of avatars beside a video call, of one camera between the same two pages",
    run: reportCalls,
  },
  slow: { title: "100,000 messages, and one who does not read them", run: reportSlow },
};

const known = [...Object.keys(SCENARIOS), ...Object.keys(REPORTS)];
const wanted = Deno.args.length > 0 ? Deno.args : known;
for (const name of wanted) {
  const report = Object.hasOwn(REPORTS, name) ? REPORTS[name] : undefined;
  if (report) {
    console.log(`\n${report.title}`);
    console.log(formatReport(await report.run()));
    continue;
  }
  const scenario = Object.hasOwn(SCENARIOS, name) ? SCENARIOS[name] : undefined;
  if (!scenario) {
    console.error(`There is no scenario "${name}", only ${known.join(", ")}`);
    Deno.exit(2);
  }
  console.log(`\n${scenario.title}`);
  const comparison = await scenario.run();
  console.log(formatComparisons([comparison], scenario.unit));
  const { median } = comparison.ratio;
  console.log(`${scenario.promise}: ${scenario.holds(median) ? "holds" : "DOES NOT HOLD"}`);
}
