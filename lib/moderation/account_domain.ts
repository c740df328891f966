/** What reports of people owe to accounts: export, deletion, moving. Those of stories and comments are with the stories. */
import type { AccountDomain } from "@/lib/accounts/domains.ts";
import {
  forgetPersonReport,
  forgetPersonReportsOn,
  movePersonReport,
  personReportsBy,
} from "@/lib/moderation/person_reports.ts";

export const moderationDomain: AccountDomain = {
  name: "moderation",

  async *exportData(kv, userId) {
    yield ["person_reports.json", await Array.fromAsync(personReportsBy(kv, userId))];
  },

  async deleteData(kv, userId) {
    for await (const report of personReportsBy(kv, userId)) await forgetPersonReport(kv, report);
    await forgetPersonReportsOn(kv, userId);
  },

  async moveData(kv, fromId, toId) {
    for await (const report of personReportsBy(kv, fromId)) {
      await movePersonReport(kv, report, toId);
    }
    // What was reported is the guest's name, and goes with it.
    await forgetPersonReportsOn(kv, fromId);
  },
};
