/**
 * Owns how the improviser looks services up: when it asks for the tool, and how it tells what came of it.
 *
 * Browser-safe.
 */
import { z } from "zod";
import type { ChatRequest, ToolTurn } from "@/lib/ai/model.ts";
import { detectLanguage, type Language } from "@/lib/ai/demo/words.ts";

/** The tool that this module knows. */
const TOOL = "service_search";

/** Names of things that public help is called by. */
const KO_THING =
  /복지|지원금|보조금|장려금|수당|급여|바우처|기초연금|장애인연금|국민연금|기초생활|수급자|차상위|긴급지원|생계비|돌봄\s*서비스|요양\s*(?:원|보험|등급)|임대\s*주택|실업급여|실직|육아휴직|장학금|한부모|상담\s*(?:전화|센터)|쉼터|난방비|월세\s*(?:지원|보조|도움|가|를|때문)|병원비|의료비|산재|임금\s*체불|가정\s*폭력|학교\s*폭력|채무|빚(?:이|을|때문)/;
/** Words that ask for help of that kind. */
const KO_ASK =
  /(?:지원|혜택|도움)(?:을|이|은|도)?\s*(?:받을|받고|받아|받는|있|없|줄|주|필요)|(?:어떤|무슨)\s*(?:지원|혜택)|죽고\s*싶|자살|(?:돈|생활비)(?:이|가|도)?\s*(?:없|떨어|모자)/;
const EN_THING =
  /\b(?:welfare|social (?:security|services?)|benefits?|allowances?|subsid(?:y|ies)|pensions?|vouchers?|financial (?:aid|help|support)|basic living|long-term care|unemployed|unemployment|maternity leave|parental leave|public housing|hotline|helpline|domestic violence|suicid\w*|scholarships?)\b/i;
const EN_ASK =
  /\b(?:help|support|assistance)\b.{0,30}\b(?:rent|bills?|medical|hospital|heating|childcare|debts?|tuition|living costs|disab\w+|elderly|senior|single (?:mother|father|parent)|job)\b|\b(?:can(?:no|')t|cannot) (?:pay|afford)\b/i;

/** What was said last, where it asks for help that the directory may know; null for anything else. */
export function wishFor(request: ChatRequest): string | null {
  const offered = request.tools?.some(({ name }) => name === TOOL) ?? false;
  const last = request.messages.at(-1);
  if (!offered || request.toolChoice === "none" || last?.role !== "user") return null;
  const said = last.content.slice(0, 2000);
  const asks = [KO_THING, KO_ASK, EN_THING, EN_ASK].some((words) => words.test(said));
  return asks ? said : null;
}

/** The call that the improviser makes for a wish: its words as they are, as the search reads sentences. */
export function callFor(wish: string, id: string) {
  const query = wish.replace(/\s+/g, " ").trim().slice(0, 200).toWellFormed();
  return { type: "tool_call" as const, id, name: TOOL, arguments: { query } };
}

/** As much of the tool's data as is told. It comes from outside this module, and is read as such. */
const Told = z.object({
  data: z.object({
    services: z.array(z.object({
      name: z.string(),
      name_en: z.string().nullish(),
      summary: z.string().default(""),
      담당: z.string(),
      연락처: z.string().nullable(),
      link: z.string().nullish(),
    })),
  }),
});
type Service = z.infer<typeof Told>["data"]["services"][number];

/** The answer to the results of the improviser's own call; null where the request does not end with such. */
export function answerFrom(request: ChatRequest): string | null {
  const last = request.messages.at(-1);
  if (last?.role !== "tool") return null;
  const asked = request.messages.findLast(({ role }) => role === "user");
  const said = asked && asked.role !== "tool" ? asked.content : "";
  const language = detectLanguage(said, request.speaker.locale);
  return tell(servicesOf(last), language);
}

/** Services of a tool's turn; null where it failed. */
function servicesOf(turn: ToolTurn): Service[] | null {
  for (const { name, content } of turn.results) {
    if (name !== TOOL) continue;
    const read = Told.safeParse(parseJson(content));
    if (read.success) return read.data.data.services;
  }
  return null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON holds no services; the schema says so.
    return null;
  }
}

const WORDS = {
  ko: {
    found: "찾아봤어요. 이런 서비스가 있어요.",
    end: "기준이 바뀌었을 수 있으니, 신청하기 전에 담당 기관에 꼭 확인해 주세요.",
    none:
      "맞는 복지 서비스를 찾지 못했어요. 사는 곳이나 필요한 도움을 조금 더 알려 주시겠어요? 보건복지상담센터 129에 물어보셔도 좋아요.",
    failed:
      "지금은 복지 서비스 목록을 찾아볼 수 없어요. 급하시다면 보건복지상담센터 129에 전화해 주세요.",
    office: "담당",
    phone: "연락처",
    noPhone: "확인된 번호 없음",
  },
  en: {
    found: "I looked it up. These services may help.",
    end: "Rules change, so please check with the office before you apply.",
    none:
      "I found no welfare service that fits. Could you tell me where you live, or what you need? The welfare call centre 129 can help too.",
    failed:
      "I cannot look services up right now. If it is urgent, call the health and welfare centre at 129.",
    office: "담당 (office)",
    phone: "연락처 (phone)",
    noPhone: "no number known",
  },
} as const;

function tell(services: readonly Service[] | null, language: Language): string {
  const words = WORDS[language];
  if (services === null) return words.failed;
  if (services.length === 0) return words.none;
  const rows = services.map((service, n) => row(service, { n: n + 1, language }));
  return [words.found, ...rows, words.end].join("\n\n");
}

function row(service: Service, { n, language }: { n: number; language: Language }): string {
  const words = WORDS[language];
  const name = language === "en" && service.name_en
    ? `${service.name_en} (${service.name})`
    : service.name;
  const phone = service.연락처 ?? [words.noPhone, service.link].filter(Boolean).join(" · ");
  const line =
    `${n}. ${name}\n    - ${words.office}: ${service.담당}\n    - ${words.phone}: ${phone}`;
  return line.replaceAll("*", "");
}
