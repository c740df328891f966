/** Words of personas. */
import type { Words } from "@/lib/i18n/locale.ts";
import { chooseParticles } from "@/lib/i18n/particles.ts";

const en = {
  title: "Who you are",
  lede:
    "Personas: who you are when you talk with a character. Choose one in a conversation's menu.",
  empty: {
    title: "So far you are only a name",
    body: "Make a persona, and characters know who they are talking with.",
  },
  make: "New persona",
  makeTitle: "A new persona",
  editTitle: (name: string) => `Edit ${name}`,
  name: "Name",
  nameHint: "What characters call you.",
  description: "About you",
  descriptionHint: (max: string) =>
    `What characters know of you from the start: looks, trade, where you come from. ${max} characters at most. {{char}} stands for whoever you talk with.`,
  optional: "optional",
  save: "Save",
  cancel: "Cancel",
  edit: "Edit",
  remove: "Delete",
  removeOf: (name: string) => `Delete ${name}`,
  editOf: (name: string) => `Edit ${name}`,
  removed: (name: string) => `${name} is gone. Conversations as ${name} go on under your own name.`,
  undo: "Bring it back",
  saved: "Saved.",
  isDefault: "New conversations begin as this one",
  makeDefault: "Begin as this one",
  noDefault: "Begin under my own name",
  full: (max: number) => `That is ${max} personas, which is all there can be. Delete one first.`,
  badName: "A name needs one to 40 characters, without < > { }.",
  badDescription: (max: string) => `That is longer than ${max} characters.`,
  menuLabel: "Who you are here",
  ownName: (nickname: string) => `${nickname} (your own name)`,
  choose: "Be this one",
  toList: "Your personas",
  account: "Personas",
};

export type PersonaWords = typeof en;

export const personaWords: Words<PersonaWords> = {
  en,
  ko: {
    title: "나의 페르소나",
    lede: "캐릭터와 이야기할 때의 나를 정해 두는 곳이에요. 대화의 메뉴에서 고를 수 있어요.",
    empty: {
      title: "아직은 이름뿐이에요",
      body: "페르소나를 만들면 캐릭터가 누구와 이야기하는지 알게 돼요.",
    },
    make: "새 페르소나",
    makeTitle: "새 페르소나 만들기",
    editTitle: (name) => `${name} 고치기`,
    name: "이름",
    nameHint: "캐릭터가 부를 이름이에요.",
    description: "소개",
    descriptionHint: (max) =>
      `캐릭터가 처음부터 알고 있을 모습, 하는 일, 살아온 곳을 적어요. ${max}자까지 적을 수 있고, {{char}}는 이야기 상대의 이름이 돼요.`,
    optional: "선택",
    save: "저장",
    cancel: "그만두기",
    edit: "고치기",
    remove: "지우기",
    removeOf: (name) => `${name} 지우기`,
    editOf: (name) => `${name} 고치기`,
    removed: (name) =>
      chooseParticles(`${name}을(를) 지웠어요. 이 페르소나로 나누던 대화는 내 이름으로 이어져요.`),
    undo: "되돌리기",
    saved: "저장했어요.",
    isDefault: "새 대화는 이 모습으로 시작해요",
    makeDefault: "새 대화를 이 모습으로",
    noDefault: "새 대화를 내 이름으로",
    full: (max) => `페르소나는 ${max}개까지 만들 수 있어요. 먼저 하나를 지워 주세요.`,
    badName: "이름은 1자에서 40자까지, < > { } 없이 적어 주세요.",
    badDescription: (max) => `${max}자보다 길어요.`,
    menuLabel: "이 대화의 나",
    ownName: (nickname) => `${nickname} (내 이름)`,
    choose: "이 모습으로 하기",
    toList: "페르소나 관리",
    account: "페르소나",
  },
};
