/** The starter set, in the order a newcomer meets it. */
import type { StarterCharacter, StarterSpace, StarterStory } from "@/lib/starter/content/types.ts";
import { ambroseLark } from "@/lib/starter/content/characters/ambrose_lark.ts";
import { baekYeoun } from "@/lib/starter/content/characters/baek_yeoun.ts";
import { barnabySloe } from "@/lib/starter/content/characters/barnaby_sloe.ts";
import { chaOreum } from "@/lib/starter/content/characters/cha_oreum.ts";
import { duduri } from "@/lib/starter/content/characters/duduri.ts";
import { folio } from "@/lib/starter/content/characters/folio.ts";
import { goSundeok } from "@/lib/starter/content/characters/go_sundeok.ts";
import { hanGiseok } from "@/lib/starter/content/characters/han_giseok.ts";
import { hesterBeal } from "@/lib/starter/content/characters/hester_beal.ts";
import { jangTaesan } from "@/lib/starter/content/characters/jang_taesan.ts";
import { kwabenaAsante } from "@/lib/starter/content/characters/kwabena_asante.ts";
import { ximenaDuarte } from "@/lib/starter/content/characters/ximena_duarte.ts";
import { yuSeongheon } from "@/lib/starter/content/characters/yu_seongheon.ts";
import { yunSodam } from "@/lib/starter/content/characters/yun_sodam.ts";
import { moonlightTheatre } from "@/lib/starter/content/spaces/moonlight_theatre.ts";
import { persimmonMaru } from "@/lib/starter/content/spaces/persimmon_maru.ts";
import { rainyTeahouse } from "@/lib/starter/content/spaces/rainy_teahouse.ts";
import { rooftopTwoAm } from "@/lib/starter/content/spaces/rooftop_two_am.ts";
import { seasidePavilion } from "@/lib/starter/content/spaces/seaside_pavilion.ts";
import { guestStar } from "@/lib/starter/content/stories/guest_star.ts";
import { leftBehindRadio } from "@/lib/starter/content/stories/left_behind_radio.ts";
import { seatG17 } from "@/lib/starter/content/stories/seat_g17.ts";

/** Eight speak Korean, six English; neighbours in the list differ in tongue, age and mood. */
export const STARTER_CHARACTERS: readonly StarterCharacter[] = [
  goSundeok,
  folio,
  baekYeoun,
  hesterBeal,
  duduri,
  ximenaDuarte,
  hanGiseok,
  barnabySloe,
  yuSeongheon,
  ambroseLark,
  chaOreum,
  kwabenaAsante,
  yunSodam,
  jangTaesan,
];

/** Finished serials of three chapters: two in Korean, one in English. */
export const STARTER_STORIES: readonly StarterStory[] = [leftBehindRadio, seatG17, guestStar];

/** Public spaces; every starter character lives in one of them, some in two. Later ones stand below earlier ones. */
export const STARTER_SPACES: readonly StarterSpace[] = [
  persimmonMaru,
  rainyTeahouse,
  rooftopTwoAm,
  seasidePavilion,
  moonlightTheatre,
];
