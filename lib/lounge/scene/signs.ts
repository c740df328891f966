/** What hovers over heads, as drawings on a canvas: name tags, speech bubbles, emotes. Browser-safe. */
import type { Emote } from "@/lib/spaces/motion.ts";
import type { Pen } from "@/lib/lounge/scene/atlas.ts";
import { cut, wrapWords } from "@/lib/lounge/scene/words.ts";

/** Sizes in CSS pixels. */
export const TAG = { width: 168, height: 24, font: 13 } as const;
export const BUBBLE = { width: 252, height: 124, font: 14, line: 20, lines: 5, pad: 11 } as const;
export const EMOTE = { size: 44 } as const;

const PAPER = "#FBF7F0";
const INK = "#211C18";
const CELADON = "#2F6B5B";
const PERSIMMON = "#B4441F";

export interface Drawn {
  width: number;
  height: number;
}

/** Draws a name; residents have a persimmon seal before it. Gives the size used, in CSS pixels. */
export function drawTag(
  pen: Pen,
  { name, resident, mine, font, scale }: {
    name: string;
    resident: boolean;
    mine: boolean;
    font: string;
    scale: number;
  },
): Drawn {
  pen.scale(scale, scale);
  pen.font = `600 ${TAG.font}px ${font}`;
  const seal = resident ? 13 : 0;
  const measure = (text: string) => pen.measureText(text).width;
  const text = cut(name.replace(/\s+/g, " ").trim() || "·", "", measure, TAG.width - 20 - seal);
  const width = Math.ceil(measure(text)) + 18 + seal;
  pen.fillStyle = mine ? CELADON : "rgb(33 28 24 / 0.74)";
  pen.beginPath();
  pen.roundRect(0.5, 0.5, width - 1, TAG.height - 1, TAG.height / 2);
  pen.fill();
  if (resident) {
    pen.fillStyle = "#F0946A";
    pen.beginPath();
    pen.arc(13, TAG.height / 2, 3.6, 0, 7);
    pen.fill();
  }
  pen.fillStyle = PAPER;
  pen.textBaseline = "middle";
  pen.fillText(text, 9 + seal, TAG.height / 2 + 0.5);
  return { width, height: TAG.height };
}

/** Draws words in a bubble with its tail below the middle. */
export function drawBubble(
  pen: Pen,
  { text, keep, font, scale }: { text: string; keep: "head" | "tail"; font: string; scale: number },
): Drawn {
  pen.scale(scale, scale);
  pen.font = `500 ${BUBBLE.font}px ${font}`;
  const measure = (part: string) => pen.measureText(part).width;
  const lines = wrapWords(text, {
    measure,
    width: BUBBLE.width - BUBBLE.pad * 2 - 2,
    maxLines: BUBBLE.lines,
    keep,
  });
  const wide = Math.max(18, ...lines.map(measure));
  const width = Math.ceil(wide) + BUBBLE.pad * 2;
  const height = lines.length * BUBBLE.line + 12;
  speechShape(pen, width, height);
  pen.fillStyle = INK;
  pen.textBaseline = "middle";
  lines.forEach((line, i) => {
    pen.fillText(line, BUBBLE.pad, 6.5 + BUBBLE.line * (i + 0.5));
  });
  return { width, height: height + 7 };
}

/** Three dots: somebody is writing. */
export function drawTyping(pen: Pen, scale: number): Drawn {
  pen.scale(scale, scale);
  speechShape(pen, 46, 26);
  pen.fillStyle = "#6B6058";
  for (const x of [14, 23, 32]) {
    pen.beginPath();
    pen.arc(x, 13, 3, 0, 7);
    pen.fill();
  }
  return { width: 46, height: 33 };
}

function speechShape(pen: Pen, width: number, height: number): void {
  pen.fillStyle = PAPER;
  pen.strokeStyle = "rgb(122 92 62 / 0.55)";
  pen.lineWidth = 1;
  pen.beginPath();
  pen.roundRect(0.5, 0.5, width - 1, height - 1, 12);
  pen.fill();
  pen.stroke();
  pen.beginPath();
  pen.moveTo(width / 2 - 7, height - 1);
  pen.lineTo(width / 2, height + 6);
  pen.lineTo(width / 2 + 7, height - 1);
  pen.fill();
  pen.beginPath();
  pen.moveTo(width / 2 - 7, height - 0.5);
  pen.lineTo(width / 2, height + 6);
  pen.lineTo(width / 2 + 7, height - 0.5);
  pen.stroke();
}

