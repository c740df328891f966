/** The starter set, in the order a newcomer meets it. */
import type { StarterCharacter } from "@/lib/starter/content/types.ts";
import { baekYeoun } from "@/lib/starter/content/characters/baek_yeoun.ts";
import { chaOreum } from "@/lib/starter/content/characters/cha_oreum.ts";
import { duduri } from "@/lib/starter/content/characters/duduri.ts";
import { goSundeok } from "@/lib/starter/content/characters/go_sundeok.ts";
import { hanGiseok } from "@/lib/starter/content/characters/han_giseok.ts";
import { jangTaesan } from "@/lib/starter/content/characters/jang_taesan.ts";
import { yuSeongheon } from "@/lib/starter/content/characters/yu_seongheon.ts";
import { yunSodam } from "@/lib/starter/content/characters/yun_sodam.ts";

export const STARTER_CHARACTERS: readonly StarterCharacter[] = [
  goSundeok,
  hanGiseok,
  duduri,
  baekYeoun,
  yuSeongheon,
  chaOreum,
  yunSodam,
  jangTaesan,
];
