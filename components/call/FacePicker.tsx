/** Choosing a face for a call: the same radio buttons with a script and without. Browser-safe. */
import { type Face, type FaceGroup, faceSrc } from "@/lib/calls/page/face.ts";
import { callWords } from "@/lib/i18n/calls.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

export interface FacePickerProps {
  locale: Locale;
  groups: readonly FaceGroup[];
  /** Text of the face that is worn. */
  chosen: string;
  onChoose?: (face: Face) => void;
}

export function FacePicker({ locale, groups, chosen, onChoose }: FacePickerProps) {
  const words = callWords[locale];
  return (
    <fieldset class="face-picker">
      <legend class="field-label">{words.face}</legend>
      {groups.map(({ id, faces }) => (
        <div key={id} class="face-group" role="group" aria-labelledby={`faces-${id}`}>
          <p class="face-group-name" id={`faces-${id}`}>{words.faceGroups[id]}</p>
          <div class="face-row">
            {faces.map((face) => (
              <label key={face.text} class="face-card">
                <input
                  type="radio"
                  name="face"
                  value={face.text}
                  checked={face.text === chosen}
                  {...(onChoose
                    ? { onChange: () => onChoose(face) }
                    : {})}
                />
                <img
                  src={faceSrc(face.text)}
                  alt=""
                  width={96}
                  height={96}
                  loading="lazy"
                  decoding="async"
                  data-fresh-disable-lock
                />
                <span class={face.name ? "face-name" : "visually-hidden"}>
                  {face.name ?? words.drawnFace}
                </span>
              </label>
            ))}
          </div>
        </div>
      ))}
    </fieldset>
  );
}
