/** Words of the page that shows what one used of the models. */
import type { Words } from "@/lib/i18n/locale.ts";

const en = {
  title: "What you used",
  lede:
    "Replies of the last thirty days, what they took and what they cost us. Days begin at 0:00 UTC.",
  today: "Today",
  todayOf: (used: string, limit: string) => `${used} of ${limit} tokens used`,
  guestMore: "With an account there is more for every day.",
  total: "Thirty days",
  replies: "Replies",
  tokens: "Tokens",
  read: "read",
  written: "written",
  cost: "Cost",
  byDay: "By day",
  byDayChart: (most: string) => `Tokens on each of thirty days, at most ${most} on one`,
  day: "Day",
  byModel: "By model",
  model: "Model",
  share: "Share of the tokens",
  unknown: "Before models were told apart",
  noPrice: "no price known",
  andMore: (cost: string) => `${cost} and more`,
  free: "free",
  empty: {
    title: "Nothing used yet",
    body: "Once characters answer you, this page tells what that took.",
    go: "Find somebody to talk with",
  },
  prices: "Prices as their makers publish them:",
  asOf: (name: string, day: string) => `${name}, as of ${day}`,
  link: "What I used",
  linkLede: "Replies, tokens and cost by day and model.",
};

export type UsageWords = typeof en;

export const usageWords: Words<UsageWords> = {
  en,
  ko: {
    title: "내가 쓴 양",
    lede: "지난 30일 동안 받은 대답과 쓴 토큰, 저희가 치른 비용이에요. 하루는 UTC 0시에 시작해요.",
    today: "오늘",
    todayOf: (used, limit) => `${limit} 토큰 중 ${used} 토큰을 썼어요`,
    guestMore: "가입하면 하루에 더 많이 이야기할 수 있어요.",
    total: "30일 동안",
    replies: "대답",
    tokens: "토큰",
    read: "읽음",
    written: "씀",
    cost: "비용",
    byDay: "날짜별",
    byDayChart: (most) => `30일 동안 하루하루 쓴 토큰, 가장 많은 날은 ${most}`,
    day: "날짜",
    byModel: "모델별",
    model: "모델",
    share: "전체 토큰에서 차지하는 몫",
    unknown: "모델을 나누어 적기 전",
    noPrice: "값을 알 수 없음",
    andMore: (cost) => `${cost}보다 조금 더`,
    free: "무료",
    empty: {
      title: "아직 쓴 것이 없어요",
      body: "캐릭터의 대답을 받으면 얼마나 썼는지 여기에서 볼 수 있어요.",
      go: "이야기할 상대 찾기",
    },
    prices: "만든 곳에서 밝힌 값으로 셈해요.",
    asOf: (name, day) => `${name} ${day} 기준`,
    link: "내가 쓴 양",
    linkLede: "대답과 토큰, 비용을 날짜와 모델별로 볼 수 있어요.",
  },
};
