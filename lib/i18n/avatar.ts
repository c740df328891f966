/** Words of the avatar builder. */
import type { Words } from "@/lib/i18n/locale.ts";

const en = {
  title: "Draw a face",
  titleFor: (name: string) => `A face for ${name}`,
  lede: "Every choice is a step: your browser's Back button takes it back.",
  preview: "The face as it is now",
  steps: "Parts",
  surprise: "Surprise me",
  startOver: "Start over",
  save: "Keep this face",
  use: "Use this face",
  call: "Use it in a call",
  cancel: "Cancel",
  replaces: "It takes the place of the uploaded picture.",
};

const ko: typeof en = {
  title: "얼굴 그리기",
  titleFor: (name) => `${name}의 얼굴`,
  lede: "고를 때마다 한 걸음씩 남아요. 뒤로 가면 되돌릴 수 있어요.",
  preview: "지금의 얼굴",
  steps: "고를 곳",
  surprise: "아무나 만나보기",
  startOver: "처음부터",
  save: "이 얼굴로 할게요",
  use: "이 얼굴 쓰기",
  call: "이 얼굴로 통화하기",
  cancel: "그만두기",
  replaces: "올려 둔 사진 대신 쓰여요.",
};

export const avatarWords: Words<typeof en> = { en, ko };
