/** Cuts text into lines; the last one, too, where it does not end. */
export class TextLineStream extends TransformStream<string, string> {
  constructor() {
    let left = "";
    super({
      transform(text, controller) {
        const lines = (left + text).split("\n");
        left = lines.pop()!;
        for (const line of lines) controller.enqueue(line);
      },
      flush(controller) {
        if (left !== "") controller.enqueue(left);
      },
    });
  }
}
