/**
 * Owns the words of everything an avatar is put together from, in the order a builder page shows it. The keys
 * themselves are in `choices.ts`. Browser-safe.
 */
import { type Choice, CHOICES } from "@/lib/avatar/choices.ts";
import { SWATCHES } from "@/lib/avatar/swatches.ts";

/** One choice of one part. `swatch` (CSS hex) is present where the choice is a colour. */
export interface AvatarOption<K extends string = string> {
  readonly key: K;
  readonly ko: string;
  readonly en: string;
  readonly swatch?: string;
}

type Field = keyof typeof CHOICES;
type Words<F extends Field> = { readonly [K in Choice<F>]: readonly [ko: string, en: string] };

function options<F extends Field>(field: F, words: Words<F>): readonly AvatarOption<Choice<F>>[] {
  const colors: { readonly [key: string]: string } = field in SWATCHES
    ? SWATCHES[field as keyof typeof SWATCHES]
    : {};
  const keys: readonly Choice<F>[] = CHOICES[field];
  return keys.map((key) => {
    const [ko, en] = words[key];
    const swatch = colors[key];
    return swatch === undefined ? { key, ko, en } : { key, ko, en, swatch };
  });
}

export const FACES = options("face", {
  oval: ["달걀형", "Oval"],
  round: ["둥근형", "Round"],
  heart: ["하트형", "Heart"],
  square: ["각진형", "Square"],
  long: ["긴 형", "Long"],
  soft: ["통통한 형", "Full-cheeked"],
});

export const AGES = options("age", {
  child: ["어린이", "Child"],
  young: ["젊은이", "Young"],
  adult: ["어른", "Grown-up"],
  elder: ["어르신", "Elder"],
});

/** Three ramps (rose, honey, olive) of six tones each, light to deep, then four that no one is born with. */
export const SKINS = options("skin", {
  rose1: ["장미빛 1", "Rose 1"],
  rose2: ["장미빛 2", "Rose 2"],
  rose3: ["장미빛 3", "Rose 3"],
  rose4: ["장미빛 4", "Rose 4"],
  rose5: ["장미빛 5", "Rose 5"],
  rose6: ["장미빛 6", "Rose 6"],
  honey1: ["꿀빛 1", "Honey 1"],
  honey2: ["꿀빛 2", "Honey 2"],
  honey3: ["꿀빛 3", "Honey 3"],
  honey4: ["꿀빛 4", "Honey 4"],
  honey5: ["꿀빛 5", "Honey 5"],
  honey6: ["꿀빛 6", "Honey 6"],
  olive1: ["올리브빛 1", "Olive 1"],
  olive2: ["올리브빛 2", "Olive 2"],
  olive3: ["올리브빛 3", "Olive 3"],
  olive4: ["올리브빛 4", "Olive 4"],
  olive5: ["올리브빛 5", "Olive 5"],
  olive6: ["올리브빛 6", "Olive 6"],
  moon: ["달빛", "Moonlight"],
  jade: ["비취빛", "Jade"],
  dusk: ["노을빛", "Dusk"],
  steel: ["은빛 강철", "Steel"],
});

export const HAIRS = options("hair", {
  bob: ["단발", "Bob"],
  long: ["긴 생머리", "Long and straight"],
  waves: ["긴 웨이브", "Long waves"],
  curly: ["곱슬머리", "Curls"],
  ponytail: ["포니테일", "Ponytail"],
  twin_tails: ["양갈래", "Twin tails"],
  braid: ["댕기머리", "Daenggi braid"],
  chignon: ["쪽머리와 비녀", "Chignon with binyeo"],
  topknot: ["상투", "Sangtu topknot"],
  short: ["짧은 머리", "Short"],
  undercut: ["투블록", "Two-block cut"],
  buzz: ["반삭", "Buzz cut"],
  perm: ["뽀글 파마", "Tight perm"],
  pixie: ["픽시컷", "Pixie"],
  bun: ["똥머리", "High bun"],
  space_buns: ["양쪽 당고", "Two buns"],
  afro: ["아프로", "Afro"],
  wolf: ["울프컷", "Wolf cut"],
  spiky: ["뻗친 머리", "Spiky"],
  side_braid: ["옆으로 땋은 머리", "Side braid"],
  bald: ["민머리", "Bald"],
});

