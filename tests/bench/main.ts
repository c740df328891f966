/** `deno task bench [name…]`: measures what Maru promises, each as a ratio inside this one run. */
// deno-lint-ignore-file no-console -- a program for a terminal
import { benchGallery, benchGallerySize, benchJson } from "@/tests/bench/gallery_bench.ts";
import { type Comparison, formatComparisons } from "@/tests/bench/compare.ts";
import { benchSending } from "@/tests/bench/send_bench.ts";

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
};

const wanted = Deno.args.length > 0 ? Deno.args : Object.keys(SCENARIOS);
for (const name of wanted) {
  const scenario = Object.hasOwn(SCENARIOS, name) ? SCENARIOS[name] : undefined;
  if (!scenario) {
    console.error(`There is no scenario "${name}", only ${Object.keys(SCENARIOS).join(", ")}`);
    Deno.exit(2);
  }
  console.log(`\n${scenario.title}`);
  const comparison = await scenario.run();
  console.log(formatComparisons([comparison], scenario.unit));
  const { median } = comparison.ratio;
  console.log(`${scenario.promise}: ${scenario.holds(median) ? "holds" : "DOES NOT HOLD"}`);
}
