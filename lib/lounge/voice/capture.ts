/** Asks for the microphone and for a screen, and says in our words why there is none. Browser-safe. */

/** Why there is no microphone or screen. */
export const CAPTURE_TROUBLES = [
  "denied",
  "none",
  "busy",
  "unsupported",
  "lost",
  "failed",
] as const;
export type CaptureTrouble = typeof CAPTURE_TROUBLES[number];

export type Captured =
  | { ok: true; stream: MediaStream; track: MediaStreamTrack }
  | { ok: false; reason: CaptureTrouble };

/** A microphone, as one chooses it. */
export interface Device {
  id: string;
  name: string;
}

/** What a share is limited to: text stays legible, and an old laptop keeps up. */
const SCREEN: MediaTrackConstraints = {
  width: { max: 1920 },
  height: { max: 1200 },
  frameRate: { max: 15 },
};

/** Opens the microphone; asks for permission where that is needed. */
export async function openMicrophone(device: string | null): Promise<Captured> {
  const audio: MediaTrackConstraints = {
    // One that was unplugged since is replaced by the machine's own choice.
    ...(device ? { deviceId: { ideal: device } } : {}),
    channelCount: 1,
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
  };
  return await capture(() => navigator.mediaDevices.getUserMedia({ audio }), "getAudioTracks");
}

/** Lets the reader pick a screen or window. */
export async function openScreen(): Promise<Captured> {
  const captured = await capture(
    () => navigator.mediaDevices.getDisplayMedia({ video: SCREEN, audio: false }),
    "getVideoTracks",
  );
  if (captured.ok) captured.track.contentHint = "detail";
  return captured;
}

/** Whether this browser can share a screen at all; phones mostly cannot. */
export function canShareScreen(): boolean {
  return typeof globalThis.navigator?.mediaDevices?.getDisplayMedia === "function";
}

async function capture(
  ask: () => Promise<MediaStream>,
  tracks: "getAudioTracks" | "getVideoTracks",
): Promise<Captured> {
  try {
    const stream = await ask();
    const [track] = stream[tracks]();
    return track ? { ok: true, stream, track } : { ok: false, reason: "none" };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

/** The trouble behind an exception. Source: Media Capture and Streams, 10.1; Screen Capture, 5.1. */
export function reasonOf(error: unknown): CaptureTrouble {
  // Without a secure page there are no devices to ask.
  if (error instanceof TypeError) return "unsupported";
  switch (error instanceof Error ? error.name : "") {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "none";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "failed";
  }
}

/** The microphones. Browsers give names only once the microphone was allowed: until then the list is empty. */
export async function listMicrophones(): Promise<Device[]> {
  const all = await navigator.mediaDevices?.enumerateDevices?.() ?? [];
  return all
    .filter(({ kind, deviceId, label }) => kind === "audioinput" && deviceId !== "" && label !== "")
    .map(({ deviceId, label }) => ({ id: deviceId, name: label }));
}
