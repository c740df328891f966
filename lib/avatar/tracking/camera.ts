/** Opens a camera, and tells apart why one does not open. Browser-safe. */

/** The part of `navigator.mediaDevices` that is needed. */
export type Media = Pick<
  MediaDevices,
  "getUserMedia" | "enumerateDevices" | "addEventListener" | "removeEventListener"
>;

export type CameraTrouble = "denied" | "no_camera" | "in_use" | "unsupported";

export type OpenedCamera =
  | { readonly ok: true; readonly stream: MediaStream }
  | { readonly ok: false; readonly reason: CameraTrouble };

/** As much as the models make use of. */
const WANTED = {
  width: { ideal: 640 },
  height: { ideal: 480 },
  frameRate: { ideal: 30, max: 30 },
  facingMode: "user",
} as const satisfies MediaTrackConstraints;

/**
 * Opens a camera.
 *
 * @param deviceId The one that was chosen; where it is gone, any other is taken.
 */
export async function openCamera(
  media: Media | null,
  deviceId: string | undefined,
): Promise<OpenedCamera> {
  if (!media) return { ok: false, reason: "unsupported" };
  const chosen = deviceId ? { deviceId: { exact: deviceId } } : {};
  try {
    const stream = await media.getUserMedia({ video: { ...WANTED, ...chosen }, audio: false });
    return { ok: true, stream };
  } catch (error) {
    const reason = troubleOf(error);
    if (deviceId && reason === "no_camera") return await openCamera(media, undefined);
    return { ok: false, reason };
  }
}

/** Reads what `getUserMedia()` threw. Source: Media Capture and Streams, 9.2.1. */
export function troubleOf(error: unknown): CameraTrouble {
  switch (error instanceof Error ? error.name : "") {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "no_camera";
    case "NotReadableError":
    case "AbortError":
      return "in_use";
    default:
      return "unsupported";
  }
}

/** The cameras that can be chosen. Without a permission, browsers give them no names. */
export async function listCameras(media: Media | null): Promise<MediaDeviceInfo[]> {
  if (!media) return [];
  try {
    return (await media.enumerateDevices()).filter(({ kind }) => kind === "videoinput");
  } catch {
    // Not allowed to ask: then there is nothing to choose.
    return [];
  }
}

/** Lets a camera go: its light goes out. */
export function closeStream(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
