/** A ledger for tests in Korean and English, and sentences that contradict it. */
import type { Locale } from "@/lib/i18n/locale.ts";
import type { Fact, StoryPerson } from "@/lib/stories/writing/model.ts";

function person(ref: string, name: string, appearance: string, age: string): StoryPerson {
  return {
    ref,
    name,
    role: ref === "p1" ? "lead" : "other",
    age,
    appearance,
    wants: "-",
    fears: "-",
    secret: "-",
    past: "-",
  };
}

function fact(ref: string, what: string, more: Partial<Fact> = {}): Fact {
  return { ref, what, about: [], knownBy: [], where: null, when: null, ...more };
}

export interface Stage {
  people: StoryPerson[];
  places: { ref: string; name: string; description: string }[];
  facts: Fact[];
}

/** People, places and what is known of them. */
export const STAGES: Record<Locale, Stage> = {
  ko: {
    people: [
      person("p1", "한서연", "갈색 눈동자에 짧은 검은 머리", "스물두 살"),
      person("p2", "오민호", "푸른 눈동자에 흰 수염", "예순한 살"),
      person("p3", "윤태오", "키가 크고 말랐다", "서른 살"),
    ],
    places: ["등대", "항구", "우체국"].map((name, n) => ({
      ref: `l${n}`,
      name,
      description: name,
    })),
    facts: [
      fact("f1_1", "오민호가 폭풍 속에서 죽었다", { about: ["p2"] }),
      fact("f1_2", "편지는 등대 마루 밑에 숨겨져 있다", { about: ["편지"], knownBy: ["p1"] }),
      fact("f1_3", "등대의 열쇠는 세 개다", { about: ["열쇠"] }),
      fact("f1_4", "배는 금요일에 항구에 들어온다", { about: ["배"] }),
      fact("f1_5", "무전기가 바다에 떨어져 산산조각 났다", { about: ["무전기"] }),
      fact("f1_6", "한서연은 등대에서 밤을 새웠다", {
        about: ["p1"],
        where: "등대",
        when: "첫날 밤",
      }),
      fact("f1_7", "윤태오는 한서연의 사촌 오빠다", { about: ["p3", "p1"] }),
      fact("f1_8", "윤태오는 왼손을 다쳤다", { about: ["p3"] }),
    ],
  },
  en: {
    people: [
      person("p1", "Mara Quill", "brown eyes and short black hair", "22 years old"),
      person("p2", "Edwin Hale", "blue eyes and a white beard", "61 years old"),
      person("p3", "Tobias Rook", "tall and thin", "30 years old"),
    ],
    places: ["lighthouse", "harbour", "post office"].map((name, n) => ({
      ref: `l${n}`,
      name,
      description: name,
    })),
    facts: [
      fact("f1_1", "Edwin Hale drowned in the storm", { about: ["p2"] }),
      fact("f1_2", "The letter is hidden under the floor of the lighthouse", {
        about: ["letter"],
        knownBy: ["p1"],
      }),
      fact("f1_3", "The lighthouse has three keys", { about: ["keys"] }),
      fact("f1_4", "The ferry comes into the harbour on Friday", { about: ["ferry"] }),
      fact("f1_5", "The radio fell into the sea and was destroyed", { about: ["radio"] }),
      fact("f1_6", "Mara Quill kept watch at the lighthouse", {
        about: ["p1"],
        where: "lighthouse",
        when: "the first night",
      }),
      fact("f1_7", "Tobias Rook is the cousin of Mara Quill", { about: ["p3", "p1"] }),
      fact("f1_8", "Tobias Rook hurt his left hand", { about: ["p3"] }),
    ],
  },
};

/** Each sentence contradicts the ledger in one way. */
export const PLANTED: Record<Locale, Record<string, string>> = {
  ko: {
    "eyes of another colour": "한서연의 초록색 눈동자가 불빛에 흔들렸다.",
    "a name with a wrong syllable": "그때 한서윤이 계단을 올라왔다.",
    "a dead man who speaks": "“바람이 바뀌겠구나.” 오민호가 파이프를 물며 말했다.",
    "somebody who knows what is hidden": "윤태오가 웃었다. “편지는 등대 마루 밑에 숨겨져 있잖아.”",
    "another number of keys": "벽에는 열쇠 다섯 개가 걸려 있었다.",
    "another day of the boat": "배는 월요일에 항구에 들어온다고 모두가 알고 있었다.",
    "a broken thing in use": "윤태오는 무전기를 꺼내 켰다.",
    "somebody in another place at that time": "첫날 밤 한서연은 우체국에서 편지를 정리했다.",
    "another kinship": "윤태오는 한서연의 삼촌이다.",
    "another age": "한서연은 올해 스물다섯 살이었다.",
  },
  en: {
    "eyes of another colour": "Mara's green eyes caught the lamp.",
    "a name with a wrong letter": "On the stairs stood Marra, out of breath.",
    "a dead man who speaks": "“The wind will turn,” said Edwin, biting on his pipe.",
    "somebody who knows what is hidden":
      "Tobias smiled. “The letter is hidden under the lighthouse floor, you know.”",
    "another number of keys": "Five keys hung on the wall.",
    "another day of the boat": "The ferry comes into the harbour on Monday, as everybody said.",
    "a broken thing in use": "Tobias took the radio and turned the dial.",
    "somebody in another place at that time":
      "On the first night Mara had sorted letters at the post office.",
    "another kinship": "Tobias Rook was the uncle of Mara Quill.",
    "another side": "Tobias Rook had hurt his right hand, and could not hold the rope.",
  },
};
