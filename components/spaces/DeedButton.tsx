/** A button that does one thing to a person or to a space. */
import type { DeedAction } from "@/lib/spaces/moderation_model.ts";
import { Button } from "@/components/Button.tsx";
import { spacePaths } from "@/components/spaces/paths.ts";

export interface DeedButtonProps {
  spaceId: string;
  action: DeedAction;
  userId?: string | undefined;
  label: string;
  /** Whom it is about, for those who do not see where it stands. */
  about?: string | undefined;
}

export function DeedButton({ spaceId, action, userId, label, about }: DeedButtonProps) {
  return (
    <form method="post" action={spacePaths.moderation(spaceId)}>
      <input type="hidden" name="action" value={action} />
      {userId !== undefined && <input type="hidden" name="user_id" value={userId} />}
      <Button
        size="small"
        {...(about ? { "aria-label": `${label}: ${about}` } : {})}
      >
        {label}
      </Button>
    </form>
  );
}
