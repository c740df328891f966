/** Words of the rooms. */
import type { Words } from "@/lib/i18n/locale.ts";

const en = {
  title: "Spaces",
  lede: "The rooms of this house, and those who live in them.",
  description: "A floor under a persimmon tree, a tea house in the rain, a rooftop over Seoul.",
  empty: "No room is open yet",
  emptyWords: "The doors are still being papered. The people of the house are in the gallery.",
  toGallery: "See who is in",
  backToRooms: "All spaces",
  residents: "Who lives here",
  nobody: "Nobody has moved in yet",
  nobodyWords: "The floor is swept and the cushions are out.",
  count: (count: number) => count === 1 ? "1 lives here" : `${count} live here`,
  others: "The other rooms",
  scenes: {
    maru: "A wooden floor open to a courtyard, with a persimmon tree",
    teahouse: "A tea house open to a garden in the rain",
    rooftop: "A rooftop above the lights of Seoul",
  },
};

const ko: typeof en = {
  title: "공간",
  lede: "이 집의 방들과, 그곳에 사는 이들이에요.",
  description: "감나무 아래 마루, 비 오는 찻집, 서울이 내려다보이는 옥상이 있어요.",
  empty: "아직 열린 방이 없어요",
  emptyWords: "문에 창호지를 바르는 중이에요. 이 집 사람들은 캐릭터 방에 모여 있어요.",
  toGallery: "누가 있는지 보기",
  backToRooms: "공간 모두",
  residents: "이곳에 사는 이들",
  nobody: "아직 아무도 살지 않아요",
  nobodyWords: "마루는 닦아 두었고 방석도 내놓았어요.",
  count: (count) => `${count}명이 살아요`,
  others: "다른 공간",
  scenes: {
    maru: "마당으로 열린 마루와 감나무",
    teahouse: "비 내리는 뜰로 열린 찻집",
    rooftop: "서울의 불빛이 내려다보이는 옥상",
  },
};

export const spaceWords: Words<typeof en> = { en, ko };
