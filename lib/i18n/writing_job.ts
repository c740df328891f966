/** Words of writing jobs: their sixteen stages, and what is to be done when one stops. */
import type { Words } from "@/lib/i18n/locale.ts";
import type { JobStatus, TroubleKind } from "@/lib/stories/writing/job.ts";
import type { StageKey } from "@/lib/stories/writing/model.ts";

interface WritingJobWords {
  stages: Record<StageKey, string>;
  statuses: Record<JobStatus, string>;
  /** What happened, and what helps. */
  troubles: Record<TroubleKind, { what: string; help: string }>;
}

const en: WritingJobWords = {
  stages: {
    concept: "Concept",
    reader: "Genre and reader",
    world: "World",
    rules: "Rules and glossary",
    characters: "Characters",
    voices: "Relations and voices",
    theme: "Theme and conflict",
    arcs: "Plot arcs",
    outline: "Chapter outline",
    foreshadowing: "Foreshadowing",
    scenes: "Scene plan",
    draft: "Drafting",
    dialogue: "Dialogue",
    continuity: "Continuity",
    style: "Style and proof",
    title: "Title and synopsis",
  },
  statuses: {
    queued: "Waiting",
    running: "Writing",
    paused: "Paused",
    done: "Finished",
    failed: "Stopped by a problem",
    cancelled: "Stopped",
  },
  troubles: {
    quota: {
      what: "The model takes no more requests for now.",
      help: "Wait a few minutes, then let it go on. What is written is kept.",
    },
    network: {
      what: "The model could not be reached.",
      help: "Let it go on in a moment; it continues where it stopped.",
    },
    timeout: {
      what: "The model took too long to answer.",
      help: "Let it go on; this stage is asked for once more.",
    },
    blocked: {
      what: "The model's safety rules stopped this stage.",
      help:
        "Edit the stage before it so that it asks for less harsh things, or have it written anew.",
    },
    auth: {
      what: "The model does not accept the server's key.",
      help: "Whoever runs this server has to look at its key. Then let it go on.",
    },
    overloaded: {
      what: "The model is overloaded.",
      help: "Wait a few minutes, then let it go on.",
    },
    bad_response: {
      what: "The model's answer could not be read.",
      help: "Let it go on; this stage is asked for once more.",
    },
    refused: {
      what: "The model's answers did not fit what earlier stages settled.",
      help: "Let it go on for another try, or edit the stage it stands on.",
    },
    day_quota: {
      what: "Today's share of replies is used up.",
      help: "It goes on by itself when there is a new one. You need not keep this page open.",
    },
    budget: {
      what: "The budget of this story is used up.",
      help: "Give it more, then let it go on. What is written is kept.",
    },
    fault: {
      what: "Something broke on our side.",
      help: "Let it go on; it continues where it stopped.",
    },
  },
};

const ko: WritingJobWords = {
  stages: {
    concept: "컨셉",
    reader: "장르와 독자",
    world: "세계관",
    rules: "세계 규칙과 용어",
    characters: "캐릭터",
    voices: "관계와 말투",
    theme: "주제와 갈등",
    arcs: "큰 줄기",
    outline: "회차 구성",
    foreshadowing: "복선 장부",
    scenes: "장면 계획",
    draft: "초고",
    dialogue: "대사",
    continuity: "설정 검수",
    style: "문체와 교정",
    title: "제목과 소개",
  },
  statuses: {
    queued: "기다리는 중",
    running: "쓰는 중",
    paused: "쉬는 중",
    done: "다 썼어요",
    failed: "문제가 생겨 멈췄어요",
    cancelled: "그만뒀어요",
  },
  troubles: {
    quota: {
      what: "모델이 지금은 요청을 더 받지 않아요.",
      help: "몇 분 뒤에 이어 쓰기를 눌러 주세요. 쓴 것은 그대로 있어요.",
    },
    network: {
      what: "모델에 닿지 못했어요.",
      help: "잠시 뒤에 이어 쓰기를 누르면 멈춘 곳부터 이어져요.",
    },
    timeout: {
      what: "모델이 너무 오래 답하지 않았어요.",
      help: "이어 쓰기를 누르면 이 단계만 다시 부탁해요.",
    },
    blocked: {
      what: "모델의 안전 규칙이 이 단계를 막았어요.",
      help: "앞 단계를 조금 부드럽게 고치거나, 그 단계를 새로 써 보세요.",
    },
    auth: {
      what: "모델이 이 서버의 키를 받지 않아요.",
      help: "서버를 맡은 분이 키를 확인한 다음 이어 쓰기를 눌러 주세요.",
    },
    overloaded: {
      what: "모델에 사람이 몰렸어요.",
      help: "몇 분 뒤에 이어 쓰기를 눌러 주세요.",
    },
    bad_response: {
      what: "모델의 답을 읽을 수 없었어요.",
      help: "이어 쓰기를 누르면 이 단계만 다시 부탁해요.",
    },
    refused: {
      what: "모델의 답이 앞에서 정한 것과 맞지 않았어요.",
      help: "이어 쓰기로 다시 시도하거나, 바탕이 되는 단계를 고쳐 보세요.",
    },
    day_quota: {
      what: "오늘 나눌 수 있는 이야기를 다 썼어요.",
      help: "새 몫이 생기면 저절로 이어 써요. 이 페이지를 닫아도 괜찮아요.",
    },
    budget: {
      what: "이 이야기에 정해 둔 예산을 다 썼어요.",
      help: "예산을 늘리고 이어 쓰기를 눌러 주세요. 쓴 것은 그대로 있어요.",
    },
    fault: {
      what: "저희 쪽에 문제가 생겼어요.",
      help: "이어 쓰기를 누르면 멈춘 곳부터 이어져요.",
    },
  },
};

export const writingJobWords: Words<WritingJobWords> = { ko, en };
