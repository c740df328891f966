/**
 * The microphone of a call: off until it is asked for, tried out in the lobby, and watched for how loud it is.
 * Browser-safe.
 *
 * - [MI1] A microphone that is turned off is closed: its light goes out.
 * - [MI2] Of two wishes, the later holds: a microphone that comes after it was turned off is closed again.
 */
import { batch, createModel, signal } from "@preact/signals";
import type { Captured, CaptureTrouble, Device } from "@/lib/lounge/voice/capture.ts";

export interface MicrophoneDeps {
  open(device: string | null): Promise<Captured>;
  list(): Promise<readonly Device[]>;
  /** Measures how loud a stream is, 0 to 1; returns how to stop. */
  watch(stream: MediaStream, take: (level: number) => void): () => void;
}

export type MicrophoneState = "off" | "asking" | "on";

export const Microphone = createModel((deps: MicrophoneDeps) => {
  const state = signal<MicrophoneState>("off");
  const trouble = signal<CaptureTrouble | null>(null);
  const stream = signal<MediaStream | null>(null);
  const level = signal(0);
  const devices = signal<readonly Device[]>([]);
  let wish = 0;
  let unwatch: (() => void) | null = null;

  function close(): void {
    unwatch?.();
    unwatch = null;
    for (const track of stream.peek()?.getTracks() ?? []) track.stop();
    batch(() => {
      stream.value = null;
      state.value = "off";
      level.value = 0;
    });
  }

  async function turnOn(device: string | null): Promise<void> {
    const mine = ++wish;
    close();
    batch(() => {
      state.value = "asking";
      trouble.value = null;
    });
    const captured = await deps.open(device);
    if (mine !== wish) {
      if (captured.ok) captured.track.stop(); // [MI2]
      return;
    }
    if (!captured.ok) {
      batch(() => {
        state.value = "off";
        trouble.value = captured.reason;
      });
      return;
    }
    captured.track.addEventListener("ended", () => {
      if (mine !== wish) return;
      turnOff();
      trouble.value = "lost";
    });
    batch(() => {
      stream.value = captured.stream;
      state.value = "on";
    });
    unwatch = deps.watch(captured.stream, (loud) => level.value = loud);
    // Their names are told once one of them is allowed.
    devices.value = await deps.list().catch(() => []);
  }

  function turnOff(): void {
    wish++;
    trouble.value = null;
    close(); // [MI1]
  }

  return { state, trouble, stream, level, devices, turnOn, turnOff };
});
export type Microphone = InstanceType<typeof Microphone>;
