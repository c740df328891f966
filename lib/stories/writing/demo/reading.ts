/** Reads what somebody asked for: a genre and a tone in free words, and of what kind each keyword is. */
import { type Genre, GENRES, type Tone, TONES } from "@/lib/stories/writing/model.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { KeywordKind } from "@/lib/stories/writing/demo/bank.ts";

const GENRE_SIGNS: readonly (readonly [Genre, RegExp])[] = [
  [
    "science_fiction",
    /sci|space|cyber|robot|future|steampunk|우주|미래|로봇|과학|사이버|에스에프|sf/i,
  ],
  ["mystery", /myster|detect|crime|thrill|noir|spy|추리|탐정|스릴러|범죄|수사|첩보|미스터리/i],
  ["horror", /horror|ghost|scar|occult|gothic|zombie|호러|공포|괴담|귀신|오컬트|좀비/i],
  ["romance", /roman|love|dating|bl\b|gl\b|로맨스|로판|사랑|연애|멜로/i],
  ["history", /histor|period|medieval|dynast|war|western|역사|사극|시대|조선|무협|궁/i],
  ["fantasy", /fantas|magic|myth|fairy|isekai|dragon|판타지|마법|동화|신화|이세계|환상|회귀/i],
  ["growth", /grow|coming|school|youth|sport|young|성장|학원|청춘|학교|스포츠|입시/i],
  [
    "daily_life",
    /daily|slice|everyday|cook|food|healing|cozy|cosy|family|일상|힐링|요리|음식|가족/i,
  ],
];

const TONE_SIGNS: readonly (readonly [Tone, RegExp])[] = [
  ["funny", /fun|comic|humo|witty|silly|웃|유쾌|코믹|개그|익살|재미/i],
  ["dark", /dark|grim|bleak|sad|tragic|어두|암울|비극|슬프|슬픈|처절|쓸쓸/i],
  ["tense", /tens|thrill|suspen|urgent|fast|scar|긴장|긴박|박진|무서|서늘|스릴/i],
  ["lyrical", /lyric|poet|dream|quiet|melanch|soft|서정|시적|몽환|잔잔|아련|고요/i],
  ["bright", /bright|cheer|hope|happy|light|sunny|밝|희망|경쾌|명랑|발랄|청량/i],
  ["warm", /warm|cozy|cosy|gentle|heal|tender|따뜻|따스|포근|다정|훈훈|힐링/i],
];

/** The genre that a word means; daily life where nothing tells. */
export function readGenre(word: string): Genre {
  const known = GENRES.find((genre) => genre === word.trim().toLowerCase().replace(/[\s-]+/g, "_"));
  return known ?? GENRE_SIGNS.find(([, sign]) => sign.test(word))?.[0] ?? "daily_life";
}

/** The tone that a word means; warm where nothing tells. */
export function readTone(word: string): Tone {
  const known = TONES.find((tone) => tone === word.trim().toLowerCase());
  return known ?? TONE_SIGNS.find(([, sign]) => sign.test(word))?.[0] ?? "warm";
}

