/** Reads a face out of a description: what it names is drawn, all else comes from a seed. Pure. */
import type { AvatarSpec } from "@/lib/avatar/model.ts";
import { randomAvatar } from "@/lib/avatar/model.ts";

/** A way to say a choice in Korean or English. The first that a description holds is taken. */
type Sayings<F extends keyof AvatarSpec> = readonly [RegExp, AvatarSpec[F]][];

/** What colours are called, for hair, eyes and clothes alike. */
const BLACK = "검은|검정|까만|새까만|흑발|흑단|먹빛|black|jet|raven";
const BROWN = "갈색|밤색|갈빛|brown|chestnut|hazelnut";
const WHITE = "흰|하얀|하얗게|백발|white|snowy";
const GREY = "은빛|은발|은색|회색|잿빛|희끗|반백|grey|gray|silver|ashen";
const BLUE = "파란|푸른|청색|청발|하늘색|blue|azure";
const GREEN = "초록|녹색|연두|green|emerald";
const RED = "붉은|빨간|빨강|적갈|red|ginger|copper";
const GOLD = "금빛|금발|금색|노란|blond|blonde|golden|fair";
const VIOLET = "보라|자줏빛|violet|purple";

const hair = (colour: string) =>
  new RegExp(
    `(?:${colour})(?:색|빛|발)?[^.,;]{0,8}?(?:머리|수염|단발|댕기|hair|locks|curls|braid|bun)|머리(?:칼|카락)?(?:은|는|이|가|도) ?[^.,;]{0,8}?(?:${colour})|hair (?:is |was |turned )?(?:${colour})`,
    "iu",
  );
const eyes = (colour: string) =>
  new RegExp(
    `(?:${colour})(?:색|빛)?[^.,;]{0,5}?(?:눈|eye)|눈(?:동자)?(?:은|는|이|가|도) ?[^.,;]{0,6}?(?:${colour})|eyes (?:are |were )?(?:${colour})`,
    "iu",
  );
const clothes = (colour: string) =>
  new RegExp(
    `(?:${colour})(?:색|빛)?[^.,;]{0,8}?(?:옷|한복|저고리|치마|도포|외투|코트|셔츠|스웨터|조끼|망토|coat|dress|shirt|jacket|sweater|cloak|robe|scarf|hanbok|vest|apron)`,
    "iu",
  );

