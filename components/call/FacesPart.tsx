/** Feelings and gestures by hand: one's own face shows each. Browser-safe. */
import { Sign } from "@/components/call/parts.tsx";
import { GESTURES } from "@/lib/avatar/pose/pose.ts";
import { faceSrc } from "@/lib/calls/page/face.ts";
import type { Inside } from "@/lib/calls/page/inside.ts";
import { EMOTION_KEYS } from "@/lib/calls/page/keyboard.ts";

const GESTURE_KEYS = { wave: "W", thumbs_up: "U", heart: "H" } as const;

export function FacesPart({ inside: { session, words } }: { inside: Inside }) {
  const felt = session.feeling.value;
  const { face } = session.me.value;
  return (
    <>
      <div role="group" aria-labelledby="call-emotions">
        <h3 class="visually-hidden" id="call-emotions">{words.emotions}</h3>
        <div class="call-emotions">
          {EMOTION_KEYS.map((emotion, n) => (
            <button
              key={emotion}
              type="button"
              class="call-emotion"
              aria-pressed={felt === emotion ? "true" : "false"}
              title={words.withKey(words.emotion[emotion], String(n + 1))}
              onClick={() => session.feel(emotion)}
            >
              <img
                src={faceSrc(face, { expression: emotion })}
                alt=""
                width={64}
                height={64}
                data-fresh-disable-lock
              />
              <span>{words.emotion[emotion]}</span>
              <kbd aria-hidden="true">{n + 1}</kbd>
            </button>
          ))}
        </div>
        <p class="field-hint">{words.emotionsHint}</p>
      </div>
      <div role="group" aria-labelledby="call-gestures">
        <h3 id="call-gestures">{words.gestures}</h3>
        <div class="call-gestures">
          {GESTURES.map((gesture) => (
            <button
              key={gesture}
              type="button"
              class="button is-quiet is-small"
              title={words.withKey(words.gesture[gesture], GESTURE_KEYS[gesture])}
              onClick={() => session.gesture(gesture)}
            >
              <Sign name={gesture} />
              <span>{words.gesture[gesture]}</span>
            </button>
          ))}
        </div>
      </div>
    </>
  );
}
