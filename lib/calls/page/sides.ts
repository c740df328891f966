/** The two sides of a call as they are drawn. Browser-safe. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { avatarSpecFromText } from "@/lib/avatar/spec.ts";
import type { AvatarLook, NeuralLook } from "@/lib/avatar/stage/renderer.ts";
import { faceSrc } from "@/lib/calls/page/face.ts";
import type { CallSession } from "@/lib/calls/page/session.ts";
import type { ShownFace } from "@/lib/calls/page/shown.ts";
import type { CallWords } from "@/lib/i18n/calls.ts";

/** A face as a moving picture, where this house has an animator. */
function neuralOf({ animator }: CallSession, face: string): NeuralLook | null {
  const modelUrl = animator.value;
  return modelUrl === null ? null : { modelUrl, portraitUrl: faceSrc(face, { crop: "portrait" }) };
}

export function selfFace(session: CallSession, words: CallWords): ShownFace {
  const look = computed<AvatarLook | null>(() =>
    session.ready.value && session.view.value !== "ended"
      ? {
        spec: avatarSpecFromText(session.me.value.face),
        vrm: session.vrm.value?.file ?? null,
        neural: neuralOf(session, session.me.value.face),
        background: session.settings.value.background,
      }
      : null
  );
  return {
    look,
    prefer: computed(() => session.settings.value.renderer),
    sample: session.sampleSelf,
    describe: words.selfPicture,
    kind: signal(null),
    loading: signal(null),
  };
}

export function peerFace(
  session: CallSession,
  words: CallWords,
  name: ReadonlySignal<string>,
): ShownFace {
  const avatar = computed(() => session.call.value?.peer.value?.avatar ?? null);
  /** The file of theirs, once it is here. */
  const file = computed(() => {
    const model = session.call.value?.peerModel.value ?? null;
    return model?.bytes ?? null;
  });
  const look = computed<AvatarLook | null>(() => {
    if (!avatar.value || session.view.value !== "in") return null;
    const { spec, vrm, background } = avatar.value;
    return {
      spec: avatarSpecFromText(spec),
      vrm: vrm ? file.value : null,
      neural: neuralOf(session, spec),
      background,
    };
  });
  return {
    look,
    prefer: computed(() => session.settings.value.renderer),
    sample: session.samplePeer,
    describe: (doing) => words.peerPicture(name.peek(), doing),
    kind: signal(null),
    loading: signal(null),
  };
}
