/** Puts a visit together from what a page brings: on the server for the markup, in the browser for all else. Browser-safe. */
import { loungeWords } from "@/lib/i18n/lounge.ts";
import { addressesOf, facePicture } from "@/lib/lounge/addresses.ts";
import { createCalls } from "@/lib/lounge/calls.ts";
import { connectRoom } from "@/lib/lounge/connect.ts";
import { createFrameClock, hasWebGl } from "@/lib/lounge/frame_clock.ts";
import type { LoungeProps } from "@/lib/lounge/props.ts";
import { Session } from "@/lib/lounge/session.ts";
import { Visit } from "@/lib/lounge/visit.ts";

/** Nothing happens before the visit is started: this also runs where there is no browser. */
export function openVisit(props: LoungeProps) {
  const { snapshot, viewer } = props;
  const spaceId = snapshot.space.space_id;
  const at = addressesOf(spaceId);
  const calls = createCalls({
    at,
    fetch: (input, init) => fetch(input, init),
    invite: props.invite,
    signedIn: viewer !== null,
  });
  const session = new Session({
    snapshot,
    join: () => calls.join(),
    leave: () => calls.leave(),
    connect: (handlers) => connectRoom({ calls, spaceId, socket: socketUrl(at.socket) }, handlers),
    loadEarlier: (cursor) => calls.loadEarlier(cursor),
    now: Date.now,
    after: callLater,
    newNonce: () => crypto.randomUUID(),
  });
  const visit = new Visit({
    session,
    to: props.draft?.to ?? null,
    drawer: () => localStorage,
    loadScene: () => import("@/lib/lounge/scene/lounge.ts"),
    canDraw: hasWebGl,
    faceUrl: (id, emotion) => `${facePicture(id, { emotion, rev: props.faces[id], size: "head" })}`,
    font: () => getComputedStyle(document.body).fontFamily,
    reducedMotion: () => matchMedia("(prefers-reduced-motion: reduce)").matches,
    clock: createFrameClock(),
    after: callLater,
  });
  /** Goes in at once, for somebody who has a seat: after a reload nobody stands at the door. */
  const start = () => {
    visit.start();
    if (viewer?.seated && !props.refused) session.resume();
  };
  return { visit, calls, at, start, words: loungeWords[props.locale] };
}
export type OpenVisit = ReturnType<typeof openVisit>;

/** Calls back after that many milliseconds; returns how to take that back. */
export function callLater(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
}

function socketUrl(path: string): string {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