/** Draws the sign of an emote on a disc of paper. */
export function drawEmote(pen: Pen, emote: Emote, scale: number): Drawn {
  pen.scale(scale, scale);
  const middle = EMOTE.size / 2;
  pen.fillStyle = PAPER;
  pen.strokeStyle = "rgb(122 92 62 / 0.5)";
  pen.beginPath();
  pen.arc(middle, middle, middle - 1.5, 0, 7);
  pen.fill();
  pen.stroke();
  pen.translate(middle, middle);
  pen.lineCap = pen.lineJoin = "round";
  pen.lineWidth = 3;
  EMOTE_STROKES[emote](pen);
  return { width: EMOTE.size, height: EMOTE.size };
}

const dot = (pen: Pen, x: number, y: number, r: number) => {
  pen.beginPath();
  pen.arc(x, y, r, 0, 7);
  pen.fill();
};

const path = (pen: Pen, d: string, how: "fill" | "stroke") => pen[how](new Path2D(d));

const EMOTE_STROKES: Readonly<Record<Emote, (pen: Pen) => void>> = {
  wave: (pen) => {
    // A hand with its fingers up, and the air that it moves.
    pen.fillStyle = "#E7B58C";
    pen.strokeStyle = "#8A5A3C";
    pen.lineWidth = 1.5;
    const hand =
      "M-7 3l-3-4a2 2 0 013-2l2 2-2-8a2 2 0 014-1l2 6-.5-8a2 2 0 014 0l1 8 1.500-6.500a2 2 0 014 1l-1.500 9c0 7-3 10-7 10-4 0-6-3-7.500-6.500z";
    path(pen, hand, "fill");
    path(pen, hand, "stroke");
    pen.strokeStyle = PERSIMMON;
    pen.lineWidth = 2;
    path(pen, "M11-12q3 3 3 6M-11-12q-3 3-3 6", "stroke");
  },
  heart: (pen) => {
    pen.fillStyle = PERSIMMON;
    path(pen, "M0 12C-16 1-12-11-5-10-2-10 0-7 0-5 0-7 2-10 5-10 12-11 16 1 0 12z", "fill");
  },
  clap: (pen) => {
    pen.fillStyle = "#E7B58C";
    pen.strokeStyle = "#8A5A3C";
    pen.lineWidth = 1.5;
    for (const side of [-1, 1]) {
      pen.save();
      pen.scale(side, 1);
      pen.rotate(0.28);
      pen.beginPath();
      pen.roundRect(0.5, -7, 7, 17, 3.5);
      pen.fill();
      pen.stroke();
      pen.restore();
    }
    pen.strokeStyle = PERSIMMON;
    pen.lineWidth = 2.2;
    path(pen, "M0-16v4M-9-14l2 4M9-14l-2 4", "stroke");
  },
  laugh: (pen) => {
    pen.strokeStyle = INK;
    pen.lineWidth = 2.4;
    path(pen, "M-11-3l4-4 4 4M3-3l4-4 4 4", "stroke");
    pen.fillStyle = PERSIMMON;
    path(pen, "M-8 3h16q-1 9-8 9t-8-9z", "fill");
  },
  nod: (pen) => {
    pen.strokeStyle = CELADON;
    pen.lineWidth = 4;
    path(pen, "M-9 0l6 7 12-13", "stroke");
  },
  surprise: (pen) => {
    pen.fillStyle = pen.strokeStyle = PERSIMMON;
    pen.lineWidth = 4.5;
    path(pen, "M0-11v12", "stroke");
    dot(pen, 0, 9, 2.8);
  },
  question: (pen) => {
    pen.fillStyle = pen.strokeStyle = CELADON;
    pen.lineWidth = 4;
    path(pen, "M-6-6c0-7 12-7 12 0 0 4-6 4-6 9", "stroke");
    dot(pen, 0, 10, 2.6);
  },
  dance: (pen) => {
    pen.fillStyle = pen.strokeStyle = CELADON;
    pen.lineWidth = 2.6;
    path(pen, "M-4 8v-16l12-3v16", "stroke");
    dot(pen, -7, 8, 4);
    dot(pen, 5, 5, 4);
  },
};
