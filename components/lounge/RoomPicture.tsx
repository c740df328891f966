/** The room itself: its drawing, then the walkable picture, with what one does in it. Browser-safe. */
import { useEffect, useRef } from "preact/hooks";
import { Door } from "@/components/lounge/Door.tsx";
import type { Inside } from "@/components/lounge/parts.tsx";
import { Stick } from "@/components/lounge/Stick.tsx";
import { Tools } from "@/components/lounge/Tools.tsx";
import type { NoPicture } from "@/lib/lounge/visit.ts";

export function RoomPicture({ inside }: { inside: Inside }) {
  const { visit, words, props } = inside;
  const picture = visit.picture.value;
  const drawn = visit.view.value === "room";
  return (
    <div class={`room-picture is-${picture.kind}${drawn ? " is-drawn" : ""}`}>
      <div class="room-cover">{props.cover}</div>
      {drawn && <Canvas inside={inside} />}
      {picture.kind === "loading" && <Progress fraction={picture.fraction} inside={inside} />}
      {picture.kind === "lost" && <p class="picture-note" role="status">{words.lostPicture}</p>}
      {picture.kind === "none" && visit.settings.value.view !== "list" && (
        <p class="picture-note" role="status">{noteOf(picture.why, inside)}</p>
      )}
      <Door inside={inside} />
      {visit.ready.value && <Tools inside={inside} />}
      {picture.kind === "on" && visit.session.live.value && <Stick inside={inside} />}
    </div>
  );
}

function noteOf(why: NoPicture, { words }: Inside): string {
  return why === "failed" ? words.failedPicture : words.noPicture;
}

/** The canvas lives as long as the picture is wanted; what draws on it goes with it. */
function Canvas({ inside: { visit, words } }: { inside: Inside }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    void visit.draw(canvas.current!);
    return () => visit.erase();
  }, []);
  return (
    <canvas
      ref={canvas}
      id="room"
      class="room-canvas"
      tabIndex={0}
      role="application"
      aria-label={words.room}
      aria-describedby="room-help"
    />
  );
}

function Progress({ fraction, inside: { words } }: { fraction: number; inside: Inside }) {
  const percent = Math.round(fraction * 100);
  return (
    <div class="picture-progress">
      <label for="picture-progress">{words.drawing}</label>
      <progress id="picture-progress" max={100} value={percent}>{words.percent(percent)}</progress>
    </div>
  );
}
