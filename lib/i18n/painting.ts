/** Words of the pages where a cover or a portrait is painted by a model. */
import type { Words } from "@/lib/i18n/locale.ts";
import type { PaintedKind, PaintTrouble } from "@/lib/painting/model.ts";

const en = {
  story: {
    title: (name: string) => `The cover of “${name}”`,
    back: "To editing",
    now: "The cover as it is",
    nowDrawn: "Drawn by Maru",
    nowPainted: "Painted",
    open: "Let a cover be painted",
    openWords: "A picture from your own words, in place of the drawn one.",
    openDrawn: "Change the cover",
    lede: "A model paints one scene. The title's slip and the binding are added to it.",
    wish: "The scene on the cover",
    wishHint:
      "What is to be seen: a place, a light, a thing, people from behind. Title and lettering come from us.",
    result: "The painted picture",
    resultAlt: "The painted picture",
    take: "Use it for the cover",
    inUse: "This is the cover now.",
    taken: "The painted cover is on the book now.",
    drawnAgain: "Show the drawn cover again",
    drawnDone: "The drawn cover is back. The painted picture is kept below.",
  },
  character: {
    title: (name: string) => `A portrait of ${name}`,
    back: "To editing",
    now: "The portrait as it is",
    nowDrawn: "Drawn by Maru",
    nowPainted: "A picture",
    open: "Let a portrait be painted",
    openWords: "A picture from your own words. Save your other changes first.",
    openDrawn: "Change the portrait",
    lede: "A model paints one picture. Nothing changes until you choose to use it.",
    wish: "What the character looks like",
    wishHint: "Age, hair, eyes, clothes, one thing they always have with them, a mood.",
    result: "The painted picture",
    resultAlt: "The painted picture",
    take: "Use it as the portrait",
    inUse: "This is the portrait now.",
    taken: "The painted portrait is used now.",
    drawnAgain: "Show the drawn face again",
    drawnDone: "The drawn face is back. The painted picture is kept below.",
  },
  submit: "Paint it",
  again: "Paint another",
  againWords: "The picture that is there now goes when the new one comes.",
  cost: (cost: string) => `One picture costs about ${cost}; it counts with what you use today.`,
  costUnknown: "What one picture costs is not known; it counts with what you use today.",
  by: (model: string) => `by ${model}`,
  privacy:
    "Your words for the picture are sent to Google to paint it, with genre, mood and colours of a story; nothing else.",
  waiting: "It is being painted",
  waitingWords:
    "This mostly takes ten to forty seconds. You can leave this page and come back: the picture waits for you.",
  reload: "Look again",
  gone: "This is not there any more.",
  off: "Nobody paints here at the moment",
  offWords:
    "Whoever runs this Maru can set a key for Gemini; until then, covers and faces are drawn.",
  failed: "No picture this time",
  empty: "Say in a few words what is to be seen, in at most 1,000 characters.",
  spent: "You had all the pictures of a day. A new one is possible in some hours.",
  troubles: {
    quota:
      "The painter has too much to do, or its allowance is used up. Try again in a while; nothing was counted.",
    network: "The painter could not be reached. Try again; nothing was counted.",
    timeout: "The painter took longer than a minute and a half, so it was called off. Try again.",
    blocked:
      "A safety rule of the painter's forbids this picture. Say it another way: no living people, no blood, nobody undressed, no child in danger. Nothing was counted.",
    auth:
      "The painter's key is not accepted. Whoever runs this Maru has to look at it; nothing was counted.",
    overloaded: "The painter is overloaded just now. Try again in a while; nothing was counted.",
    bad_response: "What the painter sent was no picture. Try again.",
    unusable: "The picture came cut off or broken. Try again.",
    lost: "The painting broke off, as the server was restarted meanwhile. Try again.",
    fault: "Something went wrong on our side, and it is noted. Try again.",
  } satisfies Record<PaintTrouble, string> as Record<PaintTrouble, string>,
};

export type PaintingWords = typeof en;
/** Words that differ by what is painted for. */
export type SubjectWords = PaintingWords[PaintedKind];

