/**
 * Looks on at a call from inside its page: what is drawn of the other, what the camera shows, what connections are told to
 * carry. `watchCall` is put into a page before its own scripts, so it is whole in itself.
 */
import type { BrowserContext } from "playwright-core";
import { shapeIndex } from "@/lib/avatar/pose/pose.ts";

/** What was drawn of the other at one moment. Angles in radians. */
export interface Drawn {
  /** Of the receiver's clock: when the pose was asked for, and when its picture was done. */
  nowMs: number;
  doneMs: number;
  /** Of the sender's clock: the moment that is shown of head, mouth and eyes. */
  atMs: number;
  source: string;
  yaw: number;
  roll: number;
  jaw: number;
  blinkL: number;
  blinkR: number;
}

/** A picture of the film as the camera gave it. */
export interface Shot {
  /** The number that is drawn into it; -1 where there is none. */
  n: number;
  atMs: number;
  /** When the page was given it. */
  seenMs: number;
}

/** A pose as it went out or came in. */
export interface PoseBytes {
  atMs: number;
  bytes: Uint8Array;
}

export interface Watched {
  drawn: Drawn[];
  shots: Shot[];
  /** Every description that a connection took, its own and the other's. */
  descriptions: string[];
  /** Every kind of track that a connection was given, or gave. */
  tracks: string[];
  /** What went out on the channel of poses, and what came. */
  sent: PoseBytes[];
  came: PoseBytes[];
  peers: RTCPeerConnection[];
  sockets: WebSocket[];
  /** Looks at the camera's pictures or not, which costs time that the page itself would have. */
  film(on: boolean): void;
}

declare global {
  // As functions that are evaluated in a page see it.
  var watched: Watched;
}

/** Puts {@link watchCall} into all pages of a context. */
export async function addWatch(context: BrowserContext): Promise<void> {
  await context.addInitScript(watchCall, {
    jaw: shapeIndex.jawOpen,
    blinkL: shapeIndex.eyeBlinkLeft,
    blinkR: shapeIndex.eyeBlinkRight,
  });
}

