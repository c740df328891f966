/** Beside one's own picture in a call: a way to move it out of the way. Browser-safe. */
import { Sign } from "@/components/call/parts.tsx";
import type { Inside } from "@/lib/calls/page/inside.ts";
import { CORNERS } from "@/lib/calls/page/settings.ts";

export function SelfTools({ inside: { session, words } }: { inside: Inside }) {
  const { corner } = session.settings.value;
  const next = CORNERS[(CORNERS.indexOf(corner) + 1) % CORNERS.length]!;
  return (
    <div class="call-self-tools">
      <button
        type="button"
        class="call-tool"
        aria-label={words.corner}
        title={words.corner}
        onClick={() => session.set({ corner: next })}
      >
        <Sign name="corner" />
      </button>
    </div>
  );
}