export const FRINGES = options("fringe", {
  open: ["이마 보이기", "Open forehead"],
  center: ["가운데 가르마", "Centre parting"],
  side: ["옆 가르마", "Side parting"],
  straight: ["일자 앞머리", "Straight fringe"],
  wispy: ["시스루 앞머리", "See-through fringe"],
  curtain: ["커튼 앞머리", "Curtain fringe"],
  choppy: ["삐죽 앞머리", "Choppy fringe"],
  swoop: ["한쪽 눈 덮기", "Over one eye"],
});

export const HAIR_COLORS = options("hair_color", {
  ink: ["먹색", "Ink"],
  espresso: ["흑갈색", "Espresso"],
  chestnut: ["밤색", "Chestnut"],
  auburn: ["적갈색", "Auburn"],
  copper: ["구리색", "Copper"],
  honey: ["꿀색", "Honey"],
  flax: ["아마색", "Flax"],
  ash: ["재색", "Ash"],
  silver: ["은색", "Silver"],
  white: ["흰색", "White"],
  indigo: ["쪽빛", "Indigo"],
  jade: ["비취색", "Jade"],
  rose: ["연분홍", "Rose"],
  lilac: ["연보라", "Lilac"],
  madder: ["다홍", "Madder"],
});

export const EYES = options("eyes", {
  round: ["동그란 눈", "Round"],
  almond: ["아몬드 눈", "Almond"],
  monolid: ["무쌍 눈", "Monolid"],
  sleepy: ["졸린 눈", "Sleepy"],
  upturned: ["올라간 눈", "Upturned"],
  droopy: ["처진 눈", "Downturned"],
  narrow: ["가는 눈", "Narrow"],
  wide: ["큰 눈", "Wide"],
});

export const EYE_COLORS = options("eye_color", {
  dark: ["짙은 갈색", "Dark brown"],
  brown: ["갈색", "Brown"],
  hazel: ["녹갈색", "Hazel"],
  amber: ["호박색", "Amber"],
  green: ["초록", "Green"],
  blue: ["파랑", "Blue"],
  grey: ["회색", "Grey"],
  violet: ["보라", "Violet"],
  crimson: ["진홍", "Crimson"],
  gold: ["금색", "Gold"],
});

export const LASHES = options("lashes", {
  soft: ["은은하게", "Soft"],
  long: ["길게", "Long"],
  none: ["없음", "None"],
});

export const BROWS = options("brows", {
  soft: ["부드러운 눈썹", "Soft"],
  straight: ["일자 눈썹", "Straight"],
  arched: ["아치 눈썹", "Arched"],
  thick: ["짙은 눈썹", "Thick"],
  thin: ["가는 눈썹", "Thin"],
  angled: ["각진 눈썹", "Angled"],
  short: ["짧은 눈썹", "Short"],
  bushy: ["덥수룩한 눈썹", "Bushy"],
});

export const NOSES = options("nose", {
  soft: ["부드러운 코", "Soft"],
  button: ["동그란 코", "Button"],
  straight: ["곧은 코", "Straight"],
  broad: ["넓은 코", "Broad"],
  pointed: ["오똑한 코", "Pointed"],
  long: ["긴 코", "Long"],
});

export const MOUTHS = options("mouth", {
  gentle: ["온화한 입", "Gentle"],
  small: ["작은 입", "Small"],
  wide: ["큰 입", "Wide"],
  full: ["도톰한 입", "Full"],
  thin: ["얇은 입", "Thin"],
  cat: ["고양이 입", "Cat-like"],
  crooked: ["삐딱한 입", "Crooked"],
  fang: ["덧니", "Snaggletooth"],
});

export const CHEEKS = options("cheeks", {
  none: ["없음", "Plain"],
  blush: ["홍조", "Blush"],
  freckles: ["주근깨", "Freckles"],
  rosy: ["발그레", "Rosy and freckled"],
  yeonji: ["연지", "Yeonji dots"],
});

