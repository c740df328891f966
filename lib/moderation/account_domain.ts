/**
 * What reports of people and characters owe to accounts: export, deletion, moving. Those of stories and comments are with
 * the stories; what was reported of a character goes with it.
 */
import type { AccountDomain } from "@/lib/accounts/domains.ts";
import {
  characterReportsBy,
  forgetCharacterReport,
  moveCharacterReport,
} from "@/lib/moderation/character_reports.ts";
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
    yield ["character_reports.json", await Array.fromAsync(characterReportsBy(kv, userId))];
  },

  async deleteData(kv, userId) {
    for await (const report of personReportsBy(kv, userId)) await forgetPersonReport(kv, report);
    for await (const report of characterReportsBy(kv, userId)) {
      await forgetCharacterReport(kv, report);
    }
    await forgetPersonReportsOn(kv, userId);
  },

  async moveData(kv, fromId, toId) {
    for await (const report of personReportsBy(kv, fromId)) {
      await movePersonReport(kv, report, toId);
    }
    for await (const report of characterReportsBy(kv, fromId)) {
      await moveCharacterReport(kv, report, toId);
    }
    // What was reported is the guest's name, and goes with it.
    await forgetPersonReportsOn(kv, fromId);
  },
};
