/** Words of the chat rooms. */
import type { Words } from "@/lib/i18n/locale.ts";

const en = {
  title: "Chat rooms",
  lede:
    "A room is there as soon as somebody is in it. Send its address to a friend, and you are together.",
  roomName: "Name of a room",
  roomHint: "Letters, digits and . _ ~ - ; who knows the name can come in.",
  badName: "A room's name has 1 to 64 letters, digits, and . _ ~ - .",
  enter: "Go in",
  suggested: "Or where others pass by",
  rooms: {
    madang: { name: "The yard", words: "Come as you are, say what is on your mind." },
    bench: { name: "The bench outside", words: "For a quiet word between two errands." },
    kitchen: { name: "The kitchen", words: "What is for dinner tonight?" },
  },
  elsewhere: "Rooms for clients of your own",
  elsewhereWords: "Every room is a WebSocket, too. The documents of the API tell how.",
  toDocs: "Documents of the API",

  inRoom: (name: string) => `Room “${name}”`,
  hour: "What is said here is kept for an hour.",
  all: "All rooms",
  log: "What was said",
  empty: "It is quiet. Say the first word.",
  message: "Your message",
  placeholder: "Say something to everybody, or ask the AI",
  say: "Say to everybody",
  ask: "Ask the AI",
  asYou: (name: string) => `You speak as ${name}.`,
  asGuest: "No account needed: with your first word you get a name for a guest.",
  live: "Keep showing new messages",
  liveOn: "New messages appear by themselves.",
  refresh: "Show what is new",
  growingEnd: "This page has been open for half an hour. Go on?",

  asking: (room: string) => `Asking the AI in “${room}”`,
  onlyYou: "Only you see this conversation, and nobody keeps it.",
  you: "You",
  ai: "AI",
  demo: "offline improviser",
  writing: "The AI is thinking…",
  askAgain: "Ask on",
  back: "Back to the room",

  said: { joined: (name: string) => `${name} came in`, left: (name: string) => `${name} left` },
  emptyText: "Write a few words first.",
  tooLong: (max: number) => `That is longer than ${max.toLocaleString("en")} characters.`,
  tooOften: (seconds: number) =>
    seconds === 1
      ? "That was a lot at once. Wait a second."
      : `That was a lot at once. Wait ${seconds} seconds.`,
  tooManyWaiting: "Wait for the answers to what you asked before.",
  tooLate: "The AI takes too long. Ask again?",
  broken: "Something broke on our side. Ask again in a moment?",
};

const ko: typeof en = {
  title: "채팅방",
  lede: "누군가 들어와 있는 동안 열려 있는 방이에요. 주소를 보내면 친구도 같은 방으로 들어와요.",
  roomName: "방 이름",
  roomHint: "글자, 숫자, . _ ~ - 를 쓸 수 있고, 이름을 아는 사람은 누구나 들어올 수 있어요.",
  badName: "방 이름은 글자, 숫자, . _ ~ - 로 1자에서 64자까지 지어 주세요.",
  enter: "들어가기",
  suggested: "오가는 사람이 있는 방",
  rooms: {
    madang: { name: "마당", words: "그냥 와서, 생각나는 대로 말해요." },
    bench: { name: "문밖 평상", words: "오가는 길에 잠깐 나누는 이야기." },
    kitchen: { name: "부엌", words: "오늘 저녁은 무엇을 먹을까요?" },
  },
  elsewhere: "직접 만든 클라이언트로",
  elsewhereWords: "모든 방은 WebSocket으로도 열려 있어요. API 문서에 쓰는 법이 있어요.",
  toDocs: "API 문서 보기",

  inRoom: (name) => `‘${name}’ 방`,
  hour: "여기서 한 말은 한 시간 뒤에 사라져요.",
  all: "다른 방",
  log: "나눈 이야기",
  empty: "조용하네요. 첫마디를 건네보세요.",
  message: "하고 싶은 말",
  placeholder: "모두에게 말하거나 AI에게 물어보세요",
  say: "모두에게 말하기",
  ask: "AI에게 묻기",
  asYou: (name) => `${name}(으)로 말하고 있어요.`,
  asGuest: "가입하지 않아도 돼요. 첫마디를 하면 손님 이름이 생겨요.",
  live: "새 말 계속 보기",
  liveOn: "새로 한 말이 저절로 나타나요.",
  refresh: "새 말 보기",
  growingEnd: "삼십 분 동안 열려 있었어요. 계속 볼까요?",

  asking: (room) => `‘${room}’ 방에서 AI에게 묻기`,
  onlyYou: "이 대화는 나만 볼 수 있고, 어디에도 남지 않아요.",
  you: "나",
  ai: "AI",
  demo: "오프라인 즉흥 응답",
  writing: "AI가 생각하고 있어요…",
  askAgain: "이어서 묻기",
  back: "방으로 돌아가기",

  said: {
    joined: (name) => `${name}님이 들어왔어요`,
    left: (name) => `${name}님이 나갔어요`,
  },
  emptyText: "먼저 몇 마디 적어 주세요.",
  tooLong: (max) => `${max.toLocaleString("ko")}자까지 보낼 수 있어요.`,
  tooOften: (seconds) => `잠깐 사이에 너무 많이 보냈어요. ${seconds}초 뒤에 다시 해 주세요.`,
  tooManyWaiting: "앞서 물어본 것부터 답을 기다려 주세요.",
  tooLate: "AI의 답이 너무 늦어지고 있어요. 다시 물어볼까요?",
  broken: "저희 쪽에 문제가 생겼어요. 잠시 뒤에 다시 물어봐 주세요.",
};

export const roomWords: Words<typeof en> = { en, ko };
