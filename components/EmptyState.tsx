/** An empty place that invites. */
import type { ComponentChildren } from "preact";
import { Children } from "@/components/Children.tsx";
import { Scene, type SceneName } from "@/components/Scene.tsx";

export interface EmptyStateProps {
  title: string;
  /** Default `step`: the stepping stone before the floor, still without shoes. */
  scene?: SceneName | undefined;
  /** A sentence or two. */
  children?: ComponentChildren;
  /** Buttons. */
  actions?: ComponentChildren;
}

export function EmptyState({ title, scene = "step", children, actions }: EmptyStateProps) {
  return (
    <div class="empty">
      <Scene name={scene} />
      <p class="empty-title">{title}</p>
      {children && (
        <p class="empty-words">
          <Children>{children}</Children>
        </p>
      )}
      {actions && (
        <div class="actions">
          <Children>{actions}</Children>
        </div>
      )}
    </div>
  );
}
