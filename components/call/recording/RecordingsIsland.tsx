/** The page of recordings, once its script is here: loaded for it alone. Browser-safe. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type RecordingsFrame from "@/components/call/recording/RecordingsFrame.tsx";
import type { RecordingsProps } from "@/lib/calls/recording/page_props.ts";
import { callWords } from "@/lib/i18n/calls.ts";

export function RecordingsIsland(props: RecordingsProps) {
  const frame = useSignal<{ Frame: typeof RecordingsFrame } | "failed" | null>(null);
  useEffect(() => {
    import("@/components/call/recording/RecordingsFrame.tsx").then(
      (module) => void (frame.value = { Frame: module.default }),
      () => void (frame.value = "failed"),
    );
  }, []);
  const loaded = frame.value;
  if (loaded === "failed") {
    return <p class="field-error" role="alert">{callWords[props.locale].failedLoad}</p>;
  }
  if (!loaded) {
    return <p class="call-quiet recordings-wait">{callWords[props.locale].loading}</p>;
  }
  return <loaded.Frame {...props} />;
}
