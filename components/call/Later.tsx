/** A part of the page that is loaded once the rest stands, so that the lobby does not wait for the call. Browser-safe. */
import { type ComponentType, h } from "preact";
import { useCallback, useEffect } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { Button } from "@/components/Button.tsx";
import type { Inside } from "@/lib/calls/page/inside.ts";

export interface LaterProps<P extends { inside: Inside }> {
  /** What the part is given. */
  parts: P;
  /** Shown at the moment; it is loaded sooner. */
  shown: boolean;
  load(): Promise<ComponentType<P>>;
}

export function Later<P extends { inside: Inside }>({ parts, shown, load }: LaterProps<P>) {
  const { session, words } = parts.inside;
  const state = useSignal<{ Part: ComponentType<P> } | "failed" | null>(null);
  const ready = session.ready.value;
  const fetchPart = useCallback(() => {
    state.value = null;
    load().then((Part) => state.value = { Part }, () => state.value = "failed");
  }, []);
  useEffect(() => {
    if (ready) fetchPart();
  }, [ready]);
  if (!shown) return null;
  const loaded = state.value;
  if (loaded === "failed") {
    return (
      <div class="call-waiting" role="alert">
        <p>{words.failedLoad}</p>
        <Button type="button" icon="refresh" onClick={fetchPart}>{words.tryAgain}</Button>
      </div>
    );
  }
  return loaded && h(loaded.Part, parts);
}
