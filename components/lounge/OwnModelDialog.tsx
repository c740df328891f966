/** Choosing a body of one's own, and taking it off again. Browser-safe. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import { useSignalEffect } from "@preact/signals";
import { Button } from "@/components/Button.tsx";
import { Icon } from "@/components/Icon.tsx";
import { Notice } from "@/components/Notice.tsx";
import type { Inside } from "@/components/lounge/parts.tsx";
import { type OwnModelWords, ownModelWords } from "@/lib/i18n/own_model.ts";
import { OwnModel } from "@/lib/lounge/own_model/own_model.ts";
import { openModelStore } from "@/lib/lounge/own_model/store.ts";
import { QUALITY } from "@/lib/lounge/scene/quality.ts";
import { MAX_VRM_BYTES } from "@/lib/lounge/scene/wardrobe.ts";

const MEBIBYTE = 1024 * 1024;

interface PartProps {
  model: OwnModel;
  words: OwnModelWords;
  inside: Inside;
}

export default function OwnModelDialog({ inside }: { inside: Inside }) {
  const { visit, props } = inside;
  const words = ownModelWords[props.locale];
  const dialog = useRef<HTMLDialogElement>(null);
  const model = useMemo(() =>
    new OwnModel({
      store: openModelStore(() => indexedDB),
      lounge: visit.drawing,
      level: visit.level,
      manages: (level) => QUALITY[level].vrm,
      maxBytes: MAX_VRM_BYTES,
      remember: (has) => visit.set({ ownModel: has }),
    }), []);
  useEffect(() => {
    void model.begin();
    return () => model.close();
  }, []);
  useSignalEffect(() => {
    if (visit.fitting.value && !dialog.current!.open) dialog.current!.showModal();
  });
  const part = { model, words, inside };
  return (
    <dialog
      class="keys own-model"
      ref={dialog}
      aria-labelledby="own-model-title"
      onClose={() => visit.fit(false)}
    >
      <form method="dialog" class="keys-head">
        <h2 id="own-model-title">{words.title}</h2>
        <button class="tool" type="submit" aria-label={words.close}>
          <Icon name="close" />
        </button>
      </form>
      <p>{words.lede}</p>
      <p>{words.stays}</p>
      <State {...part} />
      {model.trouble.value && <Notice tone="warn">{words.trouble[model.trouble.value]}</Notice>}
      {model.managed.value && <Choose {...part} />}
    </dialog>
  );
}

/** What is worn, and why not. */
function State({ model, words, inside: { props, visit } }: PartProps) {
  const kept = model.kept.value;
  const work = model.work.value;
  const finer = (
    <Button type="button" size="small" onClick={() => visit.set({ quality: "high" })}>
      {words.finer}
    </Button>
  );
  if (work) {
    return (
      <div class="own-model-work">
        <label for="own-model-progress">{words[work.kind]}</label>
        <progress
          id="own-model-progress"
          max={1}
          {...(work.kind === "reading" ? { value: work.fraction } : {})}
        />
      </div>
    );
  }
  if (!kept) {
    if (model.managed.value) return null;
    return (
      <div class="own-model-state" role="status">
        <p>{words.notOffered}</p>
        {finer}
      </div>
    );
  }
  const size = new Intl.NumberFormat(props.locale, { maximumFractionDigits: 1 })
    .format(Math.max(0.1, kept.file.byteLength / MEBIBYTE));
  return (
    <div class="own-model-state">
      <p class="own-model-name">
        <strong>{kept.name}</strong> <span>{words.megabytes(size)}</span>
      </p>
      <p role="status">{model.shown.value ? words.shown : words.waits}</p>
      <div class="actions">
        {!model.managed.value && finer}
        <Remove model={model} words={words} />
      </div>
    </div>
  );
}

function Remove({ model, words }: Pick<PartProps, "model" | "words">) {
  return (
    <Button
      type="button"
      kind="danger"
      size="small"
      icon="trash"
      onClick={() => void model.remove()}
    >
      {words.remove}
    </Button>
  );
}

function Choose({ model, words }: PartProps) {
  return (
    <div class="own-model-choose">
      <label class="button is-quiet is-small">
        <Icon name="plus" />
        <span>{model.kept.value ? words.another : words.choose}</span>
        <input
          class="visually-hidden"
          type="file"
          accept=".vrm,model/gltf-binary"
          aria-describedby="own-model-limit"
          disabled={model.work.value !== null}
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            currentTarget.value = "";
            if (file) void model.choose(file);
          }}
        />
      </label>
      <small id="own-model-limit">{words.limit(MAX_VRM_BYTES / MEBIBYTE)}</small>
    </div>
  );
}
