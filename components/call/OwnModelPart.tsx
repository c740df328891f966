/** A 3D avatar of one's own: choosing its file, wearing it, putting it away. Browser-safe. */
import { Button } from "@/components/Button.tsx";
import { Icon } from "@/components/Icon.tsx";
import { Switch } from "@/components/call/parts.tsx";
import { percentOf, sizeOf } from "@/lib/calls/page/figures.ts";
import { MAX_MODEL_BYTES } from "@/lib/calls/client/avatar.ts";
import type { Inside } from "@/lib/calls/page/inside.ts";

export function OwnModelPart({ inside }: { inside: Inside }) {
  const { model, words, props, session } = inside;
  const kept = model.kept.value;
  return (
    <div class="call-model">
      <h4>{words.ownModel}</h4>
      <p class="field-hint" id="call-model-words">{words.ownModelWords}</p>
      {kept && (
        <Switch
          label={words.ownModelUse}
          hint={`${kept.name} · ${sizeOf(kept.bytes, props.locale)}`}
          on={model.worn.value}
          onChange={model.wear}
        />
      )}
      <Sending inside={inside} />
      {model.trouble.value && (
        <p class="field-error" role="alert">{words.ownModelTrouble[model.trouble.value]}</p>
      )}
      <div class="actions">
        <label class="button is-quiet is-small">
          <Icon name="upload" />
          <span>{words.ownModelChoose}</span>
          <input
            class="visually-hidden"
            type="file"
            accept=".vrm,model/gltf-binary"
            aria-describedby="call-model-words"
            disabled={!session.ready.value || model.reading.value}
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0];
              currentTarget.value = "";
              if (file) void model.choose(file);
            }}
          />
        </label>
        {kept && (
          <Button
            type="button"
            kind="plain"
            size="small"
            icon="trash"
            onClick={() => void model.remove()}
          >
            {words.ownModelRemove}
          </Button>
        )}
      </div>
      <p class="field-hint">{words.ownModelLimit(String(MAX_MODEL_BYTES / (1024 * 1024)))}</p>
    </div>
  );
}

/** How the file fares on its way to the other. */
function Sending({ inside: { session, words, props } }: { inside: Inside }) {
  const sending = session.call.value?.ownModel.value ?? null;
  if (sending?.kind === "sending") {
    const percent = percentOf(sending.fraction, props.locale);
    return <p class="field-hint" role="status">{words.modelSending(percent)}</p>;
  }
  if (sending?.kind !== "refused") return null;
  return <p class="field-error" role="alert">{words.modelRefused}</p>;
}
