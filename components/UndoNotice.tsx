/** What was just taken away, and the way back. */
import { Button } from "@/components/Button.tsx";
import { Notice } from "@/components/Notice.tsx";

/** The way back posts `act=restore` to the page itself; without words for it there is none. */
export function UndoNotice({ removed, undo }: { removed: string; undo: string | null }) {
  return (
    <Notice>
      <p>{removed}</p>
      {undo !== null && (
        <form method="post">
          <Button size="small" icon="arrow-left" name="act" value="restore">{undo}</Button>
        </form>
      )}
    </Notice>
  );
}
