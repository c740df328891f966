/** Takes pictures from a camera's stream, each once. Needs a browser's document. */
import { CaptureClock } from "@/lib/avatar/tracking/capture_clock.ts";
import { copiesFrames } from "@/lib/avatar/tracking/pixel_reader.ts";

/** A picture out of a camera, to be closed by whoever has it. */
export type Picture = ImageBitmap | VideoFrame;

/** A picture that can be taken now: it is either grabbed or dropped. */
export interface Frame {
  /** When the camera took it, in milliseconds of `performance.now()`. */
  readonly atMs: number;
  /** Takes it; where it has to be copied anyway, so many pixels wide at most. @throws Where the stream is gone. */
  grab(width: number): Promise<Picture>;
  drop(): void;
}

/** Pictures of a stream as they come. */
export interface FrameSource {
  /** Whether a smaller picture takes less time: one that is copied whole takes none to speak of. */
  readonly sized: boolean;
  /** Ends when `stop()` is called; while the page is hidden, none come. */
  start(stream: MediaStream, onFrame: (frame: Frame) => void): Promise<void>;
  stop(): void;
}

type OpenProcessor = new (
  options: { track: MediaStreamTrack; maxBufferSize: number },
) => { readonly readable: ReadableStream<VideoFrame> };

/** Takes pictures from the track itself where this browser lets a page do so, as an element shows them a frame later. */
export function createFrameSource(): FrameSource {
  // Chromium lets pages have what the standard keeps to workers. Source: w3c.github.io/mediacapture-transform.
  const Processor: OpenProcessor | undefined = Reflect.get(
    globalThis,
    "MediaStreamTrackProcessor",
  );
  return Processor ? fromTrack(Processor) : fromElement();
}

function fromTrack(Processor: OpenProcessor): FrameSource {
  let reader: ReadableStreamDefaultReader<VideoFrame> | null = null;
  return {
    sized: !copiesFrames(),
    start(stream, onFrame) {
      const [track] = stream.getVideoTracks();
      if (!track) return Promise.resolve();
      // Of pictures that nobody has read yet, the newest is kept.
      reader = new Processor({ track, maxBufferSize: 1 }).readable.getReader();
      void readAll(reader, onFrame);
      return Promise.resolve();
    },
    stop() {
      // Of a track that ended there is nothing to cancel.
      reader?.cancel().catch(() => {});
      reader = null;
    },
  };
}

async function readAll(
  reader: ReadableStreamDefaultReader<VideoFrame>,
  onFrame: (frame: Frame) => void,
): Promise<void> {
  const clock = new CaptureClock();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const atMs = clock.read(value.timestamp / 1000, performance.now());
      // As an element has it: nobody is watched by a page that nobody sees.
      if (document.hidden) value.close();
      else onFrame({ atMs, grab: () => Promise.resolve(value), drop: () => value.close() });
    }
  } catch {
    // The track broke; whoever opened the camera is told by the track itself.
  }
}

/** Plays the stream in an element that is on no page, and watches for new pictures. */
function fromElement(): FrameSource {
  let stopWatching = () => {};
  let video: HTMLVideoElement | null = null;

  return {
    sized: true,
    async start(stream, onFrame) {
      const element = document.createElement("video");
      element.muted = true;
      element.playsInline = true;
      element.srcObject = stream;
      video = element;
      await element.play();
      if (video !== element) return;
      stopWatching = watch(element, (atMs) => {
        onFrame({ atMs, grab: (width) => grab(element, width), drop: () => {} });
      });
    },
    stop() {
      stopWatching();
      stopWatching = () => {};
      if (!video) return;
      video.pause();
      video.srcObject = null;
      video = null;
    },
  };
}

function watch(video: HTMLVideoElement, onPicture: (atMs: number) => void): () => void {
  let over = false;
  if ("requestVideoFrameCallback" in video) {
    const next = (nowMs: number, { captureTime }: VideoFrameCallbackMetadata) => {
      if (over) return;
      video.requestVideoFrameCallback(next);
      onPicture(captureTime ?? nowMs);
    };
    video.requestVideoFrameCallback(next);
  } else {
    // Firefox before 132: looks at every frame of the screen whether the camera's is another.
    const element: HTMLVideoElement = video;
    let seenS = -1;
    const next = (nowMs: number) => {
      if (over) return;
      requestAnimationFrame(next);
      if (element.currentTime === seenS) return;
      seenS = element.currentTime;
      onPicture(nowMs);
    };
    requestAnimationFrame(next);
  }
  return () => {
    over = true;
  };
}

async function grab(video: HTMLVideoElement, width: number): Promise<ImageBitmap> {
  const { videoWidth, videoHeight } = video;
  if (videoWidth <= width) return await createImageBitmap(video);
  return await createImageBitmap(video, {
    resizeWidth: width,
    resizeHeight: Math.max(1, Math.round(videoHeight * width / videoWidth)),
    resizeQuality: "low",
  });
}
