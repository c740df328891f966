/** A few words about what just happened or what to know. */
import type { ComponentChildren } from "preact";
import { Children } from "@/components/Children.tsx";
import { Icon, type IconName } from "@/components/Icon.tsx";

export interface NoticeProps {
  /** `warn` also speaks up at once to screen readers. */
  tone?: "info" | "good" | "warn" | undefined;
  title?: string | undefined;
  children?: ComponentChildren;
}

const ICONS: Record<NonNullable<NoticeProps["tone"]>, IconName> = {
  info: "info",
  good: "check",
  warn: "warning",
};

export function Notice({ tone = "info", title, children }: NoticeProps) {
  return (
    <div class={`notice is-${tone}`} role={tone === "warn" ? "alert" : "status"}>
      <Icon name={ICONS[tone]} />
      <div>
        {title && <p class="notice-title">{title}</p>}
        <Children>{children}</Children>
      </div>
    </div>
  );
}
