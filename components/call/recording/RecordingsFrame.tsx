/** The recordings that this browser keeps, and the player of the one that is open. Browser-safe. */
import { effect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { Button, LinkButton } from "@/components/Button.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Icon } from "@/components/Icon.tsx";
import { Notice } from "@/components/Notice.tsx";
import { callPaths } from "@/components/call/paths.ts";
import { PlayerPart } from "@/components/call/recording/PlayerPart.tsx";
import { clockOf, sizeOf } from "@/lib/calls/page/figures.ts";
import { shownFace } from "@/lib/calls/page/shown.ts";
import { Collection } from "@/lib/calls/recording/collection.ts";
import { RECORDING_SUFFIX } from "@/lib/calls/recording/container.ts";
import { PLAYED_KEYS, type RecordingsProps } from "@/lib/calls/recording/page_props.ts";
import { playedFaces } from "@/lib/calls/recording/played_faces.ts";
import { saveFile } from "@/lib/calls/recording/save_file.ts";
import { type KeptRecording, openShelf } from "@/lib/calls/recording/shelf.ts";
import { type RecordingWords, recordingWords } from "@/lib/i18n/recordings.ts";

export default function RecordingsFrame(props: RecordingsProps) {
  const words = recordingWords[props.locale];
  const collection = useMemo(() =>
    new Collection({
      shelf: openShelf(() => indexedDB),
      now: () => performance.now(),
      every(ms, call) {
        const timer = setInterval(call, ms);
        return () => clearInterval(timer);
      },
    }), []);
  useEffect(() => begin(collection, props), []);
  const opened = collection.opened.value;
  const trouble = collection.trouble.value;
  return (
    <div class="recordings">
      {trouble && (
        <Notice tone="warn">
          <p role="alert">{words[trouble]}</p>
        </Notice>
      )}
      {opened
        ? <PlayerPart opened={opened} props={props} onClose={() => closePlayer(collection)} />
        : <List collection={collection} props={props} />}
    </div>
  );
}

/** Starts: what is named behind the `#` is opened. Returns how to end. */
function begin(collection: Collection, { locale }: RecordingsProps): () => void {
  const stage = document.getElementById("player-stage");
  const stop = effect(() => {
    const opened = collection.opened.value;
    if (stage) stage.hidden = opened === null;
    const faces = opened ? playedFaces(opened.player, locale) : null;
    PLAYED_KEYS.forEach((key, side) => void (shownFace(key).value = faces?.[side] ?? null));
  });
  const named = location.hash.slice(1);
  void collection.begin().then(() => {
    if (collection.list.peek()?.some(({ id }) => id === named)) void collection.openKept(named);
  });
  return () => {
    stop();
    for (const key of PLAYED_KEYS) shownFace(key).value = null;
    collection.dispose();
  };
}

function closePlayer(collection: Collection): void {
  collection.close();
  if (location.hash !== "") history.replaceState(null, "", location.pathname);
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(".recordings .recording-open, .recordings input")?.focus()
  );
}

function List({ collection, props: { locale } }: {
  collection: Collection;
  props: RecordingsProps;
}) {
  const words = recordingWords[locale];
  const list = collection.list.value;
  const removed = collection.removed.value;
  return (
    <>
      {removed && (
        <Notice>
          <p role="status">{words.removed(namesOf(removed, words))}</p>
          <Button type="button" size="small" onClick={() => void collection.undo()}>
            {words.undo}
          </Button>
        </Notice>
      )}
      {list === null
        ? <p class="call-quiet" role="status">{words.looking}</p>
        : list.length === 0
        ? (
          <EmptyState
            title={words.empty}
            actions={
              <>
                <FileChoice collection={collection} words={words} primary />
                <LinkButton href={callPaths.start}>{words.toCalls}</LinkButton>
              </>
            }
          >
            {words.emptyWords}
          </EmptyState>
        )
        : (
          <>
            <ul class="recording-list">
              {list.map((kept) => (
                <Row key={kept.id} kept={kept} collection={collection} locale={locale} />
              ))}
            </ul>
            <FileChoice collection={collection} words={words} />
          </>
        )}
    </>
  );
}

function Row({ kept, collection, locale }: {
  kept: KeptRecording;
  collection: Collection;
  locale: RecordingsProps["locale"];
}) {
  const words = recordingWords[locale];
  const names = namesOf(kept, words);
  const when = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const save = async () => {
    const file = await collection.file(kept.id);
    if (file) saveFile(kept, file);
  };
  return (
    <li class="recording-row">
      <button
        type="button"
        class="recording-open"
        onClick={() => void collection.openKept(kept.id)}
      >
        <b>{words.playOf(names)}</b>
        <span>
          {when.format(kept.startedAtMs)} · {clockOf(kept.durationMs)} ·{" "}
          {sizeOf(kept.bytes, locale)}
        </span>
      </button>
      <Button
        type="button"
        kind="plain"
        icon="download"
        label={`${words.download}: ${names}`}
        onClick={() => void save()}
      />
      <Button
        type="button"
        kind="plain"
        icon="trash"
        label={words.removeOf(names)}
        onClick={() => void collection.remove(kept)}
      />
    </li>
  );
}

function namesOf({ names: [one, other] }: KeptRecording, words: RecordingWords): string {
  return words.names(one || words.nobody, other || words.nobody);
}

function FileChoice({ collection, words, primary = false }: {
  collection: Collection;
  words: RecordingWords;
  primary?: boolean;
}) {
  return (
    <label class={`recording-file button is-${primary ? "primary" : "quiet"} is-medium`}>
      <Icon name="upload" />
      <span>{words.open}</span>
      <input
        type="file"
        accept={RECORDING_SUFFIX}
        title={words.openHint}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          currentTarget.value = "";
          if (file) void collection.open(file);
        }}
      />
    </label>
  );
}
