/**
 * Owns the places of Korea as the directory writes them: `전국`, a province (`서울`), or a place in one (`서울 강남구`).
 *
 * Browser-safe. Source of the names: 행정구역, with 강원특별자치도 (2023) and 전북특별자치도 (2024).
 */

/** Everywhere in the country. */
export const NATIONWIDE = "전국";

/** The 17 provinces by their short names, in the order of the government's lists, with what else they are called. */
export const PROVINCES = {
  서울: ["서울특별시", "서울시"],
  부산: ["부산광역시", "부산시"],
  대구: ["대구광역시", "대구시"],
  인천: ["인천광역시", "인천시"],
  광주: ["광주광역시", "광주시"],
  대전: ["대전광역시", "대전시"],
  울산: ["울산광역시", "울산시"],
  세종: ["세종특별자치시", "세종시"],
  경기: ["경기도"],
  강원: ["강원특별자치도", "강원도"],
  충북: ["충청북도"],
  충남: ["충청남도"],
  전북: ["전북특별자치도", "전라북도", "전북도"],
  전남: ["전라남도"],
  경북: ["경상북도"],
  경남: ["경상남도"],
  제주: ["제주특별자치도", "제주도", "제주시"],
} as const;
export type Province = keyof typeof PROVINCES;

/** English names, as people write them. */
const ENGLISH: Readonly<Record<Province, string>> = {
  서울: "seoul",
  부산: "busan",
  대구: "daegu",
  인천: "incheon",
  광주: "gwangju",
  대전: "daejeon",
  울산: "ulsan",
  세종: "sejong",
  경기: "gyeonggi",
  강원: "gangwon",
  충북: "chungbuk",
  충남: "chungnam",
  전북: "jeonbuk",
  전남: "jeonnam",
  경북: "gyeongbuk",
  경남: "gyeongnam",
  제주: "jeju",
};

export const PROVINCE_NAMES = Object.keys(PROVINCES).filter(isProvince);

function isProvince(name: string): name is Province {
  return Object.hasOwn(PROVINCES, name);
}

/** Every name of every province, the longest first. */
const NAMES: readonly (readonly [name: string, province: Province])[] = PROVINCE_NAMES
  .flatMap((province) => [
    [province, province] as const,
    [ENGLISH[province], province] as const,
    ...PROVINCES[province].map((name) => [name, province] as const),
  ]).sort(([a], [b]) => b.length - a.length);

/** The province of this name, in any of its spellings; null for anything else. */
export function provinceOf(name: string): Province | null {
  const wanted = name.toLowerCase();
  return NAMES.find(([known]) => known === wanted)?.[1] ?? null;
}

/** Reads a place as files and people write it (`서울특별시 강남구`); null where its province is not known. */
export function parseRegion(written: string): string | null {
  const clean = written.normalize("NFC").replace(/\s+/g, " ").trim();
  if (clean === "" || /^(?:전국|중앙|중앙부처|대한민국|nationwide|korea)$/i.test(clean)) {
    return NATIONWIDE;
  }
  const [first = "", ...rest] = clean.split(" ");
  const province = provinceOf(first);
  if (province) return [province, ...rest].join(" ");
  // Some files write `서울특별시강남구`.
  const found = NAMES.find(([name]) => first.startsWith(name) && /[시군구]$/.test(first));
  return found ? [found[1], first.slice(found[0].length), ...rest].join(" ") : null;
}

/**
 * Whether what is offered in one place is of use to somebody in another: what the whole country and every place around
 * offers, and what parts of the place offer, as one lives in one of them.
 */
export function servesRegion(offered: string, wanted: string): boolean {
  if (offered === NATIONWIDE || wanted === NATIONWIDE || offered === wanted) return true;
  return wanted.startsWith(`${offered} `) || offered.startsWith(`${wanted} `);
}
