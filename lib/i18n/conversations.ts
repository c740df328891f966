/** Words of what is done with whole conversations: finding, carrying out and in, going back to. */
import type { ImportOutcome } from "@/lib/chat/import.ts";
import type { LineProblem } from "@/lib/chat/transcript_jsonl.ts";
import type { Words } from "@/lib/i18n/locale.ts";
import { chooseParticles } from "@/lib/i18n/particles.ts";

type ImportRefusal = Exclude<Extract<ImportOutcome, { ok: false }>["reason"], "nobody">;

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
  take: {
    jsonl: "Save as JSONL",
    md: "Save as Markdown",
    bring: "Bring in a conversation",
    title: "Bring in a conversation",
    lede:
      "From a chat file of SillyTavern (.jsonl), or one that was saved here. Every message comes with its other versions.",
    file: "Chat file",
    fileHint: "JSON lines, up to 8 MiB and 10,000 messages.",
    who: "With whom",
    whoByName: "Whoever the file names",
    whoHint: "Those you made and those you talk with.",
    submit: "Bring it in",
    missing: "Choose a file first.",
    tooLarge: "The file is larger than 8 MiB.",
    help: "Nothing was brought in.",
    nobody: (name: string) =>
      name === ""
        ? "The file names nobody. Choose whom the conversation is with."
        : `You know nobody called ${name}. Choose whom the conversation is with.`,
    refused: {
      not_text: "The file is no text in UTF-8.",
      no_head: "This is no chat file: its first line does not say who talks with whom.",
      no_lines: "There is no message in this file.",
    } satisfies Record<ImportRefusal, string>,
    doneTitle: "The conversation is here",
    done: (lines: number) => lines === 1 ? "One message came in." : `${lines} messages came in.`,
    greeted: "It began with your own words, so the character's greeting was put before them.",
    reports: (n: number) => n === 1 ? "One line needs a look" : `${n} lines need a look`,
    line: (n: number) => `Line ${n}`,
    more: (n: number) => `And ${n} more.`,
    open: "Open the conversation",
    problems: {
      not_json: "is no JSON and was left out.",
      not_message: "is no message and was left out.",
      empty: "says nothing and was left out.",
      hidden: "was hidden from the characters and was left out.",
      cut: "was too long, or had too many versions, and was cut.",
      too_many: "is one more than can be taken; the file was read up to here.",
    } satisfies Record<LineProblem, string>,
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
  take: {
    jsonl: "JSONL로 저장하기",
    md: "Markdown으로 저장하기",
    bring: "대화 가져오기",
    title: "대화 가져오기",
    lede:
      "SillyTavern의 대화 파일(.jsonl)이나 이곳에서 저장한 파일을 가져와요. 다른 답장들도 함께 따라와요.",
    file: "대화 파일",
    fileHint: "JSONL 파일, 8MiB와 메시지 10,000개까지 받아요.",
    who: "누구와 나눈 대화인가요",
    whoByName: "파일에 적힌 이름으로 찾기",
    whoHint: "직접 만들었거나 이야기 나누고 있는 캐릭터예요.",
    submit: "가져오기",
    missing: "먼저 파일을 골라 주세요.",
    tooLarge: "파일이 8MiB보다 커요.",
    help: "아무것도 가져오지 않았어요.",
    nobody: (name) =>
      name === ""
        ? "파일에 상대의 이름이 없어요. 누구와 나눈 대화인지 골라 주세요."
        : chooseParticles(
          `${name}(이)라는 캐릭터를 찾지 못했어요. 누구와 나눈 대화인지 골라 주세요.`,
        ),
    refused: {
      not_text: "UTF-8로 된 글 파일이 아니에요.",
      no_head: "대화 파일이 아니에요. 첫 줄에 누구와 나눈 대화인지 적혀 있어야 해요.",
      no_lines: "파일에 메시지가 하나도 없어요.",
    },
    doneTitle: "대화를 가져왔어요",
    done: (lines) => `메시지 ${lines}개를 가져왔어요.`,
    greeted: "파일이 내 말로 시작해서, 캐릭터의 첫인사를 앞에 두었어요.",
    reports: (n) => `살펴볼 줄이 ${n}개 있어요`,
    line: (n) => `${n}번째 줄`,
    more: (n) => `그 밖에 ${n}줄이 더 있어요.`,
    open: "대화 열기",
    problems: {
      not_json: "JSON이 아니어서 뺐어요.",
      not_message: "메시지가 아니어서 뺐어요.",
      empty: "내용이 없어서 뺐어요.",
      hidden: "캐릭터에게 감춘 줄이어서 뺐어요.",
      cut: "너무 길거나 다른 답장이 너무 많아서 일부를 잘랐어요.",
      too_many: "받을 수 있는 줄 수를 넘어서 여기까지만 읽었어요.",
    },
  },
};

export const conversationWords: Words<typeof en> = { en, ko };