/** Last words of keywords by kind, so that a keyword enters a story as what it is. */
const KINDS: Readonly<Record<Locale, Readonly<Record<Exclude<KeywordKind, "word">, string>>>> = {
  ko: {
    place:
      "등대 도서관 학교 서점 바다 섬 숲 산 성 마을 골목 시장 병원 역 기차역 정거장 카페 식당 빵집 극장 미술관 박물관 호텔 여관 저택 온실 정원 공원 호수 강 다리 항구 부두 탑 동굴 사막 우물 절 성당 교회 궁궐 궁 서당 우주선 기지 정류장 옥상 지하철 편의점 목욕탕 세탁소 우체국 약방 책방 놀이공원 수족관 방앗간 대장간 한의원 고택 폐교 연구소 천문대 미로 던전 아카데미 왕국 도시 섬마을 해변 들판 언덕",
    thing:
      "편지 시계 회중시계 우산 열쇠 반지 목걸이 거울 칼 검 책 일기장 일기 사진 사진첩 지도 나침반 피아노 바이올린 악기 라디오 전화기 휴대폰 카메라 인형 상자 가방 모자 구두 신발 장갑 목도리 찻잔 주전자 꽃 장미 씨앗 화분 등불 초 촛불 램프 연필 만년필 붓 그림 초상화 레시피 요리책 쪽지 엽서 자전거 종 방울 부적 가면 돌 보석 진주 구슬 동전 왕관 지팡이 약 약병 오르골 축음기 망원경 씨앗통 단추 실 바늘 이불 베개 의자 책상 문 창문 계약서 장부 유언장 도장 소포 기타 북",
    creature:
      "고양이 강아지 개 용 여우 구미호 늑대 곰 호랑이 토끼 새 까마귀 까치 제비 올빼미 부엉이 말 당나귀 거북이 고래 물고기 나비 벌 반딧불이 도깨비 요정 유령 귀신 인어 로봇 외계인 너구리 다람쥐 고슴도치 사슴 두루미 학 앵무새 뱀",
    person:
      "마녀 마법사 기사 왕 여왕 왕자 공주 황제 탐정 형사 의사 간호사 선생님 교사 학생 소년 소녀 요리사 화가 작가 시인 가수 배우 무사 자객 도둑 해적 선장 상인 의녀 의원 사서 집사 하녀 이웃 친구 쌍둥이 스승 제자 우주비행사 과학자 조향사 우체부 라이벌 전학생 용사 마왕 암행어사 궁녀 이방인 나그네 광대",
    kin:
      "할머니 할아버지 엄마 아빠 어머니 아버지 언니 오빠 누나 형 동생 이모 삼촌 고모 딸 아들 손녀 손자 쌍둥이",
    food:
      "빵 케이크 떡 사탕 사과 도시락 라면 국밥 만두 커피 차 국수 떡볶이 김밥 초콜릿 쿠키 수프 딸기 귤 호떡 붕어빵 팥죽 된장찌개 미역국 아이스크림 우유 과자 도넛 푸딩",
    weather:
      "비 눈 첫눈 바람 안개 폭풍 소나기 장마 태풍 무지개 봄 여름 가을 겨울 밤 새벽 노을 아침 저녁 보름달 달 별 별빛 달빛 햇살 구름 서리 눈보라 그림자 어둠 크리스마스 자정 벚꽃",
    idea:
      "사랑 첫사랑 풋사랑 이별 우정 비밀 약속 복수 용서 시간여행 시간 기억 꿈 추억 희망 용기 운명 그리움 후회 거짓말 진실 전쟁 평화 자유 모험 여행 성장 가족 행복 슬픔 외로움 죽음 삶 배신 질투 화해 재회 짝사랑 고백 결혼 계약 마법 저주 예언 이름 소원 침묵 노래 음악 춤 웃음 눈물 유산 이사 졸업 시험 방학 축제 경연 실종 살인 회귀 환생 빙의 영원 구원 치유 믿음 오해 인연 청춘 도전 실패 성공 꿈꾸기 은퇴",
  },
  en: {
    place:
      "lighthouse library school bookshop bookstore sea ocean island forest mountain castle village alley market hospital station cafe café diner bakery theatre theater museum hotel inn mansion greenhouse garden park lake river bridge harbor harbour tower cave desert well temple church palace spaceship starship base rooftop subway laundry attic cellar orchard farm mill forge observatory maze dungeon academy kingdom city town beach hill house cottage shop lab laboratory",
    thing:
      "letter watch clock umbrella key ring necklace mirror knife sword book diary journal photograph photo map compass piano violin radio telephone phone camera doll box bag hat coat scarf glove teacup teapot kettle flower rose seed lantern candle lamp pencil pen brush painting portrait recipe note postcard bicycle bell charm mask stone gem pearl marble coin crown staff medicine bottle telescope button needle blanket chair desk door window contract ledger will stamp parcel guitar drum",
    creature:
      "cat kitten dog puppy dragon fox wolf bear tiger rabbit bird crow raven magpie swallow owl horse donkey turtle whale fish butterfly bee firefly goblin fairy ghost mermaid robot alien raccoon squirrel hedgehog deer crane heron parrot snake unicorn mouse goose duck",
    person:
      "witch wizard knight king queen prince princess emperor detective doctor nurse teacher student boy girl cook chef baker painter writer poet singer actor thief pirate captain merchant librarian butler maid neighbour neighbor friend twin master apprentice astronaut scientist perfumer postman rival stranger hero clown widow orphan sailor gardener soldier spy",
    kin:
      "grandmother grandfather grandma grandpa mother father mum mom dad sister brother aunt uncle daughter son granddaughter grandson",
    food:
      "cake bread pie sandwich coffee tea soup stew chocolate candy honey jam rice ramen pizza cheese milk toast porridge chowder kimchi pudding",
    weather:
      "rain snow wind fog mist storm thunder rainbow spring summer autumn winter night dawn sunset morning evening moon moonlight starlight sunlight frost blizzard shadow darkness midnight twilight",
    idea:
      "love farewell promise secret dream wish journey curse prophecy lie goodbye friendship secrecy promise revenge forgiveness memory hope courage fate longing regret truth war peace freedom adventure travel family happiness sorrow loneliness death life betrayal jealousy reunion confession marriage magic time silence music laughter grief inheritance graduation faith youth failure success healing loss home trust luck",
  },
};

