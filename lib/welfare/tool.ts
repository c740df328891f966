/** The tool by which characters and the assistant find welfare services. */
import { z } from "zod";
import { defineTool, type Tool } from "@/lib/ai/tools/registry.ts";
import type { WelfareDirectory } from "@/lib/welfare/directory.ts";
import { Audience, type WelfareService } from "@/lib/welfare/model.ts";
import { NATIONWIDE, parseRegion } from "@/lib/welfare/regions.ts";

/** How many services one call finds where it does not say. */
const FEW = 3;
const MOST = 5;

const Parameters = z.object({
  query: z.string().trim().min(1).max(200)
    .describe("What the person needs, in Korean words: '노인 돌봄', '월세', '실직 생계비'"),
  region: z.string().max(60).optional()
    .describe("Where the person lives, only if they said so: '서울', '경기 성남시'"),
  audience: Audience.optional().describe("Whom it is for, only if that is clear"),
  limit: z.int().min(1).max(MOST).optional().describe(`How many to find; ${FEW} when missing`),
});

/** What a model is told of one service; Korean field names where replies show them. */
export const FoundService = z.object({
  id: z.string(),
  name: z.string(),
  name_en: z.string().nullable(),
  summary: z.string(),
  eligibility: z.string(),
  region: z.string(),
  담당: z.string(),
  연락처: z.string().nullable(),
  link: z.string().nullable(),
  source: z.string(),
  updated_on: z.string(),
});
export type FoundService = z.infer<typeof FoundService>;

/** The tool's data. */
export const ServiceSearchResult = z.object({
  /** How many services fit altogether. */
  total: z.int(),
  services: z.array(FoundService).max(MOST),
});
export type ServiceSearchResult = z.infer<typeof ServiceSearchResult>;

const DESCRIPTION =
  `Searches a directory of Korean public welfare services (복지 서비스): allowances, pensions, housing, medical help, care, jobs, counselling lines. Use it whenever somebody asks for such help or tells of a need it may meet.
Answer with a numbered list in the person's language, one service each, in this form, and add nothing that was not found:
1. <name>
    - 담당: <담당>
    - 연락처: <연락처>
Where 연락처 is null, give the link instead. One short sentence may say why it fits.`;

/** Makes the tool over a directory. */
export function createServiceSearch(directory: WelfareDirectory): Tool {
  return defineTool({
    name: "service_search",
    description: DESCRIPTION,
    parameters: Parameters,
    result: ServiceSearchResult,
    async run({ query, region, audience, limit = FEW }) {
      const place = region === undefined ? null : parseRegion(region);
      const find = async (more: { audience?: Audience }) =>
        await directory.search({
          q: query,
          limit,
          ...(place === null || place === NATIONWIDE ? {} : { region: place }),
          ...more,
        });
      const wide = await find({});
      // A model guesses audiences: a guess that leaves the best find out is dropped.
      const isRight = audience !== undefined && wide.items[0]?.audiences.includes(audience);
      const { items, total } = isRight ? await find({ audience }) : wide;
      return {
        data: { total, services: items.map(toFound) },
        citable: items.map(({ id, name, nameEn }) => ({
          kind: "welfare" as const,
          id,
          title: name,
          marks: [withoutKind(name), nameEn === null ? "" : withoutKind(nameEn)],
        })),
      };
    },
  });
}

/** `구직급여(실업급여)` is also named as `구직급여`. */
function withoutKind(name: string): string {
  return name.replace(/\s*\([^)]*\)/g, "");
}

function toFound(service: WelfareService): FoundService {
  const { id, name, summary, eligibility, region, office, phone, link, source } = service;
  return {
    id,
    name,
    name_en: service.nameEn,
    summary,
    eligibility,
    region,
    담당: office,
    연락처: phone,
    link,
    source,
    updated_on: service.updatedOn,
  };
}
