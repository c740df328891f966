/** Choosing another face in the lobby, where it is worn at once. Browser-safe. */
import { useSignal } from "@preact/signals";
import { Button } from "@/components/Button.tsx";
import { FacePicker } from "@/components/call/FacePicker.tsx";
import { avatarSpecToText, decodeAvatarSpec } from "@/lib/avatar/spec.ts";
import type { Inside } from "@/lib/calls/page/inside.ts";

/** Faces that were drawn on this page and are still offered. */
const MAX_DRAWN = 6;

export function FaceChoice({ inside: { session, props, words } }: { inside: Inside }) {
  const drawn = useSignal<readonly string[]>([]);
  const draw = async () => {
    // Drawing by chance is for those who ask for it.
    const { drawChoices } = await import("@/lib/avatar/random.ts");
    const text = avatarSpecToText(decodeAvatarSpec(drawChoices(crypto.randomUUID())));
    drawn.value = [text, ...drawn.value].slice(0, MAX_DRAWN);
    session.be({ face: text });
  };
  const more = drawn.value.map((text) => ({ text, name: null }));
  const groups = props.faces.map((group) =>
    group.id === "drawn" ? { ...group, faces: [...more, ...group.faces] } : group
  );
  return (
    <div class="call-face-choice">
      <FacePicker
        locale={props.locale}
        groups={groups}
        chosen={session.me.value.face}
        onChoose={({ text }) => session.be({ face: text })}
      />
      <Button
        type="button"
        size="small"
        icon="refresh"
        disabled={!session.ready.value}
        onClick={() => void draw()}
      >
        {words.another}
      </Button>
    </div>
  );
}
