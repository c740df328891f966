/** Words around an error page; what happened itself is told by `lib/errors.ts`. */
import type { Words } from "@/lib/i18n/locale.ts";

const en = {
  titles: {
    401: "Who is there?",
    403: "That room is somebody else’s",
    404: "Nobody here",
    409: "Two hands at once",
    413: "Too big for the door",
    429: "A little breather",
    503: "The storeroom is locked",
  },
  yours: "That did not work",
  ours: "Something broke on our side",
  wait: (seconds: number) =>
    seconds < 90
      ? `It works again in about ${seconds} seconds.`
      : `It works again in about ${Math.ceil(seconds / 60)} minutes.`,
  signIn: "Sign in",
  again: "Try again",
  home: "To the front of the house",
  characters: "See who is in",
  reference: "If you tell us about it, mention",
};

const ko: typeof en = {
  titles: {
    401: "누구신가요",
    403: "다른 분의 방이에요",
    404: "아무도 없어요",
    409: "동시에 손이 닿았어요",
    413: "문을 지나기엔 너무 커요",
    429: "잠깐 쉬었다 가요",
    503: "광이 잠겨 있어요",
  },
  yours: "뜻대로 되지 않았어요",
  ours: "저희 쪽에 문제가 생겼어요",
  wait: (seconds) =>
    seconds < 90
      ? `약 ${seconds}초 뒤에 다시 할 수 있어요.`
      : `약 ${Math.ceil(seconds / 60)}분 뒤에 다시 할 수 있어요.`,
  signIn: "로그인",
  again: "다시 시도하기",
  home: "대문으로 돌아가기",
  characters: "누가 있는지 보기",
  reference: "알려 주실 때 이 번호를 함께 적어 주세요:",
};

export const errorWords: Words<typeof en> = { en, ko };
