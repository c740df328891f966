/** The reader's note on how a conversation should go. */
import { MAX_NOTE_CHARS, MAX_NOTE_DEPTH } from "@/lib/chat/model.ts";
import { memoryWords } from "@/lib/i18n/memory.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { AsidePage } from "@/components/chat/memory/AsidePage.tsx";
import { TextArea, TextField } from "@/components/Field.tsx";
import { errorOf, FormErrors } from "@/components/FormErrors.tsx";
import { Notice } from "@/components/Notice.tsx";
import { paths, type Place } from "@/components/place.ts";

export interface NotePageProps {
  place: Place;
  conversation: { id: string; characterName: string };
  /** As it was typed. */
  values: { text: string; depth: string };
  /** Names of the fields that cannot be taken. */
  wrong: readonly string[];
}

export function NotePage({ place, conversation, values, wrong }: NotePageProps) {
  const { locale } = place.state;
  const words = memoryWords[locale];
  const done = place.url.searchParams.get("done");
  const max = MAX_NOTE_CHARS.toLocaleString(locale);
  const errors = [...new Set(wrong)].map((path) => ({
    path,
    message: path === "text" ? words.note.tooLong(max) : `1–${MAX_NOTE_DEPTH}`,
  }));
  return (
    <AsidePage
      place={place}
      conversation={conversation}
      title={words.note.title}
      lede={words.note.lede(conversation.characterName)}
    >
      {(done === "saved" || done === "removed") && (
        <Notice tone="good">{done === "saved" ? words.saved : words.note.removed}</Notice>
      )}
      <FormErrors
        locale={locale}
        errors={errors}
        labels={{ text: words.note.text, depth: words.note.depth }}
      />
      <form class="form" method="post">
        <TextArea
          name="text"
          label={words.note.text}
          placeholder={words.note.placeholder}
          error={errorOf(errors, "text")}
          value={values.text}
          maxLength={MAX_NOTE_CHARS}
          rows={6}
        />
        <div class="note-depth">
          <TextField
            name="depth"
            type="number"
            inputMode="numeric"
            min={1}
            max={MAX_NOTE_DEPTH}
            label={words.note.depth}
            hint={words.note.depthHint}
            error={errorOf(errors, "depth")}
            value={values.depth}
            required
          />
        </div>
        <div class="actions">
          <Button kind="primary">{words.save}</Button>
          <LinkButton kind="plain" href={paths.chat(conversation.id)}>{words.cancel}</LinkButton>
        </div>
      </form>
    </AsidePage>
  );
}
