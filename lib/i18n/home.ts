/** Words of the front of the house: home and about. */
import type { Words } from "@/lib/i18n/locale.ts";

const en = {
  title: "Come, sit on the maru",
  lede:
    "A maru is the open wooden floor in the middle of a Korean house, where anybody may sit down. On this one, characters live. Sit beside one and talk.",
  meet: "See who is in",
  make: "Make your own",
  noAccount: "No account needed: talk as a guest, and keep it later.",
  continueTitle: "Where you left off",
  continueAll: "All your chats",
  livingTitle: "On the maru right now",
  livingAll: "Everybody",
  livingEmpty: "Nobody is here yet",
  livingEmptyWords: "The floor is swept and the tea is warm. Bring the first character.",
  howTitle: "How it goes",
  steps: [
    {
      numeral: "One",
      title: "Sit down",
      words: "Choose somebody. They greet you first, each in their own way.",
    },
    {
      numeral: "Two",
      title: "Talk",
      words:
        "The answer comes word by word. Stop it, ask for another, go back to an earlier one: nothing is lost.",
    },
    {
      numeral: "Three",
      title: "Make one",
      words:
        "A face, a voice, a little history. Or bring a Character Card from elsewhere, and take it along again.",
    },
  ],
  spacesTitle: "Rooms to stay in",
  spacesLede: "Places where several people and characters sit together.",
  spacesAll: "All rooms",
  residents: (names: string) => `Living here: ${names}`,
  callTitle: "Face to face, without showing your face",
  callWords:
    "Call one person as an avatar: it smiles when you do, and no picture of you leaves your device. No account needed.",
  callOpen: "Open a call",
  storiesTitle: "Stories for the evening",
  storiesLede: "Short serials in which the characters of this house appear.",
  storiesAll: "All stories",
  promiseTitle: "A quiet house",
  promise:
    "No scripts on these pages, no trackers, no advertising. What you write is yours: take it with you as one file, or delete it for good.",
  promiseMore: "How Maru keeps its promise",
};

const ko: typeof en = {
  title: "마루에 앉았다 가세요",
  lede:
    "마루는 집 한가운데, 누구든 걸터앉을 수 있는 자리예요. 이 마루에는 캐릭터들이 살아요. 곁에 앉아 이야기를 나눠 보세요.",
  meet: "누가 있는지 보기",
  make: "직접 지어 보기",
  noAccount: "가입하지 않아도 손님으로 이야기할 수 있고, 나중에 그대로 이어 갈 수 있어요.",
  continueTitle: "나누던 이야기",
  continueAll: "내 대화 모두",
  livingTitle: "지금 마루에 있는 이들",
  livingAll: "모두 보기",
  livingEmpty: "아직 아무도 없어요",
  livingEmptyWords: "마루는 닦아 두었고 차는 따뜻해요. 첫 캐릭터를 데려와 주세요.",
  howTitle: "이렇게 지내요",
  steps: [
    {
      numeral: "하나",
      title: "곁에 앉아요",
      words: "마음 가는 이를 골라요. 저마다의 말투로 먼저 인사를 건네요.",
    },
    {
      numeral: "둘",
      title: "이야기해요",
      words:
        "대답이 한 마디씩 도착해요. 멈추거나, 다른 대답을 청하거나, 앞의 대답으로 돌아가도 잃는 것이 없어요.",
    },
    {
      numeral: "셋",
      title: "지어 봐요",
      words:
        "얼굴과 말투, 살아온 이야기를 지어 주세요. 다른 곳의 캐릭터 카드를 데려오고, 다시 가져갈 수도 있어요.",
    },
  ],
  spacesTitle: "머물다 가는 공간",
  spacesLede: "여러 사람과 캐릭터가 함께 앉는 자리예요.",
  spacesAll: "공간 모두",
  residents: (names) => `이곳에 사는 이: ${names}`,
  callTitle: "얼굴은 두고, 표정만 마주해요",
  callWords:
    "아바타로 한 사람과 통화해요. 내가 웃으면 아바타가 웃고, 내 영상은 기기를 떠나지 않아요. 가입하지 않아도 돼요.",
  callOpen: "통화 열기",
  storiesTitle: "저녁에 읽는 이야기",
  storiesLede: "이 집 캐릭터들이 나오는 짧은 연재예요.",
  storiesAll: "이야기 모두",
  promiseTitle: "조용한 집",
  promise:
    "이 페이지들에는 스크립트도, 추적도, 광고도 없어요. 쓴 글은 모두 당신의 것이라 파일 하나로 가져가거나 완전히 지울 수 있어요.",
  promiseMore: "마루가 약속을 지키는 법",
};

export const homeWords: Words<typeof en> = { en, ko };