const ko: PaintingWords = {
  story: {
    title: (name) => `《${name}》 표지`,
    back: "고치는 곳으로",
    now: "지금 표지",
    nowDrawn: "마루가 그린 표지",
    nowPainted: "모델이 그린 표지",
    open: "표지 그림 맡기기",
    openWords: "적어 주신 장면을 모델이 한 장으로 그려요.",
    openDrawn: "표지 바꾸기",
    lede: "모델이 장면 하나를 그리고, 제목과 책등은 마루가 입혀요.",
    wish: "표지에 담을 장면",
    wishHint: "장소, 빛, 물건, 뒷모습처럼 눈에 보이는 것을 적어 주세요. 제목 글자는 마루가 넣어요.",
    result: "그려진 그림",
    resultAlt: "그려진 그림",
    take: "표지로 쓰기",
    inUse: "지금 이 그림이 표지예요.",
    taken: "그림을 표지로 썼어요.",
    drawnAgain: "마루가 그린 표지로 돌리기",
    drawnDone: "마루가 그린 표지로 돌렸어요. 그림은 아래에 남아 있어요.",
  },
  character: {
    title: (name) => `${name}의 초상`,
    back: "고치는 곳으로",
    now: "지금 초상",
    nowDrawn: "마루가 그린 얼굴",
    nowPainted: "올려 둔 그림",
    open: "초상 그림 맡기기",
    openWords: "적어 주신 모습을 모델이 한 장으로 그려요. 다른 변경은 먼저 저장해 주세요.",
    openDrawn: "초상 바꾸기",
    lede: "모델이 그림 한 장을 그려요. 쓰기로 고르기 전에는 아무것도 바뀌지 않아요.",
    wish: "캐릭터의 모습",
    wishHint: "나이, 머리, 눈, 옷, 늘 지니는 물건 하나, 분위기를 적어 주세요.",
    result: "그려진 그림",
    resultAlt: "그려진 그림",
    take: "초상으로 쓰기",
    inUse: "지금 이 그림이 초상이에요.",
    taken: "그림을 초상으로 썼어요.",
    drawnAgain: "마루가 그린 얼굴로 돌리기",
    drawnDone: "마루가 그린 얼굴로 돌렸어요. 그림은 아래에 남아 있어요.",
  },
  submit: "그려 주세요",
  again: "새로 그리기",
  againWords: "새 그림이 오면 지금 그림은 사라져요.",
  cost: (cost) => `그림 한 장에 ${cost}쯤 들고, 오늘 사용량에 더해져요.`,
  costUnknown: "그림 한 장의 값은 알 수 없지만, 오늘 사용량에 더해져요.",
  by: (model) => `모델 ${model}`,
  privacy: "적은 글과 이야기의 장르, 분위기, 빛깔만 구글에 보내요. 다른 것은 보내지 않아요.",
  waiting: "그림을 그리고 있어요",
  waitingWords: "보통 10초에서 40초쯤 걸려요. 이 페이지를 떠났다가 다시 와도 그림은 여기 있어요.",
  reload: "다시 보기",
  gone: "이제 여기에 없어요.",
  off: "지금은 그림을 맡길 수 없어요",
  offWords:
    "이 마루를 운영하는 분이 Gemini 키를 넣으면 맡길 수 있어요. 그때까지는 마루가 직접 그려요.",
  failed: "이번에는 그림이 나오지 않았어요",
  empty: "무엇이 보이면 좋을지 1,000자 안으로 적어 주세요.",
  spent: "하루에 그릴 수 있는 그림을 다 썼어요. 몇 시간 뒤에 다시 맡길 수 있어요.",
  troubles: {
    quota:
      "그림 모델이 바쁘거나 정해진 양을 다 썼어요. 조금 뒤에 다시 해 주세요. 횟수는 줄지 않았어요.",
    network: "그림 모델에 닿지 못했어요. 다시 해 주세요. 횟수는 줄지 않았어요.",
    timeout: "1분 30초를 기다려도 그림이 오지 않아 멈췄어요. 다시 해 주세요.",
    blocked:
      "그림 모델의 안전 규칙에 걸렸어요. 실존 인물, 피, 벗은 몸, 위험에 빠진 아이를 빼고 다르게 적어 주세요. 횟수는 줄지 않았어요.",
    auth:
      "그림 모델의 키가 받아들여지지 않았어요. 운영하는 분이 살펴봐야 해요. 횟수는 줄지 않았어요.",
    overloaded: "그림 모델이 지금 몹시 바빠요. 조금 뒤에 다시 해 주세요. 횟수는 줄지 않았어요.",
    bad_response: "그림이 아닌 답이 왔어요. 다시 해 주세요.",
    unusable: "그림이 잘리거나 깨져서 왔어요. 다시 해 주세요.",
    lost: "서버가 다시 켜지는 바람에 그림이 끊겼어요. 다시 해 주세요.",
    fault: "저희 쪽에 문제가 생겨 적어 두었어요. 다시 해 주세요.",
  },
};

export const paintingWords: Words<PaintingWords> = { en, ko };
