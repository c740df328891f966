/** Words of the writing room's pages: asking for a story, watching it, looking closer, and changing one's mind. */
import type { Words } from "@/lib/i18n/locale.ts";
import { chooseParticles } from "@/lib/i18n/particles.ts";
import type { StageKey } from "@/lib/stories/writing/model.ts";

/** An idea to begin with. */
export interface Idea {
  keywords: string;
  genre: string;
  tone: string;
}

const en = {
  title: "Writing room",
  lede:
    "Bring a few words. Sixteen editors, each with one task, make a serial of them while you watch.",
  description: "Have a web novel written stage by stage by sixteen editors, and change any of it.",
  toLibrary: "All stories",
  enter: "Have one written",
  enterLede: "Sixteen editors write a serial from a few of your words.",
  byHand: "Write by hand instead",
  editors: "The sixteen editors",
  rolesNote: "Editors are tasks that one model takes on in turn; their faces and names are drawn.",
  /** What they are called. */
  names: {
    concept: "Hangyeol",
    reader: "Narae",
    world: "Dodam",
    rules: "Gaon",
    characters: "Daon",
    voices: "Sori",
    theme: "Danbi",
    arcs: "Yeoul",
    outline: "Haedam",
    foreshadowing: "Ieum",
    scenes: "Geuru",
    draft: "Geulsaem",
    dialogue: "Saeron",
    continuity: "Boreum",
    style: "Ara",
    title: "Byeolha",
  } as Record<StageKey, string>,
  form: {
    title: "A new story",
    ideas: "Or begin with one of these",
    keywords: "Keywords",
    keywordsHint: "One to ten words or short phrases, with commas between them.",
    keywordsExample: "lighthouse, unsent letter, first snow",
    premise: "What you know of it already",
    premiseHint: "Who is in it, what has to happen, what must not.",
    premiseDemo: "The offline improviser goes by the keywords alone; a model reads this too.",
    optional: "optional",
    genre: "Genre",
    tone: "Tone",
    length: "Length",
    lang: "Language",
    langs: { ko: "Korean", en: "English" },
    visibility: "Who may read it when it is done",
    visibilities: {
      private: "Nobody yet: it stays a draft",
      unlisted: "Whoever has the link",
      public: "Everybody",
    },
    budget: "Most tokens it may take",
    budgetHint: "Leave it empty for as many as it needs. Writing pauses when they are used up.",
    chapters: (count: number) => count === 1 ? "1 chapter" : `${count} chapters`,
    longGoesOn: "goes on chapter by chapter",
    start: "Begin writing",
    costTitle: "What it takes",
    free:
      "Free. No model is set up here, so the offline improviser writes: quick, simple, and labelled as improvised.",
    cost: (model: string) =>
      `Written by ${model}. Reckoned before it starts; you see what it really takes while it works.`,
    unpriced: "The price of this model is not known here.",
    dayShare: (tokens: string) =>
      `You have ${tokens} tokens left today. A story that needs more waits, and goes on by itself tomorrow.`,
    tokens: (count: string) => `about ${count} tokens`,
    money: (amount: string) => `about ${amount}`,
    freeShort: "free",
    faults: {
      keywords: "One to ten keywords, each of at most 40 characters.",
      premise: "At most 1,000 characters.",
      budget: "A whole number from 10,000 to 20,000,000, or nothing.",
      choice: "Choose one of those offered.",
    },
    tooMany: (most: number) =>
      most === 1
        ? "One story is being written for you already. When it is done or stopped, the next can begin."
        : `${most} stories are being written for you already. When one is done or stopped, the next can begin.`,
  },
  ideas: [
    { keywords: "lighthouse keeper, unsent letter, first snow", genre: "mystery", tone: "lyrical" },
    { keywords: "night bakery, stray cat, promise", genre: "daily_life", tone: "warm" },
    { keywords: "palace archivist, missing page, moon gate", genre: "history", tone: "tense" },
    { keywords: "last bus, lost umbrella, two strangers", genre: "romance", tone: "funny" },
    { keywords: "dragon apprentice, broken bell, mountain", genre: "fantasy", tone: "bright" },
  ] as readonly Idea[],
  jobs: {
    title: "Your stories at the desk",
    none: "Nothing is being written for you.",
    begun: "Begun",
    open: "Open the room",
    removed: "It is cleared away.",
    untitled: (keywords: string) => keywords,
  },
  room: {
    progress: "How far it has come",
    of: (done: number, of: number) => `${done} of ${of} pieces`,
    working: (who: string, what: string) => `${who} is at work: ${what}`,
    waiting: "Waiting for a free desk",
    elapsed: "Time so far",
    left: "Still expected",
    leftUnknown: "Too early to say",
    spent: "Used so far",
    expected: "Expected for the rest",
    budget: "Budget",
    noBudget: "As much as it needs",
    tokens: (count: string) => `${count} tokens`,
    free: "Free",
    unpriced: "price not known",
    follow:
      "This page grows by itself while they write. You may leave it: they go on, and you can come back.",
    broke: "This page has stopped following. They write on.",
    reload: "Follow again",
    ended: (title: string) => `The editors have put down their pens: “${title}”`,
    read: "Read the story",
    manage: "Edit and publish",
    gone: "The story that came of it has been deleted.",
    cancel: "Stop writing",
    resume: "Go on writing",
    resumeBudget: "New budget in tokens",
    remove: "Clear it away",
    more: "Write further chapters",
    moreCount: "How many",
    cancelled: "Writing was stopped. What is written is kept.",
    until: "It goes on by itself, from",
    chapters: "Chapters",
    noChapters: "The first chapter comes when the proofreader is done with it.",
    readDraft: (title: string) => `Read “${title}” before it is out`,
    minutes: (count: number) => count === 1 ? "1 minute" : `${count} minutes`,
    desks: "The sixteen desks",
    states: {
      pending: "To come",
      resting: "Waits for the next chapter",
      queued: "Waiting",
      running: "At work",
      done: "Done",
      failed: "Stopped",
      cancelled: "Stopped",
      edited: "Done, changed by you",
    },
    saidDone: (stage: string) => `${stage}: done.`,
    look: "What came of it",
    open: "Look closer or change it",
    units: (done: number, of: number) => `${done} of ${of}`,
    request: "What you asked for",
    demo: "Written by the offline improviser, not by a language model.",
    why: "What the checks said",
  },
  unit: {
    by: { model: (model: string) => `Written by ${model}`, person: "Changed by you" },
    backToRoom: "To the writing room",
    edit: "Change it",
    redo: "Have it written anew",
    restore: "Bring the earlier one back",
    candidates: (chosen: number, count: number) => `Draft ${chosen} of ${count} was chosen`,
    reasons: "What was said of each draft",
    notes: "What the checks still have against it",
    standing: (count: number) =>
      count === 0
        ? "Nothing stands on it yet."
        : count === 1
        ? "1 piece stands on it."
        : `${count} pieces stand on it.`,
    previous: "Before it",
    next: "After it",
    editTitle: (stage: string) => `Change: ${stage}`,
    save: "Look at what this changes",
    saveAlone: "Save",
    cancel: "Leave it as it is",
    saved: "Saved.",
    restored: "The earlier one is back.",
    stale:
      "It was written anew while you were changing it. Your words are below; saving puts them in its place.",
    notDone: "It is not done yet.",
  },
  change: {
    editTitle: (stage: string) => `Save “${stage}”?`,
    redoTitle: (stage: string) => `Have “${stage}” written anew?`,
    restoreTitle: (stage: string) => `Bring back the earlier “${stage}”?`,
    stands: (count: number) =>
      count === 1
        ? "1 piece stands on it, and would be written anew:"
        : `${count} pieces stand on it, and would be written anew:`,
    nothing: "Nothing else has to be written anew.",
    itself: (others: number) =>
      others === 0
        ? "It alone is written anew:"
        : others === 1
        ? "It is written anew, and 1 piece that stands on it:"
        : `It is written anew, and ${others} pieces that stand on it:`,
    cost: "That is reckoned to take",
    redo: "Save, and write these anew",
    keep: "Save alone, and leave the rest",
    keepWords:
      "Leaving the rest is quick, but later pieces may then speak of what is no longer so.",
    redoConfirm: "Write it anew",
    restoreRedo: "Bring it back, and write these anew",
    restoreKeep: "Bring it back alone",
    restore: "Bring it back",
    earlier: "The earlier one",
    backToForm: "Change it further",
    stopped: "The story stands still: this is written when you let it go on.",
    undo: "The version before is kept; you can bring it back.",
    times: (count: number) => `× ${count}`,
  },
  remove: {
    title: "Clear this away?",
    words:
      "What each editor handed on is deleted, and nothing can be changed or lengthened by them any more.",
    storyStays: "The story itself stays in the library.",
    confirm: "Clear it away",
  },
  toRoom: "To its writing room",
};

