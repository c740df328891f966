/**
 * Owns how the improviser looks services up: when it asks for the tool, and how it tells what came of it.
 *
 * Browser-safe.
 */
import { z } from "zod";
import type { ChatRequest, ToolTurn } from "@/lib/ai/model.ts";
import { asksForHelp, tellsPlace } from "@/lib/ai/demo/wish.ts";
import { detectLanguage, type Language } from "@/lib/ai/demo/words.ts";
import { spokenTurns } from "@/lib/ai/turn_text.ts";

/** The tool that this module knows. */
const TOOL = "service_search";
/** As much of a message as is heard, in characters. */
const MAX_HEARD = 2000;

/** What was said last, where it asks for help that the directory may know; null for anything else. */
export function wishFor(request: ChatRequest): string | null {
  const offered = request.tools?.some(({ name }) => name === TOOL) ?? false;
  const last = request.messages.at(-1);
  if (!offered || request.toolChoice === "none" || last?.role !== "user") return null;
  const said = last.content.slice(0, MAX_HEARD);
  if (asksForHelp(said)) return said;
  const [before] = spokenTurns(request.messages.slice(0, -1)).filter(({ role }) => role === "user")
    .slice(-1);
  // A place alone goes on with what was asked for before.
  const wished = before?.content.slice(0, MAX_HEARD) ?? "";
  return tellsPlace(said) && asksForHelp(wished) ? `${said} ${wished}` : null;
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
