/** `/stories/write/:job/resume`: lets a job go on that failed, was stopped or paused, or waits; with another budget, where one is sent. */
import { clientAddress } from "@/lib/http/address.ts";
import { define } from "@/lib/define.ts";
import { resumeWriting } from "@/lib/stories/writing/actions.ts";
import { readBudget } from "@/lib/stories/writing/request_form.ts";
import { changeRoom } from "@/components/writing/change_room.ts";

export const handler = define.handlers({
  POST: (ctx) =>
    changeRoom(ctx, (named, { budget }) => {
      // A number that is none leaves the budget as it is: the job says so itself, and asks again.
      const read = budget === undefined ? null : readBudget(budget);
      return resumeWriting(ctx.state.services, {
        ...named,
        address: clientAddress(ctx),
        ...(read?.ok ? { budgetTokens: read.tokens } : {}),
      });
    }),
});
