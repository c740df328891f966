/** An editor's face in its round, with a seal for how the work stands. */
import type { StageKey } from "@/lib/stories/writing/model.ts";
import { Icon, type IconName } from "@/components/Icon.tsx";
import { editorFace } from "@/components/writing/editors.ts";

/**
 * How a desk stands: what its job's stage says; `resting` between two chapters, `edited` where a person had the last word.
 */
export type DeskState =
  | "pending"
  | "resting"
  | "queued"
  | "running"
  | "paused"
  | "done"
  | "edited"
  | "failed"
  | "cancelled";

const SEALS: Readonly<Partial<Record<DeskState, IconName>>> = {
  done: "check",
  edited: "edit",
  failed: "warning",
  cancelled: "stop",
  paused: "clock",
};

/** Decoration: name and state stand beside it in words. */
export function EditorFace(
  { stage, state = "done", seal = true, eager = false }: {
    stage: StageKey;
    state?: DeskState;
    seal?: boolean;
    eager?: boolean;
  },
) {
  const icon = seal ? SEALS[state] : undefined;
  return (
    <span class={`editor-face is-${state}`} aria-hidden="true">
      <img
        src={editorFace(stage)}
        alt=""
        width={64}
        height={64}
        loading={eager ? "eager" : "lazy"}
        decoding="async"
      />
      {icon && (
        <span class="editor-seal">
          <Icon name={icon} />
        </span>
      )}
    </span>
  );
}