/** Runs in the page. `shapes` are the places of the jaw and the lids. */
function watchCall(shapes: { jaw: number; blinkL: number; blinkR: number }): void {
  const seen: Watched = {
    drawn: [],
    shots: [],
    descriptions: [],
    tracks: [],
    sent: [],
    came: [],
    peers: [],
    sockets: [],
    film: () => {},
  };
  globalThis.watched = seen;

  const Socket = globalThis.WebSocket;
  globalThis.WebSocket = class extends Socket {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      seen.sockets.push(this);
    }
  };

  const bytesOf = (data: unknown): Uint8Array | null => {
    if (data instanceof ArrayBuffer) return new Uint8Array(data).slice();
    if (!ArrayBuffer.isView(data)) return null;
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
  };
  const hear = (channel: RTCDataChannel) => {
    if (channel.label !== "pose") return;
    channel.addEventListener("message", ({ data }) => {
      const bytes = bytesOf(data);
      if (bytes) seen.came.push({ atMs: performance.now(), bytes });
    });
  };
  const kindOf = (given: string | MediaStreamTrack) =>
    typeof given === "string" ? given : given.kind;
  const Peer = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Peer {
    constructor(...args: ConstructorParameters<typeof RTCPeerConnection>) {
      super(...args);
      seen.peers.push(this);
      this.addEventListener("track", ({ track }) => seen.tracks.push(track.kind));
      this.addEventListener("datachannel", ({ channel }) => hear(channel));
    }
    override createDataChannel(label: string, init?: RTCDataChannelInit) {
      const channel = super.createDataChannel(label, init);
      hear(channel);
      return channel;
    }
    override addTrack(track: MediaStreamTrack, ...streams: MediaStream[]) {
      seen.tracks.push(track.kind);
      return super.addTrack(track, ...streams);
    }
    override addTransceiver(given: MediaStreamTrack | string, init?: RTCRtpTransceiverInit) {
      seen.tracks.push(kindOf(given));
      return super.addTransceiver(given, init);
    }
    override async setLocalDescription(given?: RTCLocalSessionDescriptionInit) {
      await super.setLocalDescription(given);
      seen.descriptions.push(this.localDescription?.sdp ?? "");
    }
    override async setRemoteDescription(given: RTCSessionDescriptionInit) {
      seen.descriptions.push(given.sdp ?? "");
      await super.setRemoteDescription(given);
    }
  };
  const replace = RTCRtpSender.prototype.replaceTrack;
  RTCRtpSender.prototype.replaceTrack = function (track) {
    if (track) seen.tracks.push(track.kind);
    return replace.call(this, track);
  };

  const send = RTCDataChannel.prototype.send;
  RTCDataChannel.prototype.send = function (this: RTCDataChannel, data: never) {
    const bytes = this.label === "pose" ? bytesOf(data) : null;
    if (bytes) seen.sent.push({ atMs: performance.now(), bytes });
    send.call(this, data);
  };

  Object.assign(globalThis, {
    maruDrawn(
      host: HTMLElement,
      pose: { atMs: number; source: string; shapes: Float32Array; head: readonly number[] },
      nowMs: number,
    ) {
      if (!host.closest(".call-peer")) return;
      const [x = 0, y = 0, z = 0, w = 1] = pose.head;
      seen.drawn.push({
        nowMs,
        doneMs: nowMs,
        atMs: pose.atMs,
        source: pose.source,
        yaw: Math.asin(Math.max(-1, Math.min(1, 2 * (x * z + w * y)))),
        roll: Math.atan2(2 * (w * z - x * y), 1 - 2 * (y * y + z * z)),
        jaw: pose.shapes[shapes.jaw] ?? 0,
        blinkL: pose.shapes[shapes.blinkL] ?? 0,
        blinkR: pose.shapes[shapes.blinkR] ?? 0,
      });
    },
  });

  const paint = globalThis.requestAnimationFrame;
  globalThis.requestAnimationFrame = (callback) =>
    paint((nowMs) => {
      const from = seen.drawn.length;
      callback(nowMs);
      for (const one of seen.drawn.slice(from)) one.doneMs = performance.now();
    });

  const block = 16;
  const bits = 9;
  const strip = new OffscreenCanvas(block * (bits + 2), block);
  const pen = strip.getContext("2d", { willReadFrequently: true });
  const numberOf = (video: HTMLVideoElement): number => {
    if (!pen || video.videoWidth !== 640) return -1;
    pen.drawImage(video, 0, 0, strip.width, block, 0, 0, strip.width, block);
    const { data } = pen.getImageData(0, block / 2, strip.width, 1);
    const isWhite = (at: number) => (data[4 * (at * block + block / 2)] ?? 0) > 128;
    if (!isWhite(0) || isWhite(bits + 1)) return -1;
    let n = 0;
    for (let bit = 0; bit < bits; bit++) if (isWhite(bit + 1)) n |= 1 << bit;
    return n;
  };
  // A camera's pictures are looked at in an element of its own, as the page itself may take them without any.
  const media = navigator.mediaDevices;
  const getUserMedia = media?.getUserMedia;
  const film = document.createElement("video");
  film.muted = true;
  const next = () => void film.requestVideoFrameCallback(next);
  seen.film = (on) => {
    // Without a stream it costs nothing.
    film.srcObject = on ? camera : null;
    if (camera && on) {
      film.play().catch(() => {
        // The camera went before it was seen.
      });
    }
  };
  let camera: MediaStream | null = null;
  if (getUserMedia) {
    media.getUserMedia = async (constraints) => {
      const stream = await getUserMedia.call(media, constraints);
      if (stream.getVideoTracks().length > 0) {
        if (!camera) next();
        camera = stream;
        seen.film(true);
      }
      return stream;
    };
  }

  const request = HTMLVideoElement.prototype.requestVideoFrameCallback;
  HTMLVideoElement.prototype.requestVideoFrameCallback = function (callback) {
    return request.call(this, (nowMs, metadata) => {
      const seenMs = performance.now();
      seen.shots.push({ n: numberOf(this), atMs: metadata.captureTime ?? nowMs, seenMs });
      callback(nowMs, metadata);
    });
  };
}
