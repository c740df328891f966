/** Words of reporting a story, and of the page where reports are decided. */
import type { Words } from "@/lib/i18n/locale.ts";
import type { Act } from "@/lib/moderation/model.ts";

const en = {
  reportStory: "Report this story",
  reportTitle: "Report a story",
  reportWords: "Tell us what is wrong. The writer does not learn who reported it.",
  reported: "Thank you. The report is kept.",
  hiddenNotice:
    "Those who look after this house hid your story after a report. Only you can see it; you can still change or delete it.",
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
  comment: "Comment",
  story: "Story",
  on: (title: string) => `on “${title}”`,
  by: (name: string) => `by ${name}`,
  somebody: "somebody",
  asReported: "As it was when it was reported",
  reports: (count: number) => count === 1 ? "1 report" : `${count} reports`,
  acts: { dismiss: "Leave it", hide: "Hide it", lift: "Show it again" } as Record<Act, string>,
  done: { dismiss: "Left as it is.", hide: "Hidden.", lift: "Shown again." } as Record<Act, string>,
  logged: { dismiss: "left", hide: "hid", lift: "showed again" } as Record<Act, string>,
};

const ko: typeof en = {
  reportStory: "이 이야기 신고하기",
  reportTitle: "이야기 신고하기",
  reportWords: "무엇이 문제인지 알려 주세요. 누가 신고했는지 작가에게 알리지 않아요.",
  reported: "고마워요. 신고를 잘 받았어요.",
  hiddenNotice:
    "신고를 받아 이곳을 돌보는 분들이 이야기를 가렸어요. 지금은 나에게만 보여요. 고치거나 지울 수는 있어요.",
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
  comment: "댓글",
  story: "이야기",
  on: (title) => `《${title}》에서`,
  by: (name) => `쓴 사람 ${name}`,
  somebody: "누군가",
  asReported: "신고할 때의 내용",
  reports: (count) => `신고 ${count}건`,
  acts: { dismiss: "그대로 두기", hide: "가리기", lift: "다시 보이기" },
  done: { dismiss: "그대로 두었어요.", hide: "가렸어요.", lift: "다시 보여요." },
  logged: { dismiss: "그대로 둠", hide: "가림", lift: "다시 보임" },
};

export const reviewWords: Words<typeof en> = { en, ko };
