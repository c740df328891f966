/** Where the stage of a fan meeting stands in the lounge: as the server drew it, then alive. Browser-safe. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type StageStrip from "@/components/lounge/StageStrip.tsx";
import type { Inside } from "@/components/lounge/parts.tsx";

export function StagePart({ inside }: { inside: Inside }) {
  const { props, words, visit } = inside;
  const strip = useSignal<{ Strip: typeof StageStrip } | null>(null);
  const ready = visit.ready.value;
  useEffect(() => {
    if (!ready || !props.stage) return;
    import("@/components/lounge/StageStrip.tsx").then(
      (module) => void (strip.value = { Strip: module.default }),
      () => {/* The forms that stand there do the same. */},
    );
  }, [ready]);
  if (!props.stage) return null;
  const loaded = strip.value;
  return (
    <details class="room-stage" open>
      <summary>
        <h2>{words.stage}</h2>
      </summary>
      {loaded ? <loaded.Strip inside={inside} /> : props.stage}
    </details>
  );
}
