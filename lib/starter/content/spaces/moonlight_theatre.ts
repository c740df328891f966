/** A small theatre: where characters meet those who came for them, and its usher still waits for the third act. */
import type { StarterSpace } from "@/lib/starter/content/types.ts";

export const moonlightTheatre = {
  slug: "moonlight-theatre",
  name: { ko: "달빛 소극장", en: "The Moonlight Theatre" },
  description: {
    ko:
      "팬미팅이 열리는 작은 극장이에요. 막이 오르지 않는 날에도 문은 열려 있고, 백 년 된 안내원이 자리를 찾아 줘요. 무대 장치가 삐걱거리면 두두리가 망치를 들고 나와요.",
    en:
      "A little theatre for meeting the ones you came for. Even when no curtain rises the door is open, and an usher of some hundred years shows you to your seat. When the stage machinery creaks, a goblin comes out with a hammer.",
  },
  type: "fanmeeting",
  theme: "theatre",
  max_users: 120,
  residents: ["ambrose-lark", "duduri", "folio"],
} satisfies StarterSpace;
