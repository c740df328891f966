/** Names that the house gives: something seen from a wooden floor, and a number. */
import type { Locale, Words } from "@/lib/i18n/locale.ts";

const SIGHTS = {
  ko: [
    "감나무",
    "처마",
    "달빛",
    "툇마루",
    "장독대",
    "창호지",
    "대숲",
    "반딧불",
    "찻잔",
    "돌담",
    "솔방울",
    "여울",
  ],
  en: [
    "Persimmon",
    "Eaves",
    "Moonlight",
    "Lantern",
    "Courtyard",
    "Hanji",
    "Bamboo",
    "Firefly",
    "Teacup",
    "Stonewall",
    "Pinecone",
    "Brook",
  ],
} as const satisfies Words<readonly string[]>;

/** Draws a nickname for a guest: `손님 감나무 381`, `Guest Persimmon 381`. `random` gives 0–1. */
export function guestNickname(locale: Locale, random: () => number = Math.random): string {
  return `${locale === "ko" ? "손님" : "Guest"} ${houseNickname(locale, random)}`;
}

/** Draws a nickname for somebody whose own is not shown: `감나무 381`, `Persimmon 381`. `random` gives 0–1. */
export function houseNickname(locale: Locale, random: () => number = Math.random): string {
  const sights = SIGHTS[locale];
  const sight = sights[Math.floor(random() * sights.length)] ?? sights[0];
  const number = 100 + Math.floor(random() * 900);
  return `${sight} ${number}`;
}
