/** That a call is recorded, for as long as it is; and the question, for whoever was asked. Browser-safe. */
import { Button } from "@/components/Button.tsx";
import type { Inside } from "@/lib/calls/page/inside.ts";
import { recordingWords } from "@/lib/i18n/recordings.ts";

export function RecordSign({ inside }: { inside: Inside }) {
  const { desk, peerName, props } = inside;
  const words = recordingWords[props.locale];
  if (desk.sinceMs.value !== null) {
    return (
      <div class="call-recording" id="call-recording">
        <p role="status">
          <span class="call-recording-dot" aria-hidden="true" />
          {words.sign}
        </p>
        <Button type="button" size="small" onClick={() => desk.stop()}>{words.stop}</Button>
        <Button type="button" size="small" kind="plain" onClick={() => desk.withdraw()}>
          {words.withdraw}
        </Button>
      </div>
    );
  }
  if (desk.consent.value !== "asked") return null;
  return (
    <div class="call-recording is-asked" role="alertdialog" aria-labelledby="call-asked">
      <p id="call-asked">
        <b>{words.asked(peerName.value)}</b>
      </p>
      <p>{words.askedWords}</p>
      <div class="actions">
        <Button type="button" size="small" onClick={() => desk.answer(false)}>
          {words.decline}
        </Button>
        <Button type="button" size="small" kind="primary" onClick={() => desk.answer(true)}>
          {words.agree}
        </Button>
      </div>
    </div>
  );
}
