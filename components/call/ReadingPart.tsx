/** How the face is read: what of the body, as in a mirror or not, set to one's own face, and what it costs. Browser-safe. */
import { useSignal } from "@preact/signals";
import { Button } from "@/components/Button.tsx";
import { Switch } from "@/components/call/parts.tsx";
import type { Extra } from "@/lib/avatar/tracking/extras.ts";
import { percentOf } from "@/lib/calls/page/figures.ts";
import type { Inside } from "@/lib/calls/page/inside.ts";

export function ReadingPart({ inside }: { inside: Inside }) {
  const { session, words } = inside;
  const { hands, body, mirror } = session.settings.value;
  return (
    <>
      <Rate inside={inside} />
      <Switch
        label={words.mirror}
        hint={words.mirrorHint}
        on={mirror}
        onChange={(on) => session.set({ mirror: on })}
      />
      <Switch
        label={words.hands}
        hint={extraWords("hands", inside) || words.handsHint}
        on={hands}
        onChange={(on) => session.set({ hands: on })}
      />
      <Switch
        label={words.body}
        hint={extraWords("body", inside) || words.bodyHint}
        on={body}
        onChange={(on) => session.set({ body: on })}
      />
      {session.camera.value && <Calibrate inside={inside} />}
    </>
  );
}

/** How hands or shoulders fare; empty where they are off. */
function extraWords(name: Extra, { session, words, props }: Inside): string {
  const state = session.tracker.value?.extras.value[name];
  if (!state) return "";
  return state.kind === "loading"
    ? words.extra.loading(percentOf(state.fraction, props.locale))
    : words.extra[state.kind];
}

/** What is read and what it costs, as measured. */
function Rate({ inside: { session, words, props } }: { inside: Inside }) {
  const tracker = session.tracker.value;
  if (!tracker || !session.camera.value) return <p class="call-quiet">{words.rateOff}</p>;
  const { fps, cpu, width } = tracker.rate.value;
  return (
    <p class="call-rate" aria-live="off">
      <b>{words.rate(Math.round(fps))}</b>
      <span>{cpu === null ? words.cpuUnknown : words.cpu(percentOf(cpu, props.locale))}</span>
      <span>{words.step(width)}</span>
    </p>
  );
}

/** Nine seconds that make a face one's own. */
function Calibrate({ inside: { session, words } }: { inside: Inside }) {
  const outcome = useSignal<"done" | "failed" | null>(null);
  const guide = session.tracker.value?.guide.value ?? null;
  const calibrate = async () => {
    outcome.value = null;
    const learned = await session.tracker.peek()?.calibrate();
    outcome.value = learned ? "done" : "failed";
  };
  return (
    <div class="call-calibrate">
      <Button
        type="button"
        size="small"
        disabled={guide !== null}
        onClick={() => void calibrate()}
      >
        {words.calibrate}
      </Button>
      {guide && (
        <p class="call-guide">
          <span role="status">{words.calibration[guide.stage]}</span>
          <b aria-hidden="true">{words.seconds(Math.ceil(guide.leftMs / 1000))}</b>
        </p>
      )}
      {!guide && (
        <p class="field-hint" role="status">
          {outcome.value ? words.calibration[outcome.value] : words.calibrateHint}
        </p>
      )}
    </div>
  );
}
