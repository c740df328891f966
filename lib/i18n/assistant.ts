/** Words of the assistant that finds welfare services. The Korean ones are those its first clients know. */
import type { Words } from "@/lib/i18n/locale.ts";

const en = {
  joined: "You are in the chat",
  greeting:
    "Hello! I am an AI that looks for welfare services. Tell me what you need, and where you live.",
  again: "Good to see you again. What else shall I look for?",
  empty: "Write a few words first.",
  tooLong: (max: number) => `A message has at most ${max.toLocaleString("en")} characters.`,
  notJoined: "There is no such chat here. Join it first.",
  notYours: "This chat is somebody else's.",
  tooManyChats: (max: number) => `One connection can be in ${max} chats. Leave one first.`,
  over: "This chat is over. Join again to begin a new one.",
  waiting: "Wait for the answers to what you asked before.",
  often: (seconds: number) =>
    seconds === 1
      ? "That was a lot at once. Wait a second."
      : `That was a lot at once. Wait ${seconds} seconds.`,
  late: "The answer takes too long. Ask again?",
  broken: "Something broke on our side. Try again in a moment?",
};

const ko: typeof en = {
  joined: "채팅에 참가했습니다",
  greeting:
    "안녕하세요! 복지 서비스 검색 AI입니다. 어떤 도움이 필요한지, 어디에 사시는지 알려 주세요.",
  again: "다시 만나 반갑습니다. 무엇을 더 찾아볼까요?",
  empty: "먼저 몇 마디 적어 주세요.",
  tooLong: (max) => `메시지는 ${max.toLocaleString("ko")}자까지 보낼 수 있습니다.`,
  notJoined: "참가하지 않은 채팅입니다. 먼저 참가해 주세요.",
  notYours: "다른 사람의 채팅입니다.",
  tooManyChats: (max) =>
    `한 연결로는 채팅 ${max}개까지 참가할 수 있습니다. 먼저 하나에서 나가 주세요.`,
  over: "끝난 채팅입니다. 다시 참가하면 새로 시작합니다.",
  waiting: "앞서 물어본 것부터 답을 기다려 주세요.",
  often: (seconds) => `잠깐 사이에 너무 많이 보냈습니다. ${seconds}초 뒤에 다시 보내 주세요.`,
  late: "답이 너무 늦어지고 있습니다. 다시 물어봐 주세요.",
  broken: "저희 쪽에 문제가 생겼습니다. 잠시 뒤에 다시 시도해 주세요.",
};

export const assistantWords: Words<typeof en> = { en, ko };
