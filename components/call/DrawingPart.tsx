/** What the faces are drawn with, and what stands behind them. Browser-safe. */
import type { ComponentChildren } from "preact";
import { Select } from "@/components/Field.tsx";
import { Backgrounds } from "@/components/call/Backgrounds.tsx";
import type { Inside } from "@/lib/calls/page/inside.ts";
import { RENDERER_CHOICES } from "@/lib/calls/page/settings.ts";

export function DrawingPart(
  { inside, children }: { inside: Inside; children?: ComponentChildren },
) {
  const { session, words } = inside;
  const hasAnimator = session.animator.value !== null;
  return (
    <section class="call-set" aria-labelledby="call-set-drawing">
      <h3 id="call-set-drawing">{words.drawing}</h3>
      <Backgrounds inside={inside} />
      <Select
        name="renderer"
        label={words.renderer}
        value={session.settings.value.renderer}
        options={RENDERER_CHOICES.filter((one) => one !== "neural" || hasAnimator)
          .map((value) => ({ value, label: words.renderers[value] }))}
        onChange={({ currentTarget }) => {
          const renderer = RENDERER_CHOICES.find((one) => one === currentTarget.value);
          if (renderer) session.set({ renderer });
        }}
      />
      {children}
    </section>
  );
}
