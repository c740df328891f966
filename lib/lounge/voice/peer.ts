/** One peer connection: does what a negotiation decides, and carries a microphone and a screen. Browser-safe. */
import type { NegotiationEffect, NegotiationEvent } from "@/lib/rtc/negotiation_model.ts";
import { audioOf, bound, drive, quietly } from "@/lib/rtc/driver.ts";

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

export function createPeer(deps: PeerDeps): Peer {
  const pc = new RTCPeerConnection(deps.config);
  let voice: MediaStreamTrack | null = null;
  let screen: { sender: RTCRtpTransceiver; bitsPerS: number } | null = null;
  let seen: MediaStreamTrack | null = null;

  const driver = drive(pc, {
    freshConfig: deps.freshConfig,
    onEvent: deps.onEvent,
    beforeMake() {
      const own = audioOf(pc);
      if (own && own.direction !== "sendrecv") own.direction = "sendrecv";
      sendVoice();
    },
    afterStep() {
      lookForScreen();
      limit();
    },
  });
  pc.ontrack = ({ track }) => {
    if (track.kind === "audio") deps.onVoice(new MediaStream([track]));
  };
  if (deps.caller) pc.addTransceiver("audio", { direction: "sendrecv" });

  function sendVoice(): void {
    const own = audioOf(pc);
    // The side that answers has its own only once the offer is there.
    if (own && own.sender.track !== voice) quietly(own.sender.replaceTrack(voice));
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
    const own = audioOf(pc);
    if (own) bound(own.sender, VOICE_BITS_PER_S);
    if (screen) bound(screen.sender.sender, screen.bitsPerS);
  }

  return {
    perform: driver.perform,
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
      pc.ontrack = null;
      driver.close();
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
