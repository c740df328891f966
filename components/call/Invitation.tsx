/** The link that lets the other person in: to copy, and to hand on. Browser-safe. */
import { useSignal } from "@preact/signals";
import { Button } from "@/components/Button.tsx";
import type { Inside } from "@/lib/calls/page/inside.ts";

export function Invitation({ inside }: { inside: Inside }) {
  const { words, props, session } = inside;
  const outcome = useSignal<"copied" | "failed" | null>(null);
  const ready = session.ready.value;
  const canShare = ready && typeof navigator.share === "function";
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.invitation);
      outcome.value = "copied";
    } catch {
      // Not allowed here: the address stands there to be marked.
      outcome.value = "failed";
    }
  };
  const share = () => {
    // Whoever closes the sheet of the system has shared nothing, which is nobody's mistake.
    navigator.share({ text: words.shareText, url: props.invitation }).catch(() => {});
  };
  return (
    <div class="call-invitation">
      <label class="field-label" for="call-link">{words.invitation}</label>
      <p class="field-hint" id="call-link-hint">{words.invitationWords}</p>
      <input
        class="control"
        id="call-link"
        aria-describedby="call-link-hint"
        readOnly
        value={props.invitation}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      {ready && (
        <div class="actions">
          <Button type="button" size="small" icon="copy" onClick={() => void copy()}>
            {words.copy}
          </Button>
          {canShare && (
            <Button type="button" size="small" icon="share" onClick={share}>{words.share}</Button>
          )}
        </div>
      )}
      <p class="field-hint" role="status">
        {outcome.value === "copied"
          ? words.copied
          : outcome.value === "failed"
          ? words.copyFailed
          : ""}
      </p>
    </div>
  );
}
