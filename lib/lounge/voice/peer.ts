/** One peer connection: does what a negotiation decides, and carries a microphone and a screen. Browser-safe. */
import type { NegotiationEffect, NegotiationEvent } from "@/lib/lounge/voice/negotiation_model.ts";
import { tuneOpus } from "@/lib/lounge/voice/sound.ts";

export interface PeerDeps {
  /** The side that makes the first offer. */
  caller: boolean;
  config: RTCConfiguration;
  /** Fetches the servers again, before ICE restarts. */
  freshConfig(): Promise<RTCConfiguration>;
  onEvent(event: NegotiationEvent): void;
  onVoice(stream: MediaStream): void;
  onScreen(stream: MediaStream | null): void;
}

export interface Peer {
  perform(effect: NegotiationEffect): void;
  /** Sends this track, or nothing; without negotiating again. */
  setVoice(track: MediaStreamTrack | null): void;
  setScreen(track: MediaStreamTrack | null, bitsPerS: number): void;
  getStats(): Promise<RTCStatsReport>;
  close(): void;
}

const VOICE_BITS_PER_S = 32_000;
/** Few codecs keep a description small enough for one frame. */
const SCREEN_CODECS = new Set(["video/vp8", "video/h264", "video/rtx"]);

type Op = Extract<NegotiationEffect, { type: "make" | "apply" }>;

export function createPeer(deps: PeerDeps): Peer {
  const pc = new RTCPeerConnection(deps.config);
  let voice: MediaStreamTrack | null = null;
  let screen: { sender: RTCRtpTransceiver; bitsPerS: number } | null = null;
  let closed = false;
  let seen: MediaStreamTrack | null = null;

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
  pc.ontrack = ({ track }) => {
    if (track.kind === "audio") deps.onVoice(new MediaStream([track]));
  };
  if (deps.caller) pc.addTransceiver("audio", { direction: "sendrecv" });

  function audio(): RTCRtpTransceiver | undefined {
    return pc.getTransceivers().find(({ receiver }) => receiver.track.kind === "audio");
  }

  function sendVoice(): void {
    const own = audio();
    // The side that answers has its own only once the offer is there.
    if (own && own.sender.track !== voice) quietly(own.sender.replaceTrack(voice));
  }

  async function negotiate(op: Op): Promise<void> {
    if (op.type === "apply") {
      const { type, sdp } = op.description;
      await pc.setRemoteDescription({ type, sdp: tuneOpus(sdp) });
    } else {
      const own = audio();
      if (own && own.direction !== "sendrecv") own.direction = "sendrecv";
      sendVoice();
      await pc.setLocalDescription();
    }
    if (closed) return;
    const local = pc.localDescription;
    if (op.type === "apply") emit({ type: "applied" });
    else if (local) {
      const type = local.type === "answer" ? "answer" : "offer";
      emit({ type: "made", description: { type, sdp: local.sdp } });
    }
    lookForScreen();
    limit();
  }

  /** Tracks of video come and go with negotiations; a direction tells the truth, mute events come late. */
  function lookForScreen(): void {
    if (pc.signalingState !== "stable") return;
    const shown =
      pc.getTransceivers().find(({ receiver, currentDirection }) =>
        receiver.track.kind === "video" && /recv/.test(currentDirection ?? "")
      )?.receiver.track ?? null;
    if (shown === seen) return;
    seen = shown;
    deps.onScreen(shown && new MediaStream([shown]));
  }

  function limit(): void {
    const own = audio();
    if (own) bound(own.sender, VOICE_BITS_PER_S);
    if (screen) bound(screen.sender.sender, screen.bitsPerS);
  }

  async function restart(): Promise<void> {
    try {
      pc.setConfiguration(await deps.freshConfig());
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
        for (const { candidate, mid, line, ufrag } of effect.candidates) {
          const usernameFragment = ufrag;
          // One that does not fit is one way less, no more.
          quietly(
            pc.addIceCandidate({ candidate, sdpMid: mid, sdpMLineIndex: line, usernameFragment }),
          );
        }
      } else if (effect.type === "restart") void restart();
    },
    setVoice(track) {
      voice = track;
      sendVoice();
    },
    setScreen(track, bitsPerS) {
      if (track) {
        if (screen) screen.sender.direction = "sendonly";
        const sender = screen?.sender ?? pc.addTransceiver("video", { direction: "sendonly" });
        preferCodecs(sender);
        screen = { sender, bitsPerS };
        quietly(sender.sender.replaceTrack(track));
        limit();
      } else if (screen) {
        quietly(screen.sender.sender.replaceTrack(null));
        screen.sender.direction = "inactive";
      }
    },
    getStats: () => pc.getStats(),
    close() {
      closed = true;
      pc.onnegotiationneeded = null;
      pc.onicecandidate = null;
      pc.onconnectionstatechange = null;
      pc.ontrack = null;
      pc.close();
      deps.onScreen(null);
    },
  };
}

function preferCodecs(transceiver: RTCRtpTransceiver): void {
  const codecs = RTCRtpReceiver.getCapabilities("video")?.codecs ?? [];
  const few = codecs.filter(({ mimeType }) => SCREEN_CODECS.has(mimeType.toLowerCase()));
  // Not in older Firefox: its list is short by itself.
  if (few.length > 0) transceiver.setCodecPreferences?.(few);
}

function bound(sender: RTCRtpSender, maxBitrate: number): void {
  const parameters = sender.getParameters();
  const [encoding] = parameters.encodings ?? [];
  if (!encoding || encoding.maxBitrate === maxBitrate) return;
  encoding.maxBitrate = maxBitrate;
  quietly(sender.setParameters(parameters));
}

/** For what fails only because the connection is being closed, or will be tried again. */
function quietly(promise: Promise<unknown>): void {
  promise.catch(() => {});
}