const BY_WORD: Readonly<Record<Locale, ReadonlyMap<string, KeywordKind>>> = {
  ko: indexOf("ko"),
  en: indexOf("en"),
};

function indexOf(lang: Locale): ReadonlyMap<string, KeywordKind> {
  const entries: [string, KeywordKind][] = [];
  for (
    const kind of [
      "place",
      "thing",
      "food",
      "creature",
      "person",
      "kin",
      "weather",
      "idea",
    ] as const
  ) {
    for (const word of KINDS[lang][kind].split(" ")) entries.push([word, kind]);
  }
  return new Map(entries);
}

/** Endings of English nouns that name ideas, and of plurals, of which no single thing can be told. */
const EN_IDEA = /(?:ness|ship|hood|tion|sion|ment|ity|ance|ence|ism|ing|ure|cy)$/;

/** Of what kind a keyword is, by its last word; `word` where nothing tells. */
export function kindOf(keyword: string, lang: Locale): KeywordKind {
  const words = keyword.trim().toLowerCase().split(/\s+/);
  const last = words.at(-1) ?? "";
  const known = BY_WORD[lang].get(last);
  if (known !== undefined) return known;
  if (lang === "en") return EN_IDEA.test(last) && words.length === 1 ? "idea" : "word";
  return longestEnding(last) ?? "word";
}

/** A Korean compound is what its last part is: `비밀편지` is a letter. */
function longestEnding(word: string): KeywordKind | null {
  for (let from = 1; from <= word.length - 2; from++) {
    const kind = BY_WORD.ko.get(word.slice(from));
    if (kind !== undefined) return kind;
  }
  return null;
}

/** A keyword of a request, and what it is. */
export interface Keyword {
  readonly word: string;
  readonly kind: KeywordKind;
}

/** The keywords without doubles and without marks that a template or Markdown would read. */
export function readKeywords(keywords: readonly string[], lang: Locale): Keyword[] {
  const words = keywords.map((keyword) =>
    keyword.replace(/[\[\]{}|*_#<>`"“”\\~]/g, " ").replace(/\s+/g, " ").trim()
  ).filter((word) => word !== "");
  return [...new Set(words)].map((word) => ({ word, kind: kindOf(word, lang) }));
}
