/**
 * The closed lists of reasons why a card file is refused and of what was mended while reading
 * one, with the sentence a reader sees for each. Browser-safe.
 */

/** One sentence in each language of the interface. */
export interface CardWords {
  en: string;
  ko: string;
}

/** Reason → words for the reader. The codes are stable: clients may depend on them. */
export const CARD_REFUSALS = {
  empty: {
    en: "This file is empty. Choose another one.",
    ko: "빈 파일이에요. 다른 파일을 골라 주세요.",
  },
  too_large: {
    en: "This file is too large to read as a card.",
    ko: "파일이 너무 커서 카드로 읽을 수 없어요.",
  },
  unknown_type: {
    en: "This does not look like a character card. PNG, JSON and CHARX files work.",
    ko: "캐릭터 카드가 아닌 것 같아요. PNG, JSON, CHARX 파일을 올려 주세요.",
  },
  image_type: {
    en: "This kind of image carries no card. Save the card as PNG, JSON or CHARX.",
    ko: "이 이미지 형식에는 카드가 담기지 않아요. PNG나 JSON, CHARX로 저장해 주세요.",
  },
  png_truncated: {
    en: "This PNG ends too early. The download may have stopped halfway.",
    ko: "PNG 파일이 중간에 끊겨 있어요. 다시 내려받아 보세요.",
  },
  png_damaged: {
    en: "This PNG is damaged, so its card cannot be trusted.",
    ko: "PNG 파일이 손상되어 카드를 믿고 읽을 수 없어요.",
  },
  png_too_many_chunks: {
    en: "This PNG is cut into far too many pieces to be an ordinary picture.",
    ko: "PNG 파일이 지나치게 잘게 나뉘어 있어 읽지 않았어요.",
  },
  png_no_card: {
    en: "This picture carries no character. Some sites remove the card when they show a picture.",
    ko: "그림 안에 캐릭터 정보가 없어요. 원본 파일을 내려받았는지 확인해 주세요.",
  },
  text_too_large: {
    en: "The text of this card is too long to read.",
    ko: "카드에 담긴 글이 너무 길어서 읽을 수 없어요.",
  },
  text_damaged: {
    en: "The text of this card is damaged and cannot be read.",
    ko: "카드에 담긴 글이 손상되어 읽을 수 없어요.",
  },
  json_invalid: {
    en: "This file is not valid JSON. Export the card again and retry.",
    ko: "올바른 JSON 파일이 아니에요. 카드를 다시 내보낸 뒤 올려 주세요.",
  },
  json_too_complex: {
    en: "The data of this card is nested too deeply or has too many parts.",
    ko: "카드의 자료가 너무 복잡하게 얽혀 있어 읽지 않았어요.",
  },
  not_a_card: {
    en: "This file can be read, but there is no character in it.",
    ko: "파일은 읽었지만 캐릭터 정보가 없어요.",
  },
  is_a_lorebook: {
    en: "This is a lorebook, not a character. Add it to a character of yours.",
    ko: "캐릭터가 아니라 로어북이에요. 캐릭터를 고친 뒤 로어북으로 더해 주세요.",
  },
  not_a_lorebook: {
    en: "There is no lorebook in this file.",
    ko: "이 파일에는 로어북이 없어요.",
  },
  zip_damaged: {
    en: "This CHARX file is damaged. Export it again and retry.",
    ko: "CHARX 파일이 손상되었어요. 다시 내보낸 뒤 올려 주세요.",
  },
  zip_encrypted: {
    en: "This CHARX file is locked with a password. Save it without one.",
    ko: "CHARX 파일이 암호로 잠겨 있어요. 암호 없이 저장해 주세요.",
  },
  zip_unsafe_path: {
    en: "This CHARX file holds unsafe file names, so it was not opened.",
    ko: "CHARX 파일 안의 이름이 안전하지 않아 열지 않았어요.",
  },
  zip_too_big: {
    en: "This CHARX file would unpack to far more than it claims, so it was not opened.",
    ko: "CHARX 파일을 풀면 지나치게 커져서 열지 않았어요.",
  },
  zip_no_card: {
    en: "This archive holds no card.json, so there is no character in it.",
    ko: "압축 파일에 card.json이 없어 캐릭터를 찾지 못했어요.",
  },
} as const satisfies Record<string, CardWords>;

/** Why a file is refused. */
export type CardRefusal = keyof typeof CARD_REFUSALS;

/** A refusal as a value. `detail` is plain English for logs and problem documents, never file text. */
export interface CardRefused {
  ok: false;
  reason: CardRefusal;
  detail: string;
}

/** Makes a refusal. `detail` states the fact without quoting the file. */
export function refuse(reason: CardRefusal, detail: string): CardRefused {
  return { ok: false, reason, detail };
}

/** What was mended or left aside while reading → words for the reader. */
export const CARD_WARNINGS = {
  newer_version: {
    en: "This card was made for a newer version of the format. What is known was read.",
    ko: "더 새로운 형식의 카드예요. 아는 부분만 읽었어요.",
  },
  missing_name: {
    en: "This card has no name. Please give it one.",
    ko: "카드에 이름이 없어요. 이름을 지어 주세요.",
  },
  coerced: {
    en: "A field had another form than expected and was converted.",
    ko: "형식이 다른 항목을 알맞게 바꾸었어요.",
  },
  dropped: {
    en: "A field could not be understood and was left out.",
    ko: "이해할 수 없는 항목은 빼고 읽었어요.",
  },
  text_replaced: {
    en: "Some letters could not be read and were replaced.",
    ko: "읽을 수 없는 글자는 바꾸어 넣었어요.",
  },
  chunk_ignored: {
    en: "One copy of the card in this picture was damaged; another copy was read.",
    ko: "그림 속 카드 하나가 손상되어 다른 사본을 읽었어요.",
  },
  asset_missing: {
    en: "The card mentions a file that is not inside it.",
    ko: "카드가 가리키는 파일이 안에 들어 있지 않아요.",
  },
  trailing_bytes: {
    en: "Something is attached after the end of the picture and was ignored.",
    ko: "그림 끝에 덧붙은 자료는 읽지 않았어요.",
  },
} as const satisfies Record<string, CardWords>;

/** The kinds of warning. */
export type CardWarningCode = keyof typeof CARD_WARNINGS;

/** One warning; `path` is dotted (`data.tags.3`) or empty when it concerns the whole file. */
export interface CardWarning {
  code: CardWarningCode;
  path: string;
}

/** Warnings kept for one file; a hostile file must not buy a long list. */
export const MAX_CARD_WARNINGS = 50;

/** Adds a warning unless the list is full. */
export function warn(warnings: CardWarning[], code: CardWarningCode, path: string): void {
  if (warnings.length < MAX_CARD_WARNINGS) warnings.push({ code, path });
}
