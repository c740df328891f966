/** Sits the reader down beside a character. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { storyWords } from "@/lib/i18n/stories.ts";
import { Button } from "@/components/Button.tsx";
import { paths } from "@/components/place.ts";

export interface TalkButtonProps {
  locale: Locale;
  character: { id: string; name: string };
  wide?: boolean | undefined;
}

/** Begins a conversation, or goes on with the last one. Whoever has no account becomes a guest. */
export function TalkButton({ locale, character, wide }: TalkButtonProps) {
  const words = storyWords[locale];
  return (
    <form method="post" action={paths.chats}>
      <input type="hidden" name="character" value={character.id} />
      <Button size="small" icon="chat" wide={wide} aria-label={words.talkTo(character.name)}>
        {words.talk}
      </Button>
    </form>
  );
}
