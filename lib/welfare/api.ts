/** Operations of the API about welfare services: `/api/v1/welfare`. */
import { z } from "zod";
import { listOf, ListQuery, operation } from "@/lib/http/operation.ts";
import { Audience, toWelfareReply, WelfareReply } from "@/lib/welfare/model.ts";
import { parseRegion } from "@/lib/welfare/regions.ts";
import { requireService } from "@/lib/welfare/store.ts";

const tag = "Welfare services";

/** A place in any of its spellings, as the directory writes it. */
export const RegionFilter = z.string().max(60).transform((value, context) => {
  const region = parseRegion(value);
  if (region !== null) return region;
  context.addIssue({ code: "custom", message: "must be 전국 or begin with a province" });
  return z.NEVER;
});

export const listWelfareOperation = operation({
  method: "GET",
  path: "/api/v1/welfare",
  summary: "List or search Korean public welfare services",
  tag,
  auth: "optional",
  query: ListQuery.extend({
    q: z.string().max(200).optional()
      .describe("Words or a sentence, Korean or English; best matches first"),
    region: RegionFilter.optional()
      .describe("A place, as `서울 강남구`: what it and the places around it offer"),
    audience: Audience.optional(),
  }),
  reply: listOf(WelfareReply).extend({ total: z.int().describe("How many fit altogether") }),
  fails: ["bad_cursor"],
  async run({ query, state: { services: { welfare } } }) {
    const { items, nextCursor, total } = await welfare.search(query);
    return { items: items.map(toWelfareReply), next_cursor: nextCursor, total };
  },
});

export const getWelfareOperation = operation({
  method: "GET",
  path: "/api/v1/welfare/{id}",
  summary: "Read a welfare service",
  tag,
  auth: "optional",
  params: z.object({ id: z.string().min(1).max(64) }),
  reply: WelfareReply,
  fails: ["not_found"],
  async run({ params: { id }, state: { services: { kv } } }) {
    return toWelfareReply(await requireService(kv, id));
  },
});

export const welfareOperations = [listWelfareOperation, getWelfareOperation];
