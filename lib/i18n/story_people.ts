/** Words around the people of stories: talking with them as of a chapter, the room beside it, and what their cards say. */
import type { Words } from "@/lib/i18n/locale.ts";
import { chooseParticles } from "@/lib/i18n/particles.ts";

const en = {
  /** A card's own words, in the language of its story. */
  card: {
    tagline: (title: string) => `Somebody out of “${title}”`,
    notes:
      "Comes out of a story. In a conversation they know what they know once the chapters are over that the reader has read, and nothing later.",
    looks: (name: string, age: string, appearance: string) => `${name}: ${age}. ${appearance}`,
    named: (name: string) => `${name} is somebody in a story.`,
    manner: (manner: string) => `Way of talking: ${manner}`,
    phrases: (phrases: string) => `Likes to say: ${phrases}`,
    never: (never: string) => `Never says: ${never}`,
    scenario: (name: string) =>
      `${name} lives in a story. Its reader looks up from the page and speaks to ${name}. ${name} knows what has come to pass as far as the reader has read; what comes after has not happened yet. Asked about it, ${name} says in their own way that they do not know, and makes nothing up.`,
    unread: (name: string) =>
      `The reader has not begun the story. Nothing of it has happened to ${name} yet.`,
    asOf: (n: number) =>
      `The reader has read as far as chapter ${n}, and that chapter is over just now.`,
    own: (name: string) =>
      `What ${name} knows stands in the lore. Whatever is not there, ${name} does not know.`,
    since: (n: number, more: readonly string[]) =>
      `[${[`since chapter ${n}`, ...more].join(" · ")}]`,
    scene: (n: number) => `[from chapter ${n}]`,
    sceneOf: (n: number) => `chapter ${n}`,
    greeting: (name: string, phrase: string | null) =>
      `*${name} looks up from the page where you stopped reading.*\n\n${
        phrase ? `“${phrase}”` : "“You have come. Sit down.”"
      }`,
  },
  asOf: (n: number) => n === 0 ? "Knows nothing of the story yet" : `Knows as far as chapter ${n}`,
  ofStory: (title: string) => `Out of “${title}”`,
  people: {
    title: "Talk with its people",
    lede: (n: number) =>
      n === 0
        ? "You have not begun yet, so they tell nothing of it either."
        : `They know as much as you: as far as chapter ${n}, where you are.`,
    talk: "Talk",
    talkAsOf: (name: string, n: number) =>
      n === 0
        ? `Talk with ${name} before the first chapter`
        : `Talk with ${name} as of chapter ${n}`,
    all: "Choose the chapter",
    more: (count: number) =>
      count === 1 ? "One more comes up later." : `${count} more come up later.`,
  },
  page: {
    title: (title: string) => `The people of “${title}”`,
    lede: "Choose how far they know the story. They tell nothing of what comes after.",
    back: "To the story",
    chooseLabel: "They know as far as",
    chapter: (n: number, title: string) => `Chapter ${n} · ${title}`,
    before: "Before the first chapter",
    choose: "Show",
    since: (n: number) => `From chapter ${n} on`,
    nobody: "Nobody has come up so far",
    nobodyWords: "Read on, or choose a later chapter.",
    none: "Nobody to talk with yet",
    noneWords: "Whoever wrote this story has brought nobody out of it.",
    later: (count: number) =>
      count === 1 ? "One comes up after this chapter." : `${count} come up after this chapter.`,
    card: "Card with lorebook",
    inGallery: "In the gallery",
    publish: "Bring into the gallery",
    published: (name: string) =>
      `${name} is in the gallery now, knowing nothing before it is read.`,
    made: (name: string) => `${name} can be talked with now.`,
    onlyText:
      "Nobody wrote down who knows what in this story, so its people know the scenes in which they are named, and no others.",
    bring: "Bring somebody out of the story",
    bringWords:
      "Name somebody as the chapters call them. They know the scenes in which they are named.",
    name: "Name in the story",
    looks: "What they look like",
    looksHint: "Optional. Such as: long black hair, round glasses, a blue hanbok.",
    bringSubmit: "Bring them here",
    notNamed: "No chapter calls anybody by this name. Write it as the chapters do.",
    nameFault: "Write the name, at most 40 letters.",
    tooMany: "A story can have 30 people here.",
    twice: "This one is here already.",
  },
  horizon: {
    menu: "How far they know it",
    label: "Know as far as",
    move: "Set",
    forward: (n: number) => `You have read as far as chapter ${n}. Let them catch up`,
    hint:
      "Further on, the conversation goes on. Further back, another begins, in which nothing later has been said.",
    hintGroup:
      "Further on, the conversation goes on. Further back, another begins with the same people.",
  },
  room: {
    link: "Ask about this chapter",
    linkHint: "Sit down beside the chapter with somebody in it.",
    title: (n: number) => `The room beside chapter ${n}`,
    heading: "The room beside the chapter",
    lede: (n: number) =>
      `Whoever has come up by chapter ${n} sits here, and knows no more than you.`,
    back: "Back to the chapter",
    text: "The chapter",
    talk: "The conversation",
    shown: "What is shown here",
    who: "Who answers",
    whole: "The whole conversation",
    ahead: (name: string, n: number) =>
      `This conversation with ${name} goes as far as here. With your next words they know chapter ${n} too.`,
    nobody: "Nobody is here yet",
    nobodyWords: "Nobody who can be talked with has come up by this chapter.",
    placeholder: (name: string) => `Ask ${name} about it`,
    log: "What was said",
    trouble: "See the whole conversation to try again",
    next: (n: number) => `On to chapter ${n}`,
  },
  edit: {
    title: "Out of a story",
    words:
      "What you write here is known whatever somebody has read. Leave out what comes later: conversations add the chapters that a reader has read by themselves.",
  },
};