export const MARKS = options("mark", {
  none: ["없음", "None"],
  mole_eye: ["눈물점", "Mole under the eye"],
  mole_lip: ["입가 점", "Mole by the lip"],
  scar: ["흉터", "Scar"],
  plaster: ["반창고", "Plaster"],
  gonji: ["곤지", "Gonji dot"],
  whiskers: ["수염 무늬", "Whisker marks"],
  seams: ["이음선", "Panel seams"],
});

export const BEARDS = options("beard", {
  none: ["없음", "None"],
  stubble: ["짧은 수염", "Stubble"],
  moustache: ["콧수염", "Moustache"],
  goatee: ["턱수염", "Goatee"],
  full: ["덥수룩한 수염", "Full beard"],
  scholar: ["선비 수염", "Scholar's beard"],
});

export const GLASSES = options("glasses", {
  none: ["없음", "None"],
  round: ["동그란 안경", "Round"],
  square: ["뿔테 안경", "Square"],
  half: ["반무테 안경", "Half-rim"],
  reading: ["돋보기", "Reading glasses"],
  tinted: ["색안경", "Tinted"],
  goggles: ["고글", "Goggles"],
});

export const EARS = options("ears", {
  human: ["사람 귀", "Human"],
  elf: ["뾰족귀", "Pointed"],
  fox: ["여우 귀", "Fox"],
  cat: ["고양이 귀", "Cat"],
  rabbit: ["토끼 귀", "Rabbit"],
  bear: ["곰 귀", "Bear"],
  robot: ["기계 귀", "Robot"],
});

export const CRESTS = options("crest", {
  none: ["없음", "None"],
  horn: ["외뿔", "One horn"],
  horns: ["작은 뿔", "Two small horns"],
  antlers: ["사슴뿔", "Antlers"],
  antenna: ["안테나", "Antenna"],
  sprout: ["새싹", "Sprout"],
});

export const JEWELS = options("jewel", {
  none: ["없음", "None"],
  studs: ["귀걸이", "Studs"],
  hoops: ["링 귀걸이", "Hoops"],
  drops: ["옥 귀걸이", "Jade drops"],
  hairpin: ["꽃핀", "Flower pin"],
  necklace: ["목걸이", "Necklace"],
});

export const HEADWEARS = options("headwear", {
  none: ["없음", "None"],
  gat: ["갓", "Gat"],
  bokgeon: ["복건", "Bokgeon"],
  jobawi: ["조바위", "Jobawi"],
  headband: ["머리띠", "Headband"],
  bandana: ["두건", "Bandana"],
  beanie: ["비니", "Beanie"],
  cap: ["야구 모자", "Cap"],
  beret: ["베레모", "Beret"],
  straw: ["밀짚모자", "Straw hat"],
  headphones: ["헤드폰", "Headphones"],
  hood: ["쓴 후드", "Hood up"],
  flowers: ["꽃 화관", "Flower crown"],
});

export const OUTFITS = options("outfit", {
  jeogori: ["저고리", "Jeogori"],
  durumagi: ["두루마기", "Durumagi"],
  baeja: ["배자", "Baeja vest"],
  dallyeong: ["단령", "Official's robe"],
  dangui: ["당의", "Court dangui"],
  uniform: ["교복", "School uniform"],
  cardigan: ["카디건", "Cardigan"],
  turtleneck: ["터틀넥", "Turtleneck"],
  suit: ["정장", "Suit"],
  hoodie: ["후드티", "Hoodie"],
  apron: ["앞치마", "Apron"],
  raincoat: ["비옷", "Raincoat"],
  wetsuit: ["해녀복", "Haenyeo wetsuit"],
  jacket: ["가죽 재킷", "Leather jacket"],
  vest: ["야시장 조끼", "Night-market vest"],
  trench: ["트렌치코트", "Trench coat"],
  tee: ["티셔츠", "T-shirt"],
  lab_coat: ["흰 가운", "Lab coat"],
  overalls: ["멜빵바지", "Overalls"],
  sweater: ["스웨터", "Sweater"],
  cloak: ["망토", "Cloak"],
  chassis: ["로봇 몸체", "Robot chassis"],
});

