/** The models of face tracking, from our own origin: a browser that tracks a face asks nobody else for them. */
import { answerModel, modelOfFile } from "@/lib/avatar/model_answer.ts";
import { define } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const name = modelOfFile(ctx.params.file ?? "");
    if (!name) throw failure("not_found");
    return await answerModel(ctx.req, { models: ctx.state.services.modelFiles, name });
  },
});