const ko: typeof en = {
  card: {
    tagline: (title) => `《${title}》 속 사람`,
    notes:
      "이야기에서 온 사람이에요. 대화에서는 독자가 읽은 화까지 아는 것만 알고, 그 뒤의 일은 몰라요.",
    looks: (name, age, appearance) => `${name}: ${age}. ${appearance}`,
    named: (name) => chooseParticles(`${name}은(는) 이야기 속 사람이다.`),
    manner: (manner) => `말투: ${manner}`,
    phrases: (phrases) => `자주 하는 말: ${phrases}`,
    never: (never) => `하지 않는 말: ${never}`,
    scenario: (name) =>
      chooseParticles(
        `${name}은(는) 어느 이야기 속에 산다. 그 이야기를 읽던 독자가 책장에서 눈을 들어 ${name}에게 말을 건다. ${name}은(는) 독자가 읽은 데까지 일어난 일만 알고, 그 뒤의 일은 아직 일어나지 않았다. 뒷일을 물으면 아직 모른다고 제 말투로 답하고, 지어내지 않는다.`,
      ),
    unread: (name) =>
      `독자는 아직 이 이야기를 읽지 않았다. ${name}에게도 아직 아무 일이 일어나지 않았다.`,
    asOf: (n) => `독자는 ${n}화까지 읽었고, 지금은 그 화가 막 끝난 때다.`,
    own: (name) =>
      chooseParticles(
        `${name}이(가) 아는 것은 아래 적힌 것들이다. 거기 없는 일은 ${name}이(가) 모르는 일이다.`,
      ),
    since: (n, more) => `[${[`${n}화부터`, ...more].join(" · ")}]`,
    scene: (n) => `[${n}화에서]`,
    sceneOf: (n) => `${n}화`,
    greeting: (name, phrase) =>
      `${chooseParticles(`*${name}이(가) 읽던 자리 곁에서 고개를 든다.*`)}\n\n${
        phrase ? `“${phrase}”` : "“왔군요. 여기 앉아요.”"
      }`,
  },
  asOf: (n) => n === 0 ? "아직 아무 화도 모르는 상태" : `${n}화까지 아는 상태`,
  ofStory: (title) => `《${title}》에서`,
  people: {
    title: "이 사람들과 이야기하기",
    lede: (n) =>
      n === 0
        ? "아직 읽기 전이라, 이 사람들도 아무것도 말해 주지 않아요."
        : `지금 읽는 ${n}화까지만 알아요. 뒷일은 말하지 않아요.`,
    talk: "이야기하기",
    talkAsOf: (name, n) =>
      n === 0
        ? chooseParticles(`첫 화 전의 ${name}과(와) 이야기하기`)
        : chooseParticles(`${n}화까지 아는 ${name}과(와) 이야기하기`),
    all: "몇 화까지 알지 고르기",
    more: (count) => `뒤에 나오는 사람이 ${count}명 더 있어요.`,
  },
  page: {
    title: (title) => `《${title}》 속 사람들`,
    lede: "어디까지 아는 사람과 이야기할지 골라 보세요. 그 뒤의 일은 말하지 않아요.",
    back: "이야기로",
    chooseLabel: "여기까지 알아요",
    chapter: (n, title) => `${n}화 · ${title}`,
    before: "첫 화 전",
    choose: "보기",
    since: (n) => `${n}화부터 나와요`,
    nobody: "아직 나온 사람이 없어요",
    nobodyWords: "더 읽거나, 뒤의 화를 골라 보세요.",
    none: "아직 이야기할 사람이 없어요",
    noneWords: "이 이야기에서 불러낸 사람이 아직 없어요.",
    later: (count) => `이 화 뒤에 나오는 사람이 ${count}명 있어요.`,
    card: "로어북이 든 카드",
    inGallery: "갤러리에 있어요",
    publish: "갤러리에 올리기",
    published: (name) =>
      chooseParticles(`이제 ${name}이(가) 갤러리에 있어요. 읽지 않은 화의 일은 말하지 않아요.`),
    made: (name) => chooseParticles(`이제 ${name}과(와) 이야기할 수 있어요.`),
    onlyText:
      "누가 무엇을 아는지 적힌 기록이 없는 이야기예요. 그래서 제 이름이 나오는 장면만 알아요.",
    bring: "이야기에서 사람 불러내기",
    bringWords: "글에 나오는 이름 그대로 적어 주세요. 그 이름이 나오는 장면을 알게 돼요.",
    name: "이야기 속 이름",
    looks: "생김새",
    looksHint: "적지 않아도 돼요. 예: 긴 검은 머리, 둥근 안경, 파란 한복",
    bringSubmit: "불러내기",
    notNamed: "이 이름은 글에 나오지 않아요. 글에 적힌 대로 써 주세요.",
    nameFault: "이름을 40자 안으로 적어 주세요.",
    tooMany: "한 이야기에서 30명까지 불러낼 수 있어요.",
    twice: "이미 여기 있는 사람이에요.",
  },
  horizon: {
    menu: "어디까지 알지 고르기",
    label: "여기까지 알아요",
    move: "정하기",
    forward: (n) => `${n}화까지 읽었어요. 여기까지 알게 하기`,
    hint:
      "더 뒤의 화를 고르면 이 대화가 이어지고, 앞의 화를 고르면 뒷일을 말한 적 없는 새 대화가 시작돼요.",
    hintGroup:
      "더 뒤의 화를 고르면 이 대화가 이어지고, 앞의 화를 고르면 같은 사람들과 새 대화가 시작돼요.",
  },
  room: {
    link: "이 화에 대해 물어보기",
    linkHint: "읽던 화 곁에 앉아, 그 안의 사람에게 물어보세요.",
    title: (n) => `${n}화 곁의 방`,
    heading: "읽던 자리 곁의 방",
    lede: (n) => `${n}화까지 나온 사람들이 있어요. 딱 거기까지만 알아요.`,
    back: "읽던 화로 돌아가기",
    text: "이 화의 글",
    talk: "나누는 이야기",
    shown: "여기에 보일 것",
    who: "누구에게 물을까요",
    whole: "대화 전체 보기",
    ahead: (name, n) =>
      chooseParticles(`${name}과(와) 나눈 말이에요. 다음 말부터는 ${n}화까지 알아요.`),
    nobody: "아직 아무도 없어요",
    nobodyWords: "이 화까지 나온 사람 가운데 이야기할 수 있는 사람이 없어요.",
    placeholder: (name) => `${name}에게 물어보세요`,
    log: "나눈 말",
    trouble: "대화 전체에서 다시 받아보기",
    next: (n) => `${n}화 읽기`,
  },
  edit: {
    title: "이야기에서 온 사람",
    words:
      "여기 적는 말은 어디까지 읽었든 누구에게나 알려져요. 뒷일은 적지 마세요. 읽은 화의 일은 대화할 때 저절로 더해져요.",
  },
};

export const storyPeopleWords: Words<typeof en> = { en, ko };
