/** Words of a card as paragraphs: lines and `*actions*` are kept, everything else is text as it was typed. */
import { MarkupText } from "@/components/chat/MarkupText.tsx";

export function Paragraphs({ texts }: { texts: readonly string[] }) {
  return (
    <>
      {texts.map((text) => (
        <p>
          <MarkupText text={text} />
        </p>
      ))}
    </>
  );
}
