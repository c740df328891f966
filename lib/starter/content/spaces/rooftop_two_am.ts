/** A rooftop over Seoul at two in the morning: the lounge for people who are still awake. */
import type { StarterSpace } from "@/lib/starter/content/types.ts";

export const rooftopTwoAm = {
  slug: "rooftop-two-am",
  name: { ko: "옥상, 새벽 두 시", en: "Rooftop, 2 a.m." },
  description: {
    ko:
      "서울의 불빛이 발아래로 흐르는 옥상이에요. 잠 못 든 사람들이 평상에 모여 야식을 나눠 먹고, 저 아래로 심야버스가 지나가면 손을 흔들어요.",
    en:
      "A rooftop with all the lights of Seoul below. People who can't sleep share a late supper on the bench, and wave when the night bus goes by.",
  },
  type: "lounge",
  theme: "rooftop",
  max_users: 40,
  residents: ["han-giseok", "cha-oreum", "jang-taesan", "hester-beal", "barnaby-sloe"],
} satisfies StarterSpace;
