/**
 * Owns the sentence that says what the demo model is, wherever it speaks.
 *
 * Browser-safe.
 */

/** Shown beside every conversation that the demo model answers. */
export const DEMO_NOTICE = {
  ko:
    "지금은 오프라인 즉흥 배우가 답하고 있어요. 인공지능 언어 모델이 아니라, 캐릭터 카드에 적힌 말과 이야기로 그 자리에서 대답을 지어냅니다.",
  en:
    "An offline improviser is answering. It is not a language model: it makes up replies on the spot from what is written on the character's card.",
} as const;
