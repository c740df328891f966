/** The open wooden floor under a persimmon tree: the first lounge a newcomer enters. */
import type { StarterSpace } from "@/lib/starter/content/types.ts";

export const persimmonMaru = {
  slug: "persimmon-maru",
  name: { ko: "감나무 마루", en: "The Persimmon Maru" },
  description: {
    ko:
      "늦은 오후 볕이 드는 너른 마루예요. 신발을 벗고 올라와 앉으면, 누군가 귤을 굽고 누군가 먹을 갈아요. 첫인사를 건네기 좋은 곳이에요.",
    en:
      "A wide wooden floor in late sun, with a courtyard and one persimmon tree. Slip off your shoes and sit down: someone is roasting tangerines, someone is grinding ink. A good place for a first hello.",
  },
  type: "lounge",
  theme: "maru",
  max_users: 60,
  residents: ["go-sundeok", "baek-yeoun", "yu-seongheon", "duduri", "ximena-duarte"],
} satisfies StarterSpace;
