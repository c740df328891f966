/** Words of the directory of welfare services. */
import type { Words } from "@/lib/i18n/locale.ts";
import type { Audience } from "@/lib/welfare/model.ts";
import { AUDIENCE_NAMES, AUDIENCES } from "@/lib/welfare/model.ts";

const audiences: Record<Audience, string> = {
  senior: "Older people",
  disabled: "Disabled people",
  child: "Children",
  parent: "Pregnancy, birth, raising children",
  single_parent: "Single parents",
  teen: "Teenagers",
  youth: "Young adults",
  low_income: "Low income",
  job_seeker: "Looking for work",
  worker: "Working people",
  women: "Women",
  multicultural: "Migrants and their families",
  veteran: "Veterans",
  crisis: "In a crisis",
  everyone: "Everybody",
};

const en = {
  title: "Welfare services",
  lede:
    "Public help in Korea: what there is, who qualifies, and whom to call. Characters who can look things up look here too.",
  description:
    "A searchable directory of Korean public welfare services with the office in charge and its phone number.",
  search: "What do you need?",
  placeholder: "rent, 기초연금, 실직, ㄱㅊㅇㄱ",
  region: "Where",
  anyRegion: "Anywhere",
  audience: "For whom",
  anyAudience: "Anybody",
  submit: "Search",
  clear: "Clear all",
  count: (count: number) => count === 1 ? "1 service" : `${count} services`,
  office: "Office in charge",
  phone: "Phone",
  noPhone: "None is known to us",
  regionOf: "Region",
  source: "Source",
  asOf: "As of",
  offers: "What it offers",
  eligibility: "Who qualifies",
  noEligibility: "Ask the office in charge.",
  howTo: "How to apply",
  website: "Open the official site",
  back: "All services",
  koreanOnly: "The entries are in Korean, as the offices write them.",
  change: "Rules and amounts change. Please check with the office before you apply.",
  urgent: "If it cannot wait, call 129 (welfare), 109 (suicide prevention) or 119 (emergency).",
  empty: "The directory is empty",
  emptyWords: "Nobody has brought any services in yet.",
  noneFound: "Nothing fits that",
  noneFoundWords: "Try fewer or other words, or a wider region. 129 can tell what there is, too.",
  seeAll: "See all services",
  audiences,
};

const ko: typeof en = {
  title: "복지 서비스",
  lede:
    "어떤 도움이 있고, 누가 받을 수 있고, 어디에 연락하면 되는지 모았어요. 찾아볼 줄 아는 캐릭터도 여기를 봐요.",
  description: "담당 기관과 연락처가 있는 한국 복지 서비스 목록이에요. 말하듯이 찾을 수 있어요.",
  search: "어떤 도움이 필요하세요?",
  placeholder: "할머니 돌봄, 월세, 실직, ㄱㅊㅇㄱ",
  region: "사는 곳",
  anyRegion: "어디든",
  audience: "누구를 위해",
  anyAudience: "누구든",
  submit: "찾기",
  clear: "모두 지우기",
  count: (count) => `서비스 ${count}개`,
  office: "담당",
  phone: "연락처",
  noPhone: "확인된 번호가 없어요",
  regionOf: "지역",
  source: "출처",
  asOf: "기준일",
  offers: "무엇을 주나요",
  eligibility: "누가 받나요",
  noEligibility: "담당 기관에 물어보세요.",
  howTo: "어떻게 신청하나요",
  website: "공식 누리집 열기",
  back: "복지 서비스 모두",
  koreanOnly: "",
  change: "기준과 금액은 바뀌어요. 신청하기 전에 담당 기관에 꼭 확인하세요.",
  urgent: "급하다면 129(복지), 109(자살예방), 119(응급)에 바로 전화하세요.",
  empty: "아직 목록이 비어 있어요",
  emptyWords: "복지 서비스를 아직 아무도 들여오지 않았어요.",
  noneFound: "맞는 서비스가 없어요",
  noneFoundWords:
    "낱말을 줄이거나 바꿔 보고, 지역을 넓혀 보세요. 129에 전화하면 어떤 도움이 있는지 알려 줘요.",
  seeAll: "모두 보기",
  audiences: koreanAudiences(),
};

/** As files and the search call them too. */
function koreanAudiences(): Record<Audience, string> {
  const names = { ...audiences };
  for (const audience of AUDIENCES) names[audience] = AUDIENCE_NAMES[audience][0];
  return names;
}

export const welfareWords: Words<typeof en> = { en, ko };
