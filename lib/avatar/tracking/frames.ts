/** Takes pictures from a camera's stream, each once. Needs a browser's document. */

/** A picture that can be taken now. */
export interface Frame {
  /** When the camera took it, in milliseconds of `performance.now()`. */
  readonly atMs: number;
  /** Takes it, so many pixels wide at most. @throws Where the stream is gone. */
  grab(width: number): Promise<ImageBitmap>;
}

/** Pictures of a stream as they come. */
export interface FrameSource {
  /** Ends when `stop()` is called; while the page is hidden, none come. */
  start(stream: MediaStream, onFrame: (frame: Frame) => void): Promise<void>;
  stop(): void;
}

/** Plays the stream in an element that is on no page, and watches for new pictures. */
export function createFrameSource(): FrameSource {
  let stopWatching = () => {};
  let video: HTMLVideoElement | null = null;

  return {
    async start(stream, onFrame) {
      const element = document.createElement("video");
      element.muted = true;
      element.playsInline = true;
      element.srcObject = stream;
      video = element;
      await element.play();
      if (video !== element) return;
      stopWatching = watch(element, (atMs) => {
        onFrame({ atMs, grab: (width) => grab(element, width) });
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
