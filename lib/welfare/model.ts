/**
 * Welfare services (복지): what is kept of one, and what others see of it.
 *
 * Texts are Korean, as the offices write them; an English name stands beside where there is a common one.
 */
import { z } from "zod";
import { NATIONWIDE, parseRegion } from "@/lib/welfare/regions.ts";
import { upgrader } from "@/lib/store/versioned.ts";

/** Whom services are for. */
export const AUDIENCES = [
  "senior",
  "disabled",
  "child",
  "parent",
  "single_parent",
  "teen",
  "youth",
  "low_income",
  "job_seeker",
  "worker",
  "women",
  "multicultural",
  "veteran",
  "crisis",
  "everyone",
] as const;
export const Audience = z.enum(AUDIENCES);
export type Audience = z.infer<typeof Audience>;

/** What people and files call each audience, its own name first. */
export const AUDIENCE_NAMES: Readonly<Record<Audience, readonly [string, ...string[]]>> = {
  senior: ["어르신", "노인", "노년", "고령자"],
  disabled: ["장애인", "장애", "장애아동"],
  child: ["아동", "영유아", "어린이"],
  parent: ["임신·출산·양육", "임산부", "임신출산", "부모", "양육"],
  single_parent: ["한부모·조손", "한부모", "조손", "한부모가족"],
  teen: ["청소년"],
  youth: ["청년"],
  low_income: ["저소득", "기초생활수급자", "차상위", "저소득층"],
  job_seeker: ["구직자", "실업자", "취업준비생", "실직자"],
  worker: ["일하는 사람", "근로자", "노동자", "자영업자"],
  women: ["여성"],
  multicultural: ["다문화·외국인", "다문화", "외국인", "북한이탈주민"],
  veteran: ["보훈대상자", "국가유공자", "보훈"],
  crisis: ["위기 상황", "위기", "위기가구", "피해자"],
  everyone: ["누구나", "전체", "일반", "국민"],
};

/** Text of one or more lines: composed, without control characters, nothing blank around it. */
const text = (max: number) =>
  z.string().max(4 * max).normalize("NFC").transform((value) =>
    value.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n]|[\p{Cf}\p{Co}]/gu, "").toWellFormed().trim()
  ).pipe(z.string().max(max));
const line = (max: number) => text(max).transform((value) => value.replace(/\s+/g, " "));
const some = (max: number) => line(max).pipe(z.string().min(1, "must not be empty"));

/** A phone number as it is dialled, with `~` and `,` where an office has several. */
const Phone = line(60).transform((value) => value || null).pipe(
  z.string().regex(/^[\d()+\-~,·\s/]{2,60}$/, "must be a phone number").nullable(),
);
const Link = z.union([
  z.literal("").transform(() => null),
  z.url({ protocol: /^https?$/, hostname: z.regexes.domain, error: "must be a web address" })
    .max(500),
]);

/** One service of the directory. */
export const WelfareService = z.object({
  v: z.literal(1),
  id: z.string().regex(/^[a-z0-9-]{2,64}$/),
  name: some(120),
  /** What it is called in English; null where nothing is common. */
  nameEn: line(160).nullable(),
  /** What it offers. */
  summary: text(1_500).pipe(z.string().min(1, "must not be empty")),
  /** Who qualifies. */
  eligibility: text(1_500),
  /** How one applies; null where the office tells. */
  howTo: text(800).nullable(),
  /** `전국`, a province (`서울`), or a place in one (`서울 강남구`). */
  region: z.string(),
  /** Who is in charge (담당). */
  office: some(120),
  phone: Phone.nullable(),
  link: Link.nullable(),
  /** Where this was found (`복지로`). */
  source: some(120),
  audiences: z.array(Audience).min(1).max(AUDIENCES.length),
  /** Further words by which people look for it. */
  keywords: z.array(some(40)).max(40),
  /** The day whose state this describes: `2025-01-01`. */
  updatedOn: z.iso.date(),
});
export type WelfareService = z.infer<typeof WelfareService>;

export const readWelfareService = upgrader<WelfareService>(1);

/** A service as files and the starter set bring it: a stable key in place of the id, everything still to be checked. */
export const WelfareInput = z.object({
  /** What the source itself calls it, always the same; names and regions may change. */
  key: some(200),
  name: WelfareService.shape.name,
  nameEn: line(160).default("").transform((value) => value || null),
  summary: WelfareService.shape.summary,
  eligibility: text(1_500).default(""),
  howTo: text(800).default("").transform((value) => value || null),
  region: z.string().max(60).default(NATIONWIDE).transform((value, context) => {
    const region = parseRegion(value);
    if (region !== null) return region;
    context.addIssue({ code: "custom", message: "must be 전국 or begin with a province" });
    return z.NEVER;
  }),
  office: WelfareService.shape.office,
  phone: Phone.nullable().default(null),
  link: Link.nullable().default(null),
  source: WelfareService.shape.source,
  audiences: WelfareService.shape.audiences.transform((names) => [...new Set(names)]),
  keywords: WelfareService.shape.keywords.default([]),
  updatedOn: WelfareService.shape.updatedOn,
});
export type WelfareInput = z.infer<typeof WelfareInput>;

/** Makes the record of what was brought: the same key makes the same id, always. */
export async function toService({ key, ...input }: WelfareInput): Promise<WelfareService> {
  return { v: 1, id: await idOfKey(key), ...input };
}

/** A key that can stand in an address stays as it is; any other is hashed. */
async function idOfKey(key: string): Promise<string> {
  if (/^[a-z0-9][a-z0-9-]{1,63}$/.test(key)) return key;
  const bytes = new TextEncoder().encode(key.normalize("NFC"));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `k-${hash.slice(0, 12).toHex()}`;
}

/** A service as the API sends it. */
export const WelfareReply = z.object({
  id: z.string(),
  name: z.string(),
  name_en: z.string().nullable(),
  summary: z.string(),
  eligibility: z.string(),
  how_to_apply: z.string().nullable(),
  region: z.string(),
  office: z.string(),
  phone: z.string().nullable(),
  link: z.string().nullable(),
  source: z.string(),
  audiences: z.array(Audience),
  updated_on: z.iso.date(),
}).meta({ id: "WelfareService" });
export type WelfareReply = z.infer<typeof WelfareReply>;

/** Puts a service into the API's shape. */
export function toWelfareReply(service: WelfareService): WelfareReply {
  const { id, name, summary, eligibility, region, office, phone, link, source } = service;
  return {
    id,
    name,
    name_en: service.nameEn,
    summary,
    eligibility,
    how_to_apply: service.howTo,
    region,
    office,
    phone,
    link,
    source,
    audiences: service.audiences,
    updated_on: service.updatedOn,
  };
}