export type WritingWords = typeof en;

const ko: WritingWords = {
  title: "편집실",
  lede:
    "낱말 몇 개만 건네주세요. 맡은 일이 하나씩 있는 열여섯 편집자가 웹소설로 엮는 모습을 지켜볼 수 있어요.",
  description: "열여섯 편집자가 단계마다 웹소설을 쓰고, 무엇이든 고칠 수 있는 곳이에요.",
  toLibrary: "모든 이야기",
  enter: "이야기 맡기기",
  enterLede: "낱말 몇 개로 열여섯 편집자가 웹소설을 써요.",
  byHand: "손으로 쓰기",
  editors: "열여섯 편집자",
  rolesNote: "편집자는 한 모델이 차례로 맡는 일이고, 얼굴과 이름은 그려 넣은 거예요.",
  names: {
    concept: "한결",
    reader: "나래",
    world: "도담",
    rules: "가온",
    characters: "다온",
    voices: "소리",
    theme: "단비",
    arcs: "여울",
    outline: "해담",
    foreshadowing: "이음",
    scenes: "그루",
    draft: "글샘",
    dialogue: "새론",
    continuity: "보름",
    style: "아라",
    title: "별하",
  },
  form: {
    title: "새 이야기",
    ideas: "이런 낱말로 시작해도 좋아요",
    keywords: "키워드",
    keywordsHint: "낱말이나 짧은 구절을 쉼표로 나누어 한 개에서 열 개까지 적어 주세요.",
    keywordsExample: "등대지기, 부치지 못한 편지, 첫눈",
    premise: "이미 정해 둔 것",
    premiseHint: "누가 나오는지, 꼭 일어날 일과 일어나면 안 되는 일을 적어 주세요.",
    premiseDemo: "오프라인 즉흥 작가는 키워드만 보고 써요. 모델은 이것도 읽어요.",
    optional: "선택",
    genre: "장르",
    tone: "분위기",
    length: "길이",
    lang: "언어",
    langs: { ko: "한국어", en: "영어" },
    visibility: "다 쓰면 누가 읽을 수 있나요",
    visibilities: {
      private: "아직 아무도: 초고로 남아요",
      unlisted: "링크를 아는 사람",
      public: "모두",
    },
    budget: "쓸 수 있는 토큰",
    budgetHint: "비워 두면 필요한 만큼 써요. 다 쓰면 잠시 멈춰요.",
    chapters: (count) => `${count}화`,
    longGoesOn: "한 화씩 이어 가요",
    start: "쓰기 시작하기",
    costTitle: "드는 것",
    free:
      "무료예요. 이곳에는 모델이 없어서 오프라인 즉흥 작가가 써요. 빠르고 소박하며, 즉흥으로 썼다고 이야기에 적혀요.",
    cost: (model) =>
      `${model} 모델이 써요. 시작하기 전에 어림한 값이고, 실제로 든 것은 쓰는 동안 보여요.`,
    unpriced: "이 모델의 값은 여기서 알 수 없어요.",
    dayShare: (tokens) =>
      `오늘은 ${tokens} 토큰이 남았어요. 더 드는 이야기는 기다렸다가 내일 저절로 이어 써요.`,
    tokens: (count) => `약 ${count} 토큰`,
    money: (amount) => `약 ${amount}`,
    freeShort: "무료",
    faults: {
      keywords: "키워드는 한 개에서 열 개까지, 하나에 40자까지 적을 수 있어요.",
      premise: "1,000자까지 적을 수 있어요.",
      budget: "10,000에서 20,000,000 사이의 숫자를 적거나 비워 두세요.",
      choice: "보기 가운데서 골라 주세요.",
    },
    tooMany: (most) =>
      `이미 이야기 ${most}편을 쓰고 있어요. 하나가 끝나거나 멈추면 다음을 시작할 수 있어요.`,
  },
  ideas: [
    { keywords: "등대지기, 부치지 못한 편지, 첫눈", genre: "mystery", tone: "lyrical" },
    { keywords: "심야 빵집, 길고양이, 약속", genre: "daily_life", tone: "warm" },
    { keywords: "궁궐 서고, 사라진 한 장, 달빛 문", genre: "history", tone: "tense" },
    { keywords: "막차, 두고 내린 우산, 낯선 두 사람", genre: "romance", tone: "funny" },
    { keywords: "용의 제자, 금 간 종, 산꼭대기", genre: "fantasy", tone: "bright" },
  ],
  jobs: {
    title: "맡긴 이야기",
    none: "지금 쓰고 있는 이야기가 없어요.",
    begun: "시작",
    open: "편집실 열기",
    removed: "치웠어요.",
    untitled: (keywords) => keywords,
  },
  room: {
    progress: "어디까지 왔나요",
    of: (done, of) => `${of}개 가운데 ${done}개`,
    working: (who, what) => chooseParticles(`${who}이(가) 쓰고 있어요: ${what}`),
    waiting: "빈 책상을 기다리고 있어요",
    elapsed: "지금까지 걸린 시간",
    left: "남은 시간",
    leftUnknown: "아직 알 수 없어요",
    spent: "지금까지 든 것",
    expected: "앞으로 들 것",
    budget: "예산",
    noBudget: "필요한 만큼",
    tokens: (count) => `${count} 토큰`,
    free: "무료",
    unpriced: "값은 알 수 없음",
    follow: "쓰는 동안 이 페이지가 저절로 자라요. 닫아도 계속 쓰고, 언제든 다시 열어 볼 수 있어요.",
    broke: "이 페이지는 따라가기를 멈췄어요. 편집자들은 계속 쓰고 있어요.",
    reload: "다시 따라가기",
    ended: (title) => `편집자들이 붓을 놓았어요. 《${title}》`,
    read: "이야기 읽기",
    manage: "고치고 펴내기",
    gone: "이렇게 나온 이야기는 지워졌어요.",
    cancel: "그만 쓰기",
    resume: "이어 쓰기",
    resumeBudget: "새 예산 (토큰)",
    remove: "치우기",
    more: "다음 화 이어 쓰기",
    moreCount: "몇 화",
    cancelled: "쓰기를 멈췄어요. 쓴 것은 그대로 있어요.",
    until: "저절로 이어 쓰는 때:",
    chapters: "회차",
    noChapters: "교정까지 마치면 첫 화가 여기 놓여요.",
    readDraft: (title) => `“${title}” 미리 읽기`,
    minutes: (count) => `${count}분`,
    desks: "열여섯 책상",
    states: {
      pending: "차례 기다림",
      resting: "다음 화를 기다림",
      queued: "기다리는 중",
      running: "쓰는 중",
      done: "마침",
      failed: "멈춤",
      cancelled: "멈춤",
      edited: "마침 · 직접 고침",
    },
    saidDone: (stage) => `${stage}: 마쳤어요.`,
    look: "나온 것 보기",
    open: "자세히 보고 고치기",
    units: (done, of) => `${done}/${of}`,
    request: "부탁한 것",
    demo: "언어 모델이 아니라 오프라인 즉흥 작가가 써요.",
    why: "검사에서 나온 말",
  },
  unit: {
    by: { model: (model) => `${model} 씀`, person: "직접 고침" },
    backToRoom: "편집실로",
    edit: "고치기",
    redo: "새로 쓰게 하기",
    restore: "앞의 것 되돌리기",
    candidates: (chosen, count) => `초고 ${count}편 가운데 ${chosen}번째를 골랐어요`,
    reasons: "초고마다 나온 말",
    notes: "검사에서 아직 걸리는 것",
    standing: (count) =>
      count === 0 ? "아직 여기에 기댄 것이 없어요." : `${count}가지가 여기에 기대고 있어요.`,
    previous: "앞 단계",
    next: "다음 단계",
    editTitle: (stage) => `고치기: ${stage}`,
    save: "무엇이 달라지는지 보기",
    saveAlone: "저장하기",
    cancel: "그대로 두기",
    saved: "저장했어요.",
    restored: "앞의 것으로 되돌렸어요.",
    stale: "고치는 동안 새로 쓰였어요. 적은 내용은 아래에 있고, 저장하면 그 자리에 들어가요.",
    notDone: "아직 끝나지 않았어요.",
  },
  change: {
    editTitle: (stage) => `“${stage}”, 이렇게 저장할까요?`,
    redoTitle: (stage) => `“${stage}” 단계를 새로 쓸까요?`,
    restoreTitle: (stage) => `“${stage}” 단계를 앞의 것으로 되돌릴까요?`,
    stands: (count) => `여기에 기댄 ${count}가지를 새로 쓰게 돼요.`,
    nothing: "새로 써야 할 다른 것은 없어요.",
    itself: (others) =>
      others === 0 ? "이 단계만 새로 써요." : `이 단계와 여기에 기댄 ${others}가지를 새로 써요.`,
    cost: "어림하면 이만큼 들어요",
    redo: "저장하고 이것들을 새로 쓰기",
    keep: "이것만 저장하고 나머지는 두기",
    keepWords: "나머지를 두면 빠르지만, 뒤의 글이 이제는 아닌 일을 말할 수 있어요.",
    redoConfirm: "새로 쓰기",
    restoreRedo: "되돌리고 이것들을 새로 쓰기",
    restoreKeep: "이것만 되돌리기",
    restore: "되돌리기",
    earlier: "앞의 것",
    backToForm: "더 고치기",
    stopped: "이야기가 멈춰 있어요. 이어 쓰기를 누르면 새로 써요.",
    undo: "앞의 것은 남겨 두니 되돌릴 수 있어요.",
    times: (count) => `× ${count}`,
  },
  remove: {
    title: "이 편집실을 치울까요?",
    words: "편집자들이 넘긴 것이 지워지고, 더는 고치거나 이어 쓰게 할 수 없어요.",
    storyStays: "나온 이야기는 서가에 그대로 남아요.",
    confirm: "치우기",
  },
  toRoom: "편집실 보기",
};

export const writingWords: Words<WritingWords> = { ko, en };

/** How long something took or takes: `2 min 10 s`, `2분 10초`, `1시간 5분`. */
export const writingTime: Words<(ms: number) => string> = {
  en: (ms) => timeOf(ms, { h: " h", m: " min", s: " s" }),
  ko: (ms) => timeOf(ms, { h: "시간", m: "분", s: "초" }),
};

function timeOf(ms: number, { h, m, s }: { h: string; m: string; s: string }): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds}${s}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}${m} ${seconds % 60}${s}`;
  return `${Math.floor(minutes / 60)}${h} ${minutes % 60}${m}`;
}
