/** Does on a peer connection what a negotiation decides, and tells it what came of that. Browser-safe. */
import type { NegotiationEffect, NegotiationEvent } from "@/lib/rtc/negotiation_model.ts";
import { initOf } from "@/lib/rtc/description.ts";
import { tuneOpus } from "@/lib/rtc/opus.ts";

export interface DriverDeps {
  /** Fetches the servers again, before ICE restarts. */
  freshConfig(): Promise<RTCConfiguration>;
  onEvent(event: NegotiationEvent): void;
  /** Before an offer or an answer is made: the moment to say which way media go. */
  beforeMake?(): void;
  /** After a description was made or taken. */
  afterStep?(): void;
}

export interface Driver {
  perform(effect: NegotiationEffect): void;
  /** Closes the connection; it says nothing more. */
  close(): void;
}

type Op = Extract<NegotiationEffect, { type: "make" | "apply" }>;

export function drive(pc: RTCPeerConnection, deps: DriverDeps): Driver {
  let closed = false;
  const emit = (event: NegotiationEvent): void => {
    if (!closed) deps.onEvent(event);
  };
  pc.onnegotiationneeded = () => emit({ type: "needed" });
  pc.onicecandidate = ({ candidate }) => {
    if (!candidate?.candidate) return;
    const { candidate: text, sdpMid: mid, sdpMLineIndex: line, usernameFragment } = candidate;
    // Firefox tells the name in the text alone.
    const ufrag = usernameFragment ?? / ufrag (\S+)/.exec(text)?.[1] ?? null;
    emit({ type: "candidate", candidate: { candidate: text, mid, line, ufrag } });
  };
  pc.onconnectionstatechange = () => {
    const state = pc.connectionState;
    if (state === "closed" || state === "new") return;
    emit({ type: "state", state });
  };

  async function negotiate(op: Op): Promise<void> {
    if (op.type === "apply") {
      const { type, sdp } = op.description;
      await pc.setRemoteDescription({ type, sdp: tuneOpus(sdp) });
    } else {
      deps.beforeMake?.();
      await pc.setLocalDescription();
    }
    if (closed) return;
    const local = pc.localDescription;
    if (op.type === "apply") emit({ type: "applied" });
    else if (local) {
      const type = local.type === "answer" ? "answer" : "offer";
      emit({ type: "made", description: { type, sdp: local.sdp } });
    }
    if (!closed) deps.afterStep?.();
  }

  async function restart(): Promise<void> {
    try {
      const config = await deps.freshConfig();
      if (!closed) pc.setConfiguration(config);
    } catch {
      // Those it has may still do; where not, the next restart asks again.
    }
    if (!closed) pc.restartIce();
  }

  return {
    perform(effect) {
      if (closed) return;
      if (effect.type === "make" || effect.type === "apply") {
        negotiate(effect).catch(() => emit({ type: "failed" }));
      } else if (effect.type === "add") {
        // One that does not fit is one way less, no more.
        for (const candidate of effect.candidates) quietly(pc.addIceCandidate(initOf(candidate)));
      } else if (effect.type === "restart") void restart();
    },
    close() {
      closed = true;
      pc.onnegotiationneeded = null;
      pc.onicecandidate = null;
      pc.onconnectionstatechange = null;
      pc.close();
    },
  };
}

/** Bounds what a sender sends, in bits per second. */
export function bound(sender: RTCRtpSender, maxBitrate: number): void {
  const parameters = sender.getParameters();
  const [encoding] = parameters.encodings ?? [];
  if (!encoding || encoding.maxBitrate === maxBitrate) return;
  encoding.maxBitrate = maxBitrate;
  quietly(sender.setParameters(parameters));
}

/** The transceiver of the microphone; the side that answers has one only once the offer is there. */
export function audioOf(pc: RTCPeerConnection): RTCRtpTransceiver | undefined {
  return pc.getTransceivers().find(({ receiver }) => receiver.track.kind === "audio");
}

/** For what fails only because the connection is being closed, or will be tried again. */
export function quietly(promise: Promise<unknown>): void {
  promise.catch(() => {});
}
