/** Words of reporting stories and people, and of the page where reports are decided. */
import type { Words } from "@/lib/i18n/locale.ts";
import { chooseParticles } from "@/lib/i18n/particles.ts";
import type { Act, PersonReason } from "@/lib/moderation/model.ts";

const en = {
  reportStory: "Report this story",
  reportTitle: "Report a story",
  reportWords: "Tell us what is wrong. The writer does not learn who reported it.",
  reportPerson: "Report",
  reportPersonTitle: "Report a person",
  reportPersonWords:
    "Tell us what is wrong with this person, as this page shows them. They do not learn who reported it. Stories and comments have reports of their own.",
  backToPerson: (name: string) => `Back to ${name}`,
  reportedBefore: "You reported this person before. What you send now takes its place.",
  personReasons: {
    name: "Their name is offensive",
    impersonation: "Pretends to be somebody else",
    spam: "Advertising or flooding",
    abuse: "Insults, threats or pestering",
    sexual: "Sexual content",
    privacy: "Somebody’s private matters",
    other: "Something else",
  } as Record<PersonReason, string>,
  reasonFault: "Choose what is wrong.",
  noteFault: "Add at most 500 characters.",
  reported: "Thank you. The report is kept.",
  hiddenNotice:
    "Those who look after this house hid your story after a report. Only you can see it; you can still change or delete it.",
  hiddenName: (own: string, shown: string) =>
    `Those who look after this house hid your name “${own}” after a report. Others see you as “${shown}”. You can choose another name; it is shown once they have looked at it.`,
  hiddenComment: "Hidden by those who look after this house",
  title: "Reports",
  lede: "What readers reported. Who reported it is not shown to anybody.",
  link: "Decide on reports",
  open: "To decide",
  hidden: "Hidden",
  log: "Decisions",
  views: "What is listed",
  empty: { open: "Nothing to decide", hidden: "Nothing is hidden", log: "No decisions yet" },
  emptyWords: {
    open: "What readers report comes here, the oldest first.",
    hidden: "What you hide stands here, to be brought back.",
    log: "Each decision of the last year stands here, with who made it.",
  },
  kinds: { comment: "Comment", story: "Story", person: "Person" },
  on: (title: string) => `on “${title}”`,
  by: (name: string) => `by ${name}`,
  somebody: "somebody",
  guest: "Guest",
  shownAs: (name: string) => `Others see “${name}”.`,
  asReported: "As it was when it was reported",
  reports: (count: number) => count === 1 ? "1 report" : `${count} reports`,
  hideName: "Hide the name",
  acts: { dismiss: "Leave it", hide: "Hide it", lift: "Show it again" } as Record<Act, string>,
  done: { dismiss: "Left as it is.", hide: "Hidden.", lift: "Shown again." } as Record<Act, string>,
  logged: { dismiss: "left", hide: "hid", lift: "showed again" } as Record<Act, string>,
};

const ko: typeof en = {
  reportStory: "이 이야기 신고하기",
  reportTitle: "이야기 신고하기",
  reportWords: "무엇이 문제인지 알려 주세요. 누가 신고했는지 작가에게 알리지 않아요.",
  reportPerson: "신고하기",
  reportPersonTitle: "사람 신고하기",
  reportPersonWords:
    "이 페이지에 보이는 모습에서 무엇이 문제인지 알려 주세요. 누가 신고했는지 알리지 않아요. 이야기와 댓글은 그 자리에서 따로 신고할 수 있어요.",
  backToPerson: (name) => `${name} 님의 페이지로 돌아가기`,
  reportedBefore: "전에 이분을 신고했어요. 지금 보내면 그때의 신고를 대신해요.",
  personReasons: {
    name: "이름이 불쾌해요",
    impersonation: "다른 사람인 척해요",
    spam: "광고나 도배",
    abuse: "욕설, 위협, 괴롭힘",
    sexual: "성적인 내용",
    privacy: "누군가의 사생활",
    other: "다른 까닭",
  },
  reasonFault: "까닭을 골라 주세요.",
  noteFault: "500자 안에서 적어 주세요.",
  reported: "고마워요. 신고를 잘 받았어요.",
  hiddenNotice:
    "신고를 받아 이곳을 돌보는 분들이 이야기를 가렸어요. 지금은 나에게만 보여요. 고치거나 지울 수는 있어요.",
  hiddenName: (own, shown) =>
    `신고를 받아 이곳을 돌보는 분들이 ‘${own}’ 이름을 가렸어요. ` +
    chooseParticles(`다른 사람에게는 ${shown}으로(로) 보여요. `) +
    "다른 이름으로 바꿀 수 있고, 돌보는 분들이 살펴본 뒤에 보이게 돼요.",
  hiddenComment: "이곳을 돌보는 분들이 가린 댓글이에요",
  title: "신고",
  lede: "독자들이 신고한 것들이에요. 누가 신고했는지는 아무에게도 보이지 않아요.",
  link: "신고 살펴보기",
  open: "살펴볼 것",
  hidden: "가린 것",
  log: "처리 기록",
  views: "보기",
  empty: {
    open: "살펴볼 신고가 없어요",
    hidden: "가린 것이 없어요",
    log: "아직 처리한 것이 없어요",
  },
  emptyWords: {
    open: "신고가 들어오면 오래된 것부터 여기에 놓여요.",
    hidden: "가린 것은 여기에서 다시 보이게 할 수 있어요.",
    log: "지난 한 해 동안의 처리와 처리한 사람이 여기에 남아요.",
  },
  kinds: { comment: "댓글", story: "이야기", person: "사람" },
  on: (title) => `《${title}》에서`,
  by: (name) => `쓴 사람 ${name}`,
  somebody: "누군가",
  guest: "손님",
  shownAs: (name) => chooseParticles(`다른 사람에게는 ${name}으로(로) 보여요.`),
  asReported: "신고할 때의 내용",
  reports: (count) => `신고 ${count}건`,
  hideName: "이름 가리기",
  acts: { dismiss: "그대로 두기", hide: "가리기", lift: "다시 보이기" },
  done: { dismiss: "그대로 두었어요.", hide: "가렸어요.", lift: "다시 보여요." },
  logged: { dismiss: "그대로 둠", hide: "가림", lift: "다시 보임" },
};

export const reviewWords: Words<typeof en> = { en, ko };
