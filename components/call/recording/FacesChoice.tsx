/** Who is seen in the place of either person of a recording: as they were, another face, or a VRM file. Browser-safe. */
import { useSignal } from "@preact/signals";
import { Button } from "@/components/Button.tsx";
import { Select } from "@/components/Field.tsx";
import { Icon } from "@/components/Icon.tsx";
import { MAX_MODEL_BYTES } from "@/lib/calls/client/avatar.ts";
import { isGltf } from "@/lib/calls/page/own_model.ts";
import type { Side } from "@/lib/calls/recording/container.ts";
import type { RecordingsProps } from "@/lib/calls/recording/page_props.ts";
import type { Player } from "@/lib/calls/recording/player.ts";
import { callWords } from "@/lib/i18n/calls.ts";
import { recordingWords } from "@/lib/i18n/recordings.ts";

interface FacesChoiceProps {
  player: Player;
  props: RecordingsProps;
  names: readonly string[];
}

export function FacesChoice(parts: FacesChoiceProps) {
  return (
    <div class="player-faces">
      <OneFace {...parts} side={0} />
      <OneFace {...parts} side={1} />
    </div>
  );
}

function OneFace(
  { player, props: { locale, faces }, names, side }: FacesChoiceProps & { side: Side },
) {
  const words = recordingWords[locale];
  const { drawnFace } = callWords[locale];
  const trouble = useSignal(false);
  const name = names[side]!;
  const known = faces.flatMap(({ faces }) =>
    faces.map((face, n) => ({ value: face.text, label: face.name ?? `${drawnFace} ${n + 1}` }))
  );
  const wear = async (file: File | undefined) => {
    if (!file) return;
    const bytes = file.size <= MAX_MODEL_BYTES ? await file.arrayBuffer().catch(() => null) : null;
    trouble.value = bytes === null || !isGltf(bytes);
    if (bytes && !trouble.value) player.vrms[side].value = bytes;
  };
  return (
    <div class="player-face">
      <Select
        name={`face-${side}`}
        label={words.faceOf(name)}
        value={player.worn[side].value ?? ""}
        options={[{ value: "", label: words.ownFace }, ...known]}
        onChange={({ currentTarget }) => {
          player.worn[side].value = currentTarget.value === "" ? null : currentTarget.value;
        }}
      />
      <label class="recording-file button is-quiet is-small">
        <Icon name="upload" />
        <span>{words.vrmOf(name)}</span>
        <input
          type="file"
          accept=".vrm,.glb"
          onChange={({ currentTarget }) => {
            void wear(currentTarget.files?.[0]);
            currentTarget.value = "";
          }}
        />
      </label>
      {trouble.value && <p class="field-error" role="alert">{words.vrmNot}</p>}
      {player.vrms[side].value && (
        <Button
          type="button"
          size="small"
          kind="plain"
          onClick={() => void (player.vrms[side].value = null)}
        >
          {words.vrmOff}
        </Button>
      )}
    </div>
  );
}