export const OUTFIT_COLORS = options("outfit_color", {
  indigo: ["쪽빛", "Indigo"],
  navy: ["감색", "Navy"],
  sky: ["하늘색", "Sky"],
  jade: ["뇌록", "Jade"],
  celadon: ["청자색", "Celadon"],
  moss: ["이끼색", "Moss"],
  pine: ["솔잎색", "Pine"],
  ochre: ["황토", "Ochre"],
  butter: ["치자색", "Gardenia"],
  persimmon: ["감색 주황", "Persimmon"],
  madder: ["석간주", "Madder"],
  rose: ["연지색", "Rose"],
  blossom: ["분홍", "Blossom"],
  plum: ["자주", "Plum"],
  lilac: ["연보라", "Lilac"],
  walnut: ["호두색", "Walnut"],
  sand: ["모래색", "Sand"],
  ivory: ["소색", "Undyed ivory"],
  white: ["흰색", "White"],
  stone: ["돌색", "Stone"],
  charcoal: ["숯색", "Charcoal"],
  ink: ["먹색", "Ink"],
});

/** The one thing a character is remembered by, held or resting in the lower part of the portrait. */
export const OBJECTS = options("object", {
  none: ["없음", "None"],
  persimmon: ["감", "Persimmon"],
  teacup: ["찻잔", "Tea bowl"],
  fan: ["부채", "Folding fan"],
  book: ["책", "Book"],
  lantern: ["청사초롱", "Silk lantern"],
  umbrella: ["종이우산", "Paper umbrella"],
  brush: ["붓", "Ink brush"],
  camera: ["필름 카메라", "Film camera"],
  microphone: ["마이크", "Microphone"],
  cat: ["고양이", "Cat"],
  crane: ["종이학", "Paper crane"],
  wrench: ["스패너", "Wrench"],
  compass: ["나침반", "Compass"],
  sapling: ["화분", "Potted sapling"],
  moon_jar: ["달항아리", "Moon jar"],
  flute: ["대금", "Daegeum flute"],
  skewer: ["꼬치", "Skewer"],
  taewak: ["테왁", "Haenyeo float"],
  club: ["도깨비방망이", "Dokkaebi club"],
  key: ["열쇠", "Old key"],
  letter: ["편지", "Letter"],
  stethoscope: ["청진기", "Stethoscope"],
  fishbowl: ["어항", "Fishbowl"],
  radio: ["라디오", "Radio"],
  flower: ["동백꽃", "Camellia"],
  pocket_watch: ["회중시계", "Pocket watch"],
  orb: ["여우구슬", "Fox orb"],
});

export const BACKDROPS = options("backdrop", {
  plain: ["한지", "Plain hanji"],
  moon: ["보름달", "Full moon"],
  sun: ["해", "Sun"],
  lattice: ["문살", "Door lattice"],
  hills: ["먼 산", "Far hills"],
  waves: ["물결", "Waves"],
  persimmon: ["감나무 가지", "Persimmon branch"],
  clouds: ["구름무늬", "Clouds"],
  stars: ["별", "Stars"],
  rain: ["비", "Rain"],
  bojagi: ["조각보", "Bojagi patchwork"],
  city: ["도시 지붕", "Rooftops"],
  bamboo: ["대나무", "Bamboo"],
});

export const BACKDROP_COLORS = options("backdrop_color", {
  hanji: ["한지색", "Hanji"],
  sand: ["모래색", "Sand"],
  apricot: ["살구색", "Apricot"],
  blossom: ["꽃색", "Blossom"],
  celadon: ["청자색", "Celadon"],
  mist: ["안개색", "Mist"],
  ochre: ["황토색", "Ochre"],
  lilac: ["라일락", "Lilac"],
  clay: ["흙색", "Clay"],
  pine: ["솔색", "Pine"],
  dusk: ["노을", "Dusk"],
  night: ["밤", "Night"],
});

/** The emotions of the chat and lounge protocols, as a face. */
export const EXPRESSIONS = options("expression", {
  neutral: ["평온", "Neutral"],
  smile: ["미소", "Smile"],
  laugh: ["웃음", "Laugh"],
  sad: ["슬픔", "Sad"],
  angry: ["화남", "Angry"],
  surprised: ["놀람", "Surprised"],
  shy: ["수줍음", "Shy"],
  thinking: ["생각", "Thinking"],
});
