/** Draws whoever stands under a key, by what suits their avatar and this machine, and says in words what they do. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { faceSrc } from "@/lib/calls/page/face.ts";
import { openCanvas } from "@/lib/calls/page/canvas.ts";
import { shownFace } from "@/lib/calls/page/shown.ts";
import { callWords } from "@/lib/i18n/calls.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

export interface AvatarCanvasProps {
  locale: Locale;
  /** Who is drawn; see `lib/calls/page/shown.ts`. */
  shows: string;
  /** Text of a face that is shown as a picture until it is drawn; null for nobody yet. */
  poster: string | null;
  /** What the picture shows, before anything moves. */
  alt: string;
}

export default function AvatarCanvas({ locale, shows, poster, alt }: AvatarCanvasProps) {
  const host = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => shownFace(shows), [shows]);
  const telling = useSignal(alt);
  useEffect(() => {
    if (!host.current) return;
    return openCanvas({
      host: host.current,
      shown,
      words: callWords[locale].doing,
      tell: (words) => void (telling.value = words),
    });
  }, [shown]);
  const drawn = shown.value?.kind.value ?? null;
  return (
    <div class="avatar-canvas" role="img" aria-label={telling.value} data-drawn={drawn ?? "none"}>
      {poster !== null && drawn === null && (
        <img
          class="avatar-poster"
          src={faceSrc(poster, { crop: "portrait" })}
          alt=""
          width={640}
          height={800}
          data-fresh-disable-lock
        />
      )}
      <div class="avatar-host" ref={host} />
    </div>
  );
}
