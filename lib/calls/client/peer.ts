/** One peer connection of a call: data channels, and a microphone as the only track there ever is. Browser-safe. */
import {
  type ChannelData,
  Channels,
  type ChannelsDeps,
  type Label,
} from "@/lib/calls/client/channels.ts";
import { audioOf, bound, drive, quietly } from "@/lib/rtc/driver.ts";
import type { NegotiationEffect, NegotiationEvent } from "@/lib/rtc/negotiation_model.ts";

export interface CallPeerDeps extends ChannelsDeps {
  connect(config: RTCConfiguration): RTCPeerConnection;
  config: RTCConfiguration;
  /** Fetches the servers again, before ICE restarts. */
  freshConfig(): Promise<RTCConfiguration>;
  /** Makes the channels and the first offer. */
  caller: boolean;
  onEvent(event: NegotiationEvent): void;
  onVoice(track: MediaStreamTrack): void;
}

export interface CallPeerLine {
  perform(effect: NegotiationEffect): void;
  /** Makes the channels after all, and so an offer. */
  call(): void;
  /** Sends this track, or nothing; without negotiating again where there is a place for it. */
  setMicrophone(track: MediaStreamTrack | null): Promise<void>;
  send(label: Label, data: ChannelData): boolean;
  isOpen(label: Label): boolean;
  buffered(label: Label): number;
  /** Of both certificates, once both sides agree; see {@link fingerprintsOf}. */
  fingerprints(): { own: string; theirs: string } | null;
  getStats(): Promise<RTCStatsReport>;
  close(): void;
}

const VOICE_BITS_PER_S = 32_000;

/** All fingerprints in a description, in one order and one case; empty where there are none. */
export function fingerprintsOf(sdp: string): string {
  const found = [...sdp.matchAll(/^a=fingerprint:(\S+) ([0-9a-f:]+)/gim)]
    .map(([, kind, hex]) => `${kind} ${hex}`.toLowerCase());
  return [...new Set(found)].sort().join(" ");
}

export function createCallPeer(deps: CallPeerDeps): CallPeerLine {
  const pc = deps.connect(deps.config);
  const channels = new Channels(deps);
  let microphone: MediaStreamTrack | null = null;
  let settled = false;

  const driver = drive(pc, {
    freshConfig: deps.freshConfig,
    onEvent: deps.onEvent,
    beforeMake() {
      const own = audioOf(pc);
      if (own && own.direction !== "sendrecv") own.direction = "sendrecv";
      if (own) quietly(place(own));
      refuseVideo();
    },
    afterStep() {
      settled ||= pc.signalingState === "stable";
      refuseVideo();
      const own = audioOf(pc);
      if (own) bound(own.sender, VOICE_BITS_PER_S);
      else if (microphone && settled) addMicrophone();
    },
  });
  pc.ontrack = ({ track }) => {
    if (track.kind === "audio") deps.onVoice(track);
  };
  pc.ondatachannel = ({ channel }) => channels.take(channel);
  if (deps.caller) call();

  function call(): void {
    channels.make(pc);
    if (!audioOf(pc)) addMicrophone();
  }

  function addMicrophone(): void {
    const own = pc.addTransceiver("audio", { direction: "sendrecv" });
    quietly(place(own));
  }

  async function place({ sender }: RTCRtpTransceiver): Promise<void> {
    if (sender.track !== microphone) await sender.replaceTrack(microphone);
  }

  /** Such descriptions are not taken in the first place; should one get here, nothing is shown of it, or sent. */
  function refuseVideo(): void {
    for (const transceiver of pc.getTransceivers()) {
      if (transceiver.receiver.track.kind === "video") transceiver.stop();
    }
  }

  return {
    perform: driver.perform,
    call,
    async setMicrophone(track) {
      microphone = track;
      const own = audioOf(pc);
      if (own) await place(own);
      // A peer that offers no sound is asked to take some; before there is an offer, one waits for it.
      else if (track && settled) addMicrophone();
    },
    send: (label, data) => channels.send(label, data),
    isOpen: (label) => channels.isOpen(label),
    buffered: (label) => channels.buffered(label),
    fingerprints() {
      const own = fingerprintsOf(pc.currentLocalDescription?.sdp ?? "");
      const theirs = fingerprintsOf(pc.currentRemoteDescription?.sdp ?? "");
      return own && theirs ? { own, theirs } : null;
    },
    getStats: () => pc.getStats(),
    close() {
      channels.close();
      pc.ontrack = null;
      pc.ondatachannel = null;
      driver.close();
    },
  };
}
