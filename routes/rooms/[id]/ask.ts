/** `POST /rooms/:id/ask`: asks the AI of a room, and answers as it does. */
import { z } from "zod";
import { respondWithAnswer, respondWithRoom } from "@/components/rooms/respond.ts";
import { define } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { roomWords } from "@/lib/i18n/rooms.ts";
import { MAX_CONTENT } from "@/lib/rooms/model.ts";
import { History } from "@/lib/rooms/protocol.ts";
import { cleanContent } from "@/lib/said.ts";

const AskForm = z.object({
  text: z.string().default("").transform(cleanContent),
  history: z.string().default("[]"),
});

export const handler = define.handlers({
  async POST(ctx) {
    const words = roomWords[ctx.state.locale];
    const form = parseInput(AskForm, formFields(await readForm(ctx.req)));
    const { text: content } = form;
    const error = content === ""
      ? words.emptyText
      : content.length > MAX_CONTENT
      ? words.tooLong(MAX_CONTENT)
      : null;
    if (error !== null) {
      const draft = { text: content.slice(0, 2 * MAX_CONTENT), error };
      return await respondWithRoom(ctx, { draft, status: 422 });
    }
    const history = readHistory(form.history).map(({ role, content }) => ({
      role,
      content: cleanContent(content),
    }));
    return await respondWithAnswer(ctx, { content, history });
  },
});

/** @throws {HttpError} `bad_request` for what no form of ours sent. */
function readHistory(text: string): z.output<typeof History> {
  try {
    return History.parse(JSON.parse(text));
  } catch (cause) {
    throw failure("bad_request", { cause });
  }
}