const SAYINGS: { readonly [F in keyof AvatarSpec]?: Sayings<F> } = {
  hair_color: [
    [hair(WHITE), "white"],
    [hair(GREY), "silver"],
    [hair(BLACK), "ink"],
    [hair(RED), "copper"],
    [hair(GOLD), "honey"],
    [hair(BROWN), "chestnut"],
    [hair(BLUE), "indigo"],
    [hair(GREEN), "jade"],
    [hair(VIOLET), "lilac"],
  ],
  eye_color: [
    [eyes(BLACK), "dark"],
    [eyes(BROWN), "brown"],
    [eyes(BLUE), "blue"],
    [eyes(GREEN), "green"],
    [eyes(GREY), "grey"],
    [eyes(GOLD), "amber"],
    [eyes(VIOLET), "violet"],
    [eyes(RED), "crimson"],
  ],
  hair: [
    [/대머리|민머리|bald/iu, "bald"],
    [/상투|topknot/iu, "topknot"],
    [/쪽진|비녀|chignon/iu, "chignon"],
    [/양갈래|pigtails|twin tails/iu, "twin_tails"],
    [/땋은|땋아|댕기|braid|plait/iu, "braid"],
    [/올림머리|틀어 올|묶어 올|\bbun\b/iu, "bun"],
    [
      /묶은 머리|머리를? ?(?:[가-힣]+ )?묶|질끈|말총|포니테일|ponytail|tied (?:back|up)/iu,
      "ponytail",
    ],
    [/단발|\bbob\b|chin-length/iu, "bob"],
    [/까까머리|빡빡|buzz/iu, "buzz"],
    [/곱슬|파마|curl/iu, "curly"],
    [/물결|웨이브|wav(?:y|es)/iu, "waves"],
    [/(?:짧은|짧게)[^.,;]{0,8}머리|머리[^.,;]{0,8}짧|short[^.,;]{0,12}hair|cropped/iu, "short"],
    [
      /(?:긴|길게|허리까지)[^.,;]{0,10}머리|머리[^.,;]{0,8}(?:길|긴)|장발|long[^.,;]{0,14}hair/iu,
      "long",
    ],
    [/헝클|삐죽|뻗친|spiky|tousled|unruly/iu, "spiky"],
  ],
  beard: [
    [/콧수염|moustache|mustache/iu, "moustache"],
    [/까칠|거뭇|stubble|unshaven/iu, "stubble"],
    [/염소수염|goatee/iu, "goatee"],
    [/긴 수염|수염이 길/iu, "scholar"],
    [/수염|beard/iu, "full"],
  ],
  glasses: [
    [/색안경|선글라스|tinted|sunglasses|dark glasses/iu, "tinted"],
    [/돋보기|reading glasses/iu, "reading"],
    [/고글|goggles/iu, "goggles"],
    [/네모[^.,;]{0,6}안경|뿔테|square[^.,;]{0,8}glasses|horn-rimmed/iu, "square"],
    [/안경|glasses|spectacles/iu, "round"],
  ],
  headwear: [
    [/(?<![가-힣])갓(?:을|이| )/u, "gat"],
    [/복건/u, "bokgeon"],
    [/조바위/u, "jobawi"],
    [/비니|털모자|beanie|woollen cap/iu, "beanie"],
    [/베레/u, "beret"],
    [/\bberet\b/iu, "beret"],
    [/밀짚모자|straw hat/iu, "straw"],
    [/두건|bandana|kerchief/iu, "bandana"],
    [/헤드폰|headphones/iu, "headphones"],
    [/두건 달린|후드를|hood(?:ed)?\b/iu, "hood"],
    [/야구모자|모자|\bcap\b/iu, "cap"],
  ],
  outfit: [
    [/도포|두루마기/u, "durumagi"],
    [/당의/u, "dangui"],
    [/관복|단령/u, "dallyeong"],
    [/배자/u, "baeja"],
    [/한복|저고리|치마저고리|hanbok/iu, "jeogori"],
    [/교복|제복|uniform/iu, "uniform"],
    [/앞치마|apron/iu, "apron"],
    [/우비|비옷|raincoat|oilskin/iu, "raincoat"],
    [/물옷|잠수복|wetsuit/iu, "wetsuit"],
    [/가운|lab coat/iu, "lab_coat"],
    [/작업복|멜빵|overalls|dungarees/iu, "overalls"],
    [/망토|cloak|cape/iu, "cloak"],
    [/트렌치|trench|긴 외투|long coat/iu, "trench"],
    [/외투|점퍼|재킷|jacket|\bcoat\b/iu, "jacket"],
    [/양복|정장|\bsuit\b/iu, "suit"],
    [/조끼|vest|waistcoat/iu, "vest"],
    [/후드티|hoodie/iu, "hoodie"],
    [/목폴라|터틀넥|turtleneck/iu, "turtleneck"],
    [/스웨터|sweater|jumper|pullover/iu, "sweater"],
    [/카디건|cardigan/iu, "cardigan"],
    [/티셔츠|t-shirt/iu, "tee"],
  ],
  outfit_color: [
    [clothes(BLACK), "navy"],
    [clothes(WHITE), "white"],
    [clothes(BLUE), "indigo"],
    [clothes(GREEN), "jade"],
    [clothes(RED), "madder"],
    [clothes(GOLD), "ochre"],
    [clothes(VIOLET), "plum"],
    [clothes(BROWN), "walnut"],
  ],
  mark: [
    [/흉터|흉이|상처 자국|scar\b/iu, "scar"],
    [/눈 (?:밑|아래)[^.,;]{0,6}점|mole (?:under|below|by)[^.,;]{0,8}eye/iu, "mole_eye"],
    [/입(?:술|가)[^.,;]{0,8}점|mole[^.,;]{0,10}(?:lip|mouth)/iu, "mole_lip"],
  ],
  cheeks: [[/주근깨|freckle/iu, "freckles"]],
  eyes: [
    [/처진 눈|눈매가 처|droopy/iu, "droopy"],
    [/치켜 올라간|올라간 눈|upturned|cat-like eyes/iu, "upturned"],
    [/졸린|나른|sleepy/iu, "sleepy"],
    [/가는 눈|실눈|narrow/iu, "narrow"],
    [/큰 눈|커다란 눈|눈이 크|wide eyes|large eyes|big eyes/iu, "wide"],
    [/둥근 눈|동그란 눈|round eyes/iu, "round"],
  ],
  jewel: [
    [/비녀|머리핀|hairpin/iu, "hairpin"],
    [/목걸이|necklace|pendant/iu, "necklace"],
    [/귀걸이|earring/iu, "studs"],
  ],
  object: [
    [/우산|umbrella/iu, "umbrella"],
    [/등불|등롱|lantern/iu, "lantern"],
    [/부채|\bfan\b/iu, "fan"],
    [/카메라|사진기|camera/iu, "camera"],
    [/열쇠|\bkeys?\b/iu, "key"],
    [/편지|letter/iu, "letter"],
    [/회중시계|pocket watch/iu, "pocket_watch"],
    [/피리|단소|대금|flute/iu, "flute"],
    [/나침반|compass/iu, "compass"],
    [/붓|brush/iu, "brush"],
    [/청진기|stethoscope/iu, "stethoscope"],
    [/라디오|radio/iu, "radio"],
    [/꽃|flower/iu, "flower"],
    [/(?<![가-힣])책|\bbook\b/iu, "book"],
  ],
  ears: [
    [/여우 귀|fox ears/iu, "fox"],
    [/고양이 귀|cat ears/iu, "cat"],
    [/토끼 귀|rabbit ears/iu, "rabbit"],
    [/뾰족한 귀|귀가 뾰족|pointed ears|elf/iu, "elf"],
  ],
  crest: [
    [/사슴뿔|antlers/iu, "antlers"],
    [/외뿔|뿔 하나|a single horn/iu, "horn"],
    [/뿔(?!테)|horns/iu, "horns"],
  ],
};

