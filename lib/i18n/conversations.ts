/** Words of what is done with whole conversations: finding, carrying out and in, going back to. */
import type { Words } from "@/lib/i18n/locale.ts";

const en = {
  search: {
    label: "Search my conversations",
    placeholder: "Words somebody said",
    title: (query: string) => `“${query}” in my conversations`,
    names: "Conversations with a name like that",
    said: "What was said",
    by: (name: string) => `${name} said`,
    byMe: "You said",
    none: "Nobody said that",
    noneWords: "Try fewer words, or only a part of one: any part of a word is found.",
    paused: "Nothing more in what was said lately. Older conversations have not been read yet.",
    older: "Search further back",
    toAll: "All conversations",
  },
  branch: {
    here: "Go on from here",
    again: "Another reply here",
    ahead: "You went back. What came after this is still here.",
    forward: "Back to where it went",
  },
};

const ko: typeof en = {
  search: {
    label: "내 대화에서 찾기",
    placeholder: "주고받은 말",
    title: (query) => `내 대화에서 ‘${query}’ 찾기`,
    names: "이름이 닿는 대화",
    said: "주고받은 말",
    by: (name) => `${name}의 말`,
    byMe: "내가 한 말",
    none: "그런 말은 찾지 못했어요",
    noneWords: "낱말을 줄이거나 한 부분만 적어 보세요. 낱말 가운데 어느 부분이든 찾아요.",
    paused: "최근 대화에는 더 없어요. 더 오래된 대화는 아직 읽지 않았어요.",
    older: "더 예전 대화에서 찾기",
    toAll: "모든 대화",
  },
  branch: {
    here: "여기서 이어 가기",
    again: "여기서 다른 답장 받기",
    ahead: "앞으로 돌아왔어요. 뒤에 이어지던 이야기도 그대로 남아 있어요.",
    forward: "이어지던 곳으로",
  },
};

export const conversationWords: Words<typeof en> = { en, ko };
