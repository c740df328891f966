/** Operations of the API about reports of people and characters. */
import { z } from "zod";
import { CharacterId } from "@/lib/characters/api_reply.ts";
import { operation } from "@/lib/http/operation.ts";
import { CharacterReportInput, PersonReportInput } from "@/lib/moderation/model.ts";
import { reportPerson } from "@/lib/moderation/person_reports.ts";
import { reportCharacter } from "@/lib/moderation/report_character.ts";
import { requirePerson } from "@/lib/social/person.ts";
import { REPORT_RULE } from "@/lib/stories/limits.ts";

export const reportPersonOperation = operation({
  method: "POST",
  path: "/api/v1/users/{id}/report",
  summary: "Report a person; a second report of the same person replaces the first",
  tag: "People",
  auth: "required",
  params: z.object({ id: z.string().min(1).max(64) }),
  body: PersonReportInput,
  fails: ["not_found", "forbidden", "conflict"],
  throttle: REPORT_RULE,
  async run({ params, body: report, viewer, state: { services: { kv, now } } }) {
    const { id } = await requirePerson(kv, params.id);
    await reportPerson(kv, { personId: id, reporterId: viewer.id, report, nowMs: now() });
  },
});

export const reportCharacterOperation = operation({
  method: "POST",
  path: "/api/v1/characters/{id}/report",
  summary: "Report a character; a second report of the same character replaces the first",
  tag: "Characters",
  auth: "required",
  params: CharacterId,
  body: CharacterReportInput,
  fails: ["not_found", "forbidden", "conflict"],
  throttle: REPORT_RULE,
  async run({ params, body: report, viewer, state: { services: { kv, now } } }) {
    const about = { characterId: params.id, reporterId: viewer.id };
    await reportCharacter(kv, { ...about, report, nowMs: now() });
  },
});

export const moderationOperations = [reportPersonOperation, reportCharacterOperation];
