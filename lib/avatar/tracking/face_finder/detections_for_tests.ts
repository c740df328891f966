/** Answers of the model that finds faces, made by hand. */

/** A face as the model tells it; all lengths are parts of what it looks at. */
export interface MadeDetection {
  /** Which of the 896 guesses it is. */
  readonly guess: number;
  readonly logit: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly rightEye?: readonly [x: number, y: number];
  readonly leftEye?: readonly [x: number, y: number];
}

/** What the model says where it is sure of these alone. */
export function detections(
  made: readonly MadeDetection[],
): { boxes: Float32Array; logits: Float32Array } {
  const boxes = new Float32Array(896 * 16);
  const logits = new Float32Array(896).fill(-20);
  for (const { guess, logit, x, y, width, height, ...eyes } of made) {
    const { rightEye = [x - width / 4, y], leftEye = [x + width / 4, y] } = eyes;
    const [anchorX, anchorY] = anchorOf(guess);
    logits[guess] = logit;
    boxes.set(
      [
        ...[x - anchorX, y - anchorY, width, height],
        ...[rightEye, leftEye].flatMap(([eyeX, eyeY]) => [eyeX - anchorX, eyeY - anchorY]),
      ].map((part) => part * 128),
      guess * 16,
    );
  }
  return { boxes, logits };
}

/** The middle of the cell that a guess is made from: two from each of 16 × 16, then six from each of 8 × 8. */
function anchorOf(guess: number): [x: number, y: number] {
  const [cell, cells] = guess < 512
    ? [Math.floor(guess / 2), 16]
    : [Math.floor((guess - 512) / 6), 8];
  return [(cell % cells + 0.5) / cells, (Math.floor(cell / cells) + 0.5) / cells];
}
