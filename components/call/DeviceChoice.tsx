/** Which camera, which microphone: asked only where there are several. Browser-safe. */
import { Select } from "@/components/Field.tsx";
import type { Inside } from "@/lib/calls/page/inside.ts";

export function CameraChoice({ inside: { session, words } }: { inside: Inside }) {
  const cameras = session.tracker.value?.devices.value ?? [];
  if (cameras.length < 2) return null;
  return (
    <div class="call-device-more">
      <Select
        name="camera"
        label={words.cameraChoice}
        value={session.settings.value.camera ?? ""}
        options={[
          { value: "", label: words.cameraDefault },
          ...cameras.map(({ deviceId, label }, n) => ({
            value: deviceId,
            label: label || words.cameraUnnamed(n + 1),
          })),
        ]}
        onChange={({ currentTarget }) => {
          session.set({ camera: currentTarget.value || null });
          void session.turnCamera(true);
        }}
      />
    </div>
  );
}

export function MicrophoneChoice({ inside: { session, words } }: { inside: Inside }) {
  const { devices, turnOn } = session.microphone;
  if (devices.value.length < 2) return null;
  return (
    <div class="call-device-more">
      <Select
        name="microphone"
        label={words.micChoice}
        value={session.settings.value.microphone ?? ""}
        options={[
          { value: "", label: words.cameraDefault },
          ...devices.value.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={({ currentTarget }) => {
          const microphone = currentTarget.value || null;
          session.set({ microphone });
          void turnOn(microphone);
        }}
      />
    </div>
  );
}
