/** In the place of the other, while they are not there: the invitation, or that they are on their way. Browser-safe. */
import { Invitation } from "@/components/call/Invitation.tsx";
import type { Inside } from "@/lib/calls/page/inside.ts";

export function Waiting({ inside }: { inside: Inside }) {
  const { session, words } = inside;
  const { kind } = session.phase.value;
  if (kind === "alone") {
    return (
      <div class="call-waiting">
        <p class="call-waiting-title">{words.aloneTitle}</p>
        <Invitation inside={inside} />
      </div>
    );
  }
  if (kind !== "joining" && kind !== "connecting") return null;
  return (
    <div class="call-waiting is-short">
      <p class="call-waiting-title">{words.phase[kind]}</p>
    </div>
  );
}