const AGES: readonly [RegExp, AvatarSpec["age"]][] = [
  [
    /(?:일흔|여든|아흔|예순|환갑|노인|노파|할머니|할아버지|seventy|eighty|ninety|sixty|old (?:man|woman)|elder)/iu,
    "elder",
  ],
  [/(?:[6-9]\d)(?:대|살|세|\b)/u, "elder"],
  [/(?:서른|마흔|쉰|중년|thirty|forty|fifty|middle-aged)/iu, "adult"],
  [/(?:[345]\d)(?:대|살|세|\b)/u, "adult"],
  [
    /(?:스물|열다섯|열여섯|열일곱|열여덟|열아홉|twenty|(?:six|seven|eigh|nine|fif)teen|teen)/iu,
    "young",
  ],
  [/(?:1[4-9]|2\d)(?:대|살|세|\b)/u, "young"],
  [
    /(?:아이|어린|일곱|여덟|아홉|열 ?(?:살|한|두|세)|child|little (?:girl|boy)|(?<!\d)(?:[5-9]|1[0-3])(?:살|세|\b))/iu,
    "child",
  ],
];

const PLAIN_HAIR: ReadonlySet<AvatarSpec["hair_color"]> = new Set([
  "ink",
  "espresso",
  "chestnut",
  "auburn",
  "ash",
]);
/** What is worn for a work that nobody told of. */
const TRADES: ReadonlySet<AvatarSpec["outfit"]> = new Set([
  "dallyeong",
  "dangui",
  "wetsuit",
  "lab_coat",
  "raincoat",
  "apron",
  "cloak",
  "chassis",
]);

/**
 * Draws the face of a description.
 *
 * @param seed Gives what the description leaves open; the same seed is the same face for ever.
 */
export function avatarOf(
  { appearance, age }: { appearance: string; age: string },
  seed: string,
): AvatarSpec {
  const base = randomAvatar(seed);
  const spoken = readSayings(appearance);
  const years = AGES.find(([saying]) => saying.test(age))?.[1] ??
    AGES.find(([saying]) => saying.test(appearance))?.[1];
  return {
    ...base,
    // What is striking is drawn where it is told, and not by chance.
    beard: "none",
    mark: "none",
    glasses: "none",
    headwear: "none",
    ears: "human",
    crest: "none",
    object: "none",
    ...(/^(?:rose|honey|olive)/.test(base.skin) ? {} : { skin: "honey2" }),
    ...(PLAIN_HAIR.has(base.hair_color) ? {} : { hair_color: "espresso" }),
    ...(TRADES.has(base.outfit) ? { outfit: "cardigan" } : {}),
    ...(years ? { age: years } : {}),
    ...(years === "elder" && !spoken.hair_color ? { hair_color: "silver" as const } : {}),
    ...spoken,
  };
}

function readSayings(text: string): Partial<AvatarSpec> {
  const found: Partial<AvatarSpec> = {};
  const read = <F extends keyof AvatarSpec>(field: F) => {
    const sayings: Sayings<F> | undefined = SAYINGS[field];
    const said = sayings?.find(([saying]) => saying.test(text));
    if (said) found[field] = said[1];
  };
  // Own keys of a table that names fields alone.
  for (const field of Object.keys(SAYINGS) as (keyof typeof SAYINGS)[]) read(field);
  return found;
}
