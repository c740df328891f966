/** Choosing what is behind one's avatar. Browser-safe. */
import { BACKGROUNDS } from "@/lib/avatar/stage/renderer.ts";
import type { Inside } from "@/lib/calls/page/inside.ts";

export function Backgrounds({ inside: { session, words } }: { inside: Inside }) {
  const chosen = session.settings.value.background;
  return (
    <fieldset class="call-backgrounds">
      <legend class="field-label">{words.background}</legend>
      <div>
        {BACKGROUNDS.map((one) => (
          <label key={one} class={`call-background is-${one}`}>
            <input
              type="radio"
              name="background"
              value={one}
              checked={one === chosen}
              onChange={() => session.set({ background: one })}
            />
            <span>{words.backgrounds[one]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
