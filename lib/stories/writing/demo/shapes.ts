/** The plots, episodes and quiet scenes in every language: where they are set, who is in them, and for which genres. */
import type { Genre } from "@/lib/stories/writing/model.ts";
import type { PlotShape, Stage } from "@/lib/stories/writing/demo/bank.ts";

export const PLOTS: readonly PlotShape[] = [
  plot("late", ["romance", "history"], "H", "home:LP crowd:LPO road:LP far:LHP site:LPH"),
  plot("borrowed", ["growth", "history"], "H", "home:LH crowd:LPO road:LP site:LH crowd:LOPH"),
  plot("vanished", ["mystery", "daily_life"], "P", "site:LO crowd:LHP road:LO far:LP site:LPO"),
  plot("counting", ["horror", "mystery"], "H", "site:LP home:LH site:LPO far:LH site:LP"),
  plot(
    "signal",
    ["science_fiction", "horror", "mystery"],
    "O",
    "site:LP home:LPO far:LP far:LO site:LPH",
  ),
  plot("market", ["fantasy", "science_fiction"], "O", "home:LH far:LO road:LP far:LO home:LPH"),
  plot("sleeper", ["fantasy", "growth"], "H", "site:LH crowd:LOP road:LP site:LH site:LPO"),
  plot("lastday", ["daily_life", "romance"], "P", "home:LP crowd:LO road:LP home:LPH home:LPH"),
  plot("rehearsal", ["growth", "romance"], "P", "crowd:LP home:LP road:LO far:LP crowd:LPH"),
  plot("ledgers", ["history"], "O", "home:LO crowd:LPO far:LP site:LO crowd:LPOH"),
  plot(
    "sentence",
    ["science_fiction", "daily_life"],
    "H",
    "home:LP site:LO road:LP home:LH site:LPH",
  ),
  plot("guest", ["fantasy", "horror"], "H", "home:LP home:LP road:LH home:LH home:LPH"),
];

export const EPISODES: readonly Stage[] = stages(
  "road:LP crowd:LH far:LP home:LO crowd:LP road:LO home:LH far:LPO",
);
export const QUIET: readonly Stage[] = stages(
  "home:LP road:LP home:LH crowd:LP road:LH home:LP crowd:LO far:LP",
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
  return { id, genres, takesAnyThing: id === "late", holder, beats: [a, b, c, d, e] };
}

function stages(text: string): Stage[] {
  return text.split(" ").map((part) => {
    const match = /^(home|site|road|far|crowd):([LPOH]+)$/.exec(part);
    if (match === null) throw new RangeError(`Cannot read the scene ${part}`);
    const at = (["home", "site", "road", "far", "crowd"] as const).find((key) => key === match[1]);
    const who = (["L", "P", "O", "H"] as const).filter((role) => match[2]?.includes(role));
    return { at: at ?? "home", who };
  });
}
