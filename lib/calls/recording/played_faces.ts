/** The two people of a recording, as their canvases show them. Browser-safe. */
import { signal } from "@preact/signals";
import type { Side } from "@/lib/calls/recording/container.ts";
import type { Player } from "@/lib/calls/recording/player.ts";
import type { ShownFace } from "@/lib/calls/page/shown.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { recordingWords } from "@/lib/i18n/recordings.ts";

export function playedFaces(player: Player, locale: Locale): readonly ShownFace[] {
  const words = recordingWords[locale];
  return ([0, 1] as const).map((side: Side): ShownFace => ({
    look: player.looks[side]!,
    prefer: signal("auto"),
    sample: (nowMs) => player.sample(side, nowMs),
    describe: (doing) => words.picture(player.people[side]!.peek().name || words.nobody, doing),
    kind: signal(null),
    loading: signal(null),
  }));
}
