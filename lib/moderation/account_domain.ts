/**
 * What reports of people and characters owe to accounts: export, deletion, moving. Those of stories and comments are with
 * the stories; what was reported of a character goes with it.
 */
import type { AccountDomain } from "@/lib/accounts/domains.ts";
import { characterReports } from "@/lib/moderation/character_reports.ts";
import { personReports } from "@/lib/moderation/person_reports.ts";

export const moderationDomain: AccountDomain = {
  name: "moderation",

  async *exportData(kv, userId) {
    yield ["person_reports.json", await Array.fromAsync(personReports.by(kv, userId))];
    yield ["character_reports.json", await Array.fromAsync(characterReports.by(kv, userId))];
  },

  async deleteData(kv, userId) {
    await personReports.forgetBy(kv, userId);
    await characterReports.forgetBy(kv, userId);
    await personReports.forgetOn(kv, userId);
  },

  async moveData(kv, fromId, toId) {
    await personReports.moveBy(kv, fromId, toId);
    await characterReports.moveBy(kv, fromId, toId);
    // What was reported is the guest's name, and goes with it.
    await personReports.forgetOn(kv, fromId);
  },
};
