/** The tea house in the rain: a small, quiet lounge. */
import type { StarterSpace } from "@/lib/starter/content/types.ts";

export const rainyTeahouse = {
  slug: "rainy-teahouse",
  name: { ko: "비 오는 찻집, 말간", en: "Malgan, the Tea House in the Rain" },
  description: {
    ko:
      "처마 끝에서 빗방울이 떨어지고 주전자가 낮게 울어요. 말을 해도 되고 안 해도 되는 작은 찻집이에요. 방석은 넉넉히 놓아두었어요.",
    en:
      "Rain off the eaves, a kettle singing low. A small tea house where you may talk or not talk, and nobody minds which. There are cushions enough.",
  },
  type: "lounge",
  theme: "teahouse",
  max_users: 24,
  residents: ["yun-sodam", "folio", "ambrose-lark", "kwabena-asante"],
} satisfies StarterSpace;
