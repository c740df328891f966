/** A story's motif as a small mark between rules, before and after its text. */
import type { Motif } from "@/lib/stories/model.ts";

/** Motif → one filled outline on a 48-unit grid. */
const MARKS: Readonly<Record<Motif, string>> = {
  moon:
    "M30 6a18 18 0 1 0 12 26a15 15 0 0 1-12-26Zm8 2l1.600 4.400L44 14l-4.400 1.600L38 20l-1.600-4.400L32 14l4.400-1.600Z",
  persimmon:
    "M24 16c9-3 18 2 18 12s-8 15-18 15S6 38 6 28s9-15 18-12Zm0-2c-4 0-8-1-11-5c4-1 7-1 9 1l2-6l2 6c2-2 5-2 9-1c-3 4-7 5-11 5Z",
  wave:
    "M4 36a20 20 0 0 1 40 0h-5a15 15 0 0 0-30 0Zm9 0a11 11 0 0 1 22 0h-4.500a6.500 6.500 0 0 0-13 0Z",
  lantern:
    "M22.800 2h2.400v6h7l4 5H11.800l4-5h7Zm-10 13h22.400c2 7 2 12 0 18H12.800c-2-6-2-11 0-18Zm2 20h18.400l-2 4h-6v3l2 5h-6.400l2-5v-3h-6Z",
  mountain:
    "M2 40C8 32 10 24 15 24c2 0 3 2 5 4C23 18 26 10 30 10c6 0 9 20 16 30Zm10-27a5 5 0 1 1 0 .1Z",
  crane:
    "M4 22c4-1 8 0 11 3c3-8 9-15 19-19c-2 8-6 14-11 18c7-1 14 0 21 4l-9 1l7 5c-10 3-19 1-24-5c-3-3-7-5-14-7Z",
};

export function Ornament({ motif }: { motif: Motif }) {
  return (
    <div class="ornament" aria-hidden="true">
      <svg viewBox="0 0 48 48">
        <path d={MARKS[motif]} />
      </svg>
    </div>
  );
}
