import assert from "node:assert/strict";
import { type Consent, type ConsentEvent, stepConsent } from "@/lib/calls/client/consent.ts";

/** Two sides whose words arrive, and what has become of them. */
function talk(...events: ["a" | "b", ConsentEvent][]): [Consent, Consent] {
  const state: Record<"a" | "b", Consent> = { a: "none", b: "none" };
  const say = (who: "a" | "b", event: ConsentEvent): void => {
    const { consent, say: message } = stepConsent(state[who], event);
    state[who] = consent;
    if (message) say(who === "a" ? "b" : "a", { type: "heard", message });
  };
  for (const [who, event] of events) say(who, event);
  return [state.a, state.b];
}

Deno.test("[RC1] nothing is recorded before both said yes", () => {
  assert.deepEqual(talk(["a", { type: "ask" }]), ["asking", "asked"]);
  assert.deepEqual(talk(["a", { type: "ask" }], ["b", { type: "answer", agree: true }]), [
    "agreed",
    "agreed",
  ]);
  assert.deepEqual(talk(["a", { type: "ask" }], ["b", { type: "answer", agree: false }]), [
    "refused",
    "none",
  ]);
});

Deno.test("[RC1] an answer that nobody asked for agrees to nothing", () => {
  for (const consent of ["none", "asked", "refused"] as const) {
    const heard = stepConsent(consent, {
      type: "heard",
      message: { type: "record_answer", agree: true },
    });
    assert.deepEqual(heard, { consent, say: null });
  }
});

Deno.test("[RC2] two who ask at once have both agreed", () => {
  const asking = stepConsent("none", { type: "ask" });
  const heard = stepConsent(asking.consent, { type: "heard", message: asking.say! });
  assert.equal(heard.consent, "agreed");
});

Deno.test("either side stops it, at any time", () => {
  const agreed = [["a", { type: "ask" }], ["b", { type: "answer", agree: true }]] as const;
  for (const who of ["a", "b"] as const) {
    assert.deepEqual(
      talk(...agreed.map(([w, e]): ["a" | "b", ConsentEvent] => [w, e]), [
        who,
        { type: "stop" },
      ]),
      ["none", "none"],
    );
  }
  assert.deepEqual(talk(["a", { type: "ask" }], ["a", { type: "stop" }]), ["none", "none"]);
});

Deno.test("[RC3] whoever comes anew has agreed to nothing", () => {
  assert.equal(stepConsent("agreed", { type: "met" }).consent, "none");
});
