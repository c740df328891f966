/** The way to a body of one's own: loaded for those who have one or ask for it. Browser-safe. */
import { useSignal, useSignalEffect } from "@preact/signals";
import type OwnModelDialog from "@/components/lounge/OwnModelDialog.tsx";
import { type Inside, Sign } from "@/components/lounge/parts.tsx";

export function OwnModelPart({ inside }: { inside: Inside }) {
  const { visit, words, tell } = inside;
  const loaded = useSignal<{ Dialog: typeof OwnModelDialog } | null>(null);
  useSignalEffect(() => {
    const wanted = visit.fitting.value ||
      (visit.settings.value.ownModel && visit.drawing.value !== null);
    if (!wanted || loaded.peek()) return;
    import("@/components/lounge/OwnModelDialog.tsx").then(
      (module) => void (loaded.value = { Dialog: module.default }),
      () => {
        // Without its script the body is the usual one; who asked for another is told.
        if (visit.fitting.peek()) tell(words.failedAction);
        visit.fit(false);
      },
    );
  });
  const part = loaded.value;
  return part && <part.Dialog inside={inside} />;
}

/** In the menu of how the room looks. */
export function OwnModelItem({ inside: { visit, words } }: { inside: Inside }) {
  const open = (event: Event) => {
    const menu = event.currentTarget instanceof Element
      ? event.currentTarget.closest("details")
      : null;
    if (menu) menu.open = false;
    // The dialog gives the focus back to where it was.
    menu?.querySelector("summary")?.focus();
    visit.fit(true);
  };
  return (
    <button type="button" class="menu-item" onClick={open}>
      <Sign name="stand" />
      {words.ownModel}
    </button>
  );
}
