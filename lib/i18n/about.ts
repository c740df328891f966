/** Words of the page that says what Maru is and what it does with what people write. */
import type { Words } from "@/lib/i18n/locale.ts";

const en = {
  title: "About Maru",
  description: "What Maru is, who answers, and what happens to what you write.",
  lede:
    "A maru is the wooden floor that lies open between the rooms of a Korean house. Neighbours sit down on its edge without being asked in. This one is for people and characters.",
  what: {
    title: "What you can do here",
    items: [
      "Talk with characters who have a voice, a past and a world of their own. The answer arrives while it is being written.",
      "Stop an answer, ask for another, edit what you said, go back to an earlier turn. Every version stays until you delete it.",
      "Make characters: draw a face from parts, write how they speak, choose who may see them.",
      "Bring Character Cards (V1, V2, V3) with their lorebooks as PNG, JSON or CHARX, and take them out again with nothing lost.",
    ],
  },
  who: {
    title: "Who answers",
    demo:
      "Right now the offline improviser answers. It is no language model: it plays the character from its card, its examples and its lore, on this server alone, and says so. What you write is sent nowhere.",
    model: (provider: string, model: string) =>
      `Right now ${provider} (${model}) answers. To do so it receives the character’s card, the matching lore and the last messages of the conversation, and nothing about who you are.`,
    always:
      "Characters are invented, whoever plays them. Please do not take what they say for advice on health, law or money.",
  },
  privacy: {
    title: "Privacy, in plain words",
    items: [
      "These pages run no scripts. There are no trackers, no advertising, no fonts or pictures from elsewhere: your browser talks to this server and nobody else.",
      "Two cookies at most: one keeps you signed in, one remembers your language.",
      "As a guest you give no name and no address. With an account we keep your e-mail, your nickname and a scrambled password (argon2id) that nobody can read back.",
      "Your conversations and your private characters are for you alone. Only what you make public is shown to others.",
      "The server’s log holds no names, no addresses and nothing that you wrote.",
      "Under Account you can take everything with you as one file, or delete it all for good.",
    ],
  },
  made: {
    title: "What it is made of",
    fonts: "Type",
    fontWords:
      "Pretendard by Kil Hyung-jin and Gowun Batang by Yanghee Ryu, both under the SIL Open Font License 1.1, served from here.",
    libraries: "Open source",
    libraryWords:
      "Deno, Preact, three.js, three-vrm, ONNX Runtime, zod, marked, jose, hash-wasm, devalue, esbuild, fflate, es-hangul, re2js, minisearch, csv-parse, htmlparser2, eventsource-parser, zod-openapi, the parsers of Socket.IO and Engine.IO (MIT); MediaPipe and its models, LiteRT, wasm-feature-detect, crc-32, jSquash, the SDKs of Google Gen AI, Anthropic and OpenAI, Swagger UI (Apache 2.0); resvg (MPL 2.0); lru-cache (Blue Oak 1.0). Our thanks to everybody who wrote them.",
    drawings: "Drawings",
    drawingWords: "The house, the faces and the icons were drawn for Maru.",
  },
};

const ko: typeof en = {
  title: "마루는 어떤 곳인가요",
  description: "마루가 어떤 곳인지, 누가 대답하는지, 쓴 글은 어떻게 되는지 알려 드려요.",
  lede:
    "마루는 한옥의 방과 방 사이에 열려 있는 나무 바닥이에요. 이웃은 부르지 않아도 그 끝에 걸터앉지요. 이곳은 사람과 캐릭터를 위한 마루예요.",
  what: {
    title: "이곳에서 할 수 있는 일",
    items: [
      "저마다의 말투와 지난날, 세계를 지닌 캐릭터와 이야기해요. 대답은 쓰이는 대로 바로 도착해요.",
      "대답을 멈추고, 다른 대답을 청하고, 내 말을 고치고, 앞의 차례로 돌아갈 수 있어요. 지우기 전까지는 모든 판이 남아 있어요.",
      "캐릭터를 지어요. 얼굴을 고르고, 말투를 적고, 누가 볼 수 있는지 정해요.",
      "캐릭터 카드(V1, V2, V3)를 로어북과 함께 PNG, JSON, CHARX로 데려오고, 잃는 것 없이 다시 가져가요.",
    ],
  },
  who: {
    title: "누가 대답하나요",
    demo:
      "지금은 오프라인 즉흥 배우가 대답해요. 언어 모델이 아니라, 캐릭터의 카드와 예시, 배경 이야기를 보고 이 서버 안에서만 연기하며, 스스로 그렇다고 밝혀요. 쓴 글은 어디로도 보내지 않아요.",
    model: (provider, model) =>
      `지금은 ${provider}(${model})가 대답해요. 그러려고 캐릭터의 카드와 맞는 배경 이야기, 대화의 마지막 몇 마디를 받아요. 당신이 누구인지는 받지 않아요.`,
    always:
      "누가 연기하든 캐릭터는 지어낸 이들이에요. 건강이나 법, 돈에 관한 조언으로 여기지는 말아 주세요.",
  },
  privacy: {
    title: "개인정보, 쉬운 말로",
    items: [
      "이 페이지들은 스크립트를 쓰지 않아요. 추적도, 광고도, 바깥에서 가져오는 글꼴이나 그림도 없어요. 브라우저는 이 서버하고만 이야기해요.",
      "쿠키는 많아야 둘이에요. 하나는 로그인을 이어 주고, 하나는 언어를 기억해요.",
      "손님으로 있을 때는 이름도 주소도 묻지 않아요. 계정을 만들면 이메일과 별명, 그리고 누구도 되돌려 읽을 수 없게 바꾼 비밀번호(argon2id)를 보관해요.",
      "나눈 대화와 비공개 캐릭터는 나만 볼 수 있어요. 공개한 것만 다른 사람에게 보여요.",
      "서버 기록에는 이름도, 주소도, 쓴 글도 남지 않아요.",
      "계정에서 모든 것을 파일 하나로 가져가거나 완전히 지울 수 있어요.",
    ],
  },
  made: {
    title: "무엇으로 지었나요",
    fonts: "글꼴",
    fontWords:
      "길형진 님의 프리텐다드와 류양희 님의 고운바탕이에요. 둘 다 SIL 오픈 폰트 라이선스 1.1을 따르고, 이 서버에서 보내요.",
    libraries: "오픈 소스",
    libraryWords:
      "Deno, Preact, three.js, three-vrm, ONNX Runtime, zod, marked, jose, hash-wasm, devalue, esbuild, fflate, es-hangul, re2js, minisearch, csv-parse, htmlparser2, eventsource-parser, zod-openapi, Socket.IO와 Engine.IO의 파서(MIT), MediaPipe와 그 모델, LiteRT, wasm-feature-detect, crc-32, jSquash, Google Gen AI·Anthropic·OpenAI SDK, Swagger UI(Apache 2.0), resvg(MPL 2.0), lru-cache(Blue Oak 1.0)로 지었어요. 만들어 주신 모든 분께 고마워요.",
    drawings: "그림",
    drawingWords: "집과 얼굴, 아이콘은 마루를 위해 그렸어요.",
  },
};

export const aboutWords: Words<typeof en> = { en, ko };
