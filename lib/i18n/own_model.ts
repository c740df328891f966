/** Words of wearing a model of one's own. Browser-safe. */
import type { ModelTrouble } from "@/lib/lounge/own_model/own_model.ts";
import type { Words } from "@/lib/i18n/locale.ts";

const en = {
  title: "A body of your own",
  lede: "Wear a VRM model while you walk here. Only you see it: the others see you as ever.",
  stays: "The file stays in this browser and is never sent anywhere.",
  choose: "Choose a .vrm file",
  another: "Choose another file",
  limit: (mebibytes: number) => `VRM 0 or 1, up to ${mebibytes} MB.`,
  remove: "Take off and delete",
  close: "Close",
  megabytes: (size: string) => `${size} MB`,
  reading: "Reading the file",
  dressing: "Putting it on",
  shown: "You are wearing it.",
  waits: "At the present quality of the picture you are drawn as ever.",
  notOffered:
    "At the present quality of the picture everybody is drawn simply. From “Fine” on, you can wear a model.",
  finer: "Draw finely",
  trouble: {
    not_vrm: "That file is no VRM model. Programs like VRoid Studio export one that ends in .vrm.",
    too_large:
      "That file is too large. Exporting it with smaller textures or fewer polygons helps.",
    unreadable: "The file could not be read. Please try again.",
    not_kept:
      "You are wearing it, but this browser has no room to keep it: it holds for this visit.",
  } satisfies Record<ModelTrouble, string>,
};

const ko: typeof en = {
  title: "나만의 모습",
  lede: "여기를 거니는 동안 VRM 모델을 입어요. 나에게만 보이고, 다른 이들에게는 평소 모습이에요.",
  stays: "파일은 이 브라우저에만 있고, 어디로도 보내지 않아요.",
  choose: ".vrm 파일 고르기",
  another: "다른 파일 고르기",
  limit: (mebibytes) => `VRM 0과 1, ${mebibytes} MB까지예요.`,
  remove: "벗고 지우기",
  close: "닫기",
  megabytes: (size) => `${size} MB`,
  reading: "파일을 읽고 있어요",
  dressing: "입는 중이에요",
  shown: "지금 입고 있어요.",
  waits: "지금 그림의 질에서는 평소 모습으로 보여요.",
  notOffered: "지금 그림의 질에서는 모두 단순한 모습이에요. ‘곱게’부터 모델을 입을 수 있어요.",
  finer: "곱게 그리기",
  trouble: {
    not_vrm: "VRM 모델 파일이 아니에요. VRoid Studio 같은 프로그램에서 .vrm으로 내보낼 수 있어요.",
    too_large: "파일이 너무 커요. 텍스처나 폴리곤을 줄여 내보내면 돼요.",
    unreadable: "파일을 읽지 못했어요. 다시 시도해 주세요.",
    not_kept: "지금은 입고 있지만 이 브라우저에 둘 자리가 없어요. 이번 방문 동안만 입어요.",
  },
};

export type OwnModelWords = typeof en;
export const ownModelWords: Words<typeof en> = { en, ko };
