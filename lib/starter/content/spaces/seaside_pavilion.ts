/** A pavilion by the sea: the lounge for those who want to hear nothing but waves for a while. */
import type { StarterSpace } from "@/lib/starter/content/types.ts";

export const seasidePavilion = {
  slug: "seaside-pavilion",
  name: { ko: "바닷가 정자, 해온", en: "Haeon, the Pavilion by the Sea" },
  description: {
    ko:
      "기둥 사이로 수평선이 걸린 바닷가 정자예요. 순덕 할망이 물질에서 돌아오면 테왁을 내려놓고, 저녁이면 파도 소리를 들으며 갓 볶은 것을 나눠 먹어요.",
    en:
      "A pavilion with the horizon hung between its pillars. The diving woman sets down her float here when she comes out of the water, and at dusk there is something warm to eat and waves to listen to.",
  },
  type: "lounge",
  theme: "seaside",
  max_users: 40,
  residents: ["go-sundeok", "hester-beal", "jang-taesan"],
} satisfies StarterSpace;
