/** How the connection is, whether anybody sits in between, and the link that lets the other in. Browser-safe. */
import { Invitation } from "@/components/call/Invitation.tsx";
import { Sign } from "@/components/call/parts.tsx";
import { percentOf } from "@/lib/calls/page/figures.ts";
import type { Inside } from "@/lib/calls/page/inside.ts";

export function ConnectionPart({ inside }: { inside: Inside }) {
  const { session, words, props } = inside;
  const call = session.call.value;
  const { roundTripMs, loss, path } = call?.quality.value ??
    { roundTripMs: null, loss: null, path: null };
  const code = call?.code.value ?? null;
  return (
    <>
      <dl class="call-facts">
        <div>
          <dt>{words.roundTrip}</dt>
          <dd>
            {roundTripMs === null
              ? words.notMeasured
              : words.milliseconds(String(Math.max(1, Math.round(roundTripMs))))}
          </dd>
        </div>
        <div>
          <dt>{words.loss}</dt>
          <dd>{loss === null ? words.notMeasured : percentOf(loss, props.locale)}</dd>
        </div>
        <div>
          <dt>{words.path}</dt>
          <dd>{path === null ? words.notMeasured : words.paths[path]}</dd>
        </div>
        <div>
          <dt>{words.picturesTitle}</dt>
          <dd>0</dd>
        </div>
      </dl>
      <section class="call-code" aria-labelledby="call-code-title">
        <h3 id="call-code-title">
          <Sign name="shield" />
          <span>{words.codeTitle}</span>
        </h3>
        {code === null
          ? <p class="call-quiet">{words.codeNone}</p>
          : <p class="call-code-value" id="call-code">{code}</p>}
        <p>{words.codeWords}</p>
      </section>
      {session.phase.value.kind !== "alone" && <Invitation inside={inside} />}
    </>
  );
}
