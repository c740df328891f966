/** Transceivers without media, for tests of this folder. */
export interface FakeTransceiver {
  direction: string;
  stopped: boolean;
  receiver: { track: { kind: string } };
  sender: {
    track: unknown;
    replaceTrack(track: unknown): Promise<void>;
    getParameters(): { encodings: { maxBitrate?: number }[] };
    setParameters(): Promise<void>;
  };
  stop(): void;
}

export function transceiver(kind: string): FakeTransceiver {
  const encodings: { maxBitrate?: number }[] = [{}];
  const made: FakeTransceiver = {
    direction: "sendrecv",
    stopped: false,
    receiver: { track: { kind } },
    sender: {
      track: null,
      replaceTrack(track) {
        made.sender.track = track;
        return Promise.resolve();
      },
      getParameters: () => ({ encodings }),
      setParameters: () => Promise.resolve(),
    },
    stop() {
      made.stopped = true;
    },
  };
  return made;
}
