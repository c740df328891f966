/** The plots, episodes and quiet scenes in every language: where they are set, who is in them, and for which genres. */
import type { Genre } from "@/lib/stories/writing/model.ts";
import { type PlotShape, type Stage, TIMES } from "@/lib/stories/writing/demo/bank.ts";

/** A plot that is missing here is set where only its own kind of place will do. */
const ANY_PLACE: Readonly<Record<string, PlotShape["anyPlace"]>> = {
  late: "site",
  borrowed: "crowd",
  vanished: "site",
  counting: "site",
  signal: "site",
  market: "far",
  lastday: "crowd",
  rehearsal: "crowd",
  ledgers: "far",
  sentence: "site",
  guest: "road",
};

export const PLOTS: readonly PlotShape[] = [
  plot("late", ["romance", "history"], "H", "home:LP@k crowd:LPO@n road:LP@k far:LHP@d site:LPH@m"),
  plot(
    "borrowed",
    ["growth", "history"],
    "H",
    "home:LH@m crowd:LPO@n road:LP@d site:LH@e crowd:LOPH@n",
  ),
  plot(
    "vanished",
    ["mystery", "daily_life"],
    "P",
    "site:LO@m crowd:LHP@n road:LO@e far:LP@e site:LPO@e",
  ),
  plot("counting", ["horror", "mystery"], "H", "site:LP@k home:LH@m site:LPO@e far:LH@n site:LP@k"),
  plot(
    "signal",
    ["science_fiction", "horror", "mystery"],
    "O",
    "site:LP@k home:LPO@m far:LP@d far:LO@e site:LPH@k",
  ),
  plot(
    "market",
    ["fantasy", "science_fiction"],
    "O",
    "home:LH@n far:LO@e road:LP@k far:LO@m home:LPH@n",
  ),
  plot(
    "sleeper",
    ["fantasy", "growth"],
    "H",
    "site:LH@m site:LOP@n road:LP@k site:LH@d site:LPO@m",
  ),
  plot(
    "lastday",
    ["daily_life", "romance"],
    "P",
    "home:LP@m crowd:LO@n road:LP@n home:LPH@e home:LPH@e",
  ),
  plot(
    "rehearsal",
    ["growth", "romance"],
    "P",
    "crowd:LP@n home:LP@n road:LO@n far:LP@e crowd:LPH@k",
  ),
  plot("ledgers", ["history"], "O", "home:LO@n crowd:LPO@n far:LP@d site:LO@k crowd:LPOH@m"),
  plot(
    "sentence",
    ["science_fiction", "daily_life"],
    "H",
    "home:LP@m site:LO@n road:LP@e home:LH@e site:LPH@m",
  ),
  plot("guest", ["fantasy", "horror"], "H", "home:LP@k home:LP@k road:LH@e home:LH@k home:LPH@k"),
];

export const EPISODES: readonly Stage[] = stages(
  "road:LP@m crowd:LH@n road:LP@m* home:LO@e crowd:LP@n road:LO@n* home:LH@e far:LPO@n " +
    "crowd:LP@m home:LH@e crowd:LO@m home:LP@k road:LP@n road:LPH@n road:LP@d home:LH@m " +
    "crowd:LPO@e far:LP@n site:LO@n home:LP@n* crowd:LH@e far:LP@k home:LP@e crowd:LO@n " +
    "home:LH@n road:LH@m site:LPO@n site:LP@m site:LP@e home:LPH@m crowd:LH@m road:LO@k " +
    "home:LP@m home:LO@k",
);
export const QUIET: readonly Stage[] = stages(
  "home:LP@e road:LP@e home:LH@e crowd:LP@n road:LH@m home:LP@k crowd:LO@n far:LP@n " +
    "home:LP@n home:LH@k road:LP@k* far:LP@n home:LH@n road:LO@e road:LP@n* site:LP@n " +
    "home:LP@d home:LH@d crowd:LP@e site:LH@e home:LPH@e road:LP@n home:LH@n",
);

function plot(
  id: string,
  genres: readonly Genre[],
  holder: PlotShape["holder"],
  beats: string,
): PlotShape {
  const [a, b, c, d, e] = stages(beats);
  if (!a || !b || !c || !d || !e) {
    throw new RangeError(`Cannot build plot ${id} of fewer than five beats`);
  }
  return {
    id,
    genres,
    anyPlace: ANY_PLACE[id] ?? null,
    takesAnyThing: id === "late",
    holder,
    beats: [a, b, c, d, e],
  };
}

/** `at:who@time`; a star where the words speak of the sky. */
function stages(text: string): Stage[] {
  return text.split(" ").map((part) => {
    const match = /^(home|site|road|far|crowd):([LPOH]+)@([mnekd])(\*?)$/.exec(part);
    if (match === null) throw new RangeError(`Cannot read the scene ${part}`);
    const at = (["home", "site", "road", "far", "crowd"] as const).find((key) => key === match[1]);
    const who = (["L", "P", "O", "H"] as const).filter((role) => match[2]?.includes(role));
    const time = TIMES.find((key) => key === match[3]);
    return { at: at ?? "home", who, time: time ?? "n", sky: match[4] === "*" };
  });
}
