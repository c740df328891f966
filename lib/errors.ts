/** The closed list of reasons why something cannot be done, and what each means to a client and a reader. */
import { HttpError } from "fresh";

/** One field of the input that is not acceptable. `path` is dotted: `tags.3`. */
export interface InputError {
  path: string;
  message: string;
}

interface Meaning {
  status: number;
  /** `title` of the problem document: sentence case, no full stop. */
  title: string;
  /** What a reader sees on a page. */
  words: { en: string; ko: string };
}

/** Reason → status, title and words. */
export const REASONS = {
  bad_request: {
    status: 400,
    title: "Cannot read the request",
    words: {
      en: "That request did not arrive in one piece. Please try again.",
      ko: "요청이 온전히 도착하지 않았어요. 다시 시도해 주세요.",
    },
  },
  bad_cursor: {
    status: 400,
    title: "Cannot continue the list as the cursor is not one it gave",
    words: {
      en: "This page of the list is gone. Start again from its first page.",
      ko: "목록의 이 자리를 찾을 수 없어요. 처음부터 다시 살펴봐 주세요.",
    },
  },
  unauthorized: {
    status: 401,
    title: "Cannot do this without signing in",
    words: { en: "Please sign in first.", ko: "먼저 로그인해 주세요." },
  },
  wrong_credentials: {
    status: 401,
    title: "Cannot sign in as e-mail and password do not match",
    words: {
      en: "E-mail and password do not match. Check both and try again.",
      ko: "이메일과 비밀번호가 맞지 않아요. 다시 확인해 주세요.",
    },
  },
  ticket_needed: {
    status: 402,
    title: "Cannot enter without a ticket",
    words: {
      en: "This event asks for a ticket. Its host gives them out.",
      ko: "표가 있어야 들어갈 수 있는 자리예요. 표는 주최자가 나눠 줘요.",
    },
  },
  forbidden: {
    status: 403,
    title: "Cannot do this with this account",
    words: {
      en: "This belongs to somebody else.",
      ko: "다른 사람의 것이라 바꿀 수 없어요.",
    },
  },
  character_hidden: {
    status: 403,
    title: "Cannot copy the character as it was hidden after a report",
    words: {
      en: "A character that was hidden after a report cannot be copied until it is shown again.",
      ko: "신고를 받아 가려진 캐릭터는 다시 보이게 될 때까지 복사할 수 없어요.",
    },
  },
  cross_site: {
    status: 403,
    title: "Cannot take a form that another site sent",
    words: {
      en: "This form came from another site. Open the page here and try again.",
      ko: "다른 사이트에서 보낸 양식이에요. 이곳에서 페이지를 열고 다시 시도해 주세요.",
    },
  },
  premium_theme: {
    status: 403,
    title: "Cannot use this theme without an account",
    words: {
      en: "This room comes with an account. Sign up, and what you made so far stays yours.",
      ko: "가입한 분께 열어 드리는 테마예요. 가입해도 지금까지 만든 것은 그대로예요.",
    },
  },
  space_banned: {
    status: 403,
    title: "Cannot enter the space as its owner or a moderator shut the person out",
    words: {
      en: "You cannot come into this room for now.",
      ko: "지금은 이 공간에 들어올 수 없어요.",
    },
  },
  space_locked: {
    status: 403,
    title: "Cannot enter the space as it is locked",
    words: {
      en: "The door is locked: nobody new comes in just now. Try again later.",
      ko: "문이 잠겨 있어서 지금은 새로 들어올 수 없어요. 조금 뒤에 다시 와 주세요.",
    },
  },
  invitation_needed: {
    status: 403,
    title: "Cannot enter without an invitation",
    words: {
      en: "This room is for guests on its list. Its host can invite you.",
      ko: "초대받은 분만 들어갈 수 있는 자리예요. 주최자에게 초대를 부탁해 보세요.",
    },
  },
  not_open_yet: {
    status: 403,
    title: "Cannot enter before the doors open",
    words: {
      en: "The doors are not open yet. They open ten minutes before the start.",
      ko: "아직 문이 열리지 않았어요. 시작 10분 전에 열려요.",
    },
  },
  space_muted: {
    status: 403,
    title: "Cannot say anything here as the person is muted",
    words: {
      en: "You cannot speak in this room for a while. Listening is fine.",
      ko: "이 공간에서는 잠시 말할 수 없어요. 듣는 건 괜찮아요.",
    },
  },
  not_found: {
    status: 404,
    title: "Cannot find it",
    words: {
      en: "There is nothing here, or it has moved away.",
      ko: "여기에는 아무것도 없어요. 옮겨졌거나 사라졌을지도 몰라요.",
    },
  },
  method_not_allowed: {
    status: 405,
    title: "Cannot do this here",
    words: { en: "That does not work here.", ko: "여기서는 할 수 없는 일이에요." },
  },
  conflict: {
    status: 409,
    title: "Cannot save as it changed at the same moment",
    words: {
      en: "Somebody changed this at the same moment. Please try again.",
      ko: "같은 순간에 내용이 바뀌었어요. 다시 시도해 주세요.",
    },
  },
  edited_elsewhere: {
    status: 409,
    title: "Cannot save as it was changed since it was read",
    words: {
      en: "This was changed somewhere else since you opened it. Look at both before you save.",
      ko: "열어 본 뒤에 다른 곳에서 내용이 바뀌었어요. 두 글을 견줘 보고 저장해 주세요.",
    },
  },
  email_taken: {
    status: 409,
    title: "Cannot sign up as the e-mail belongs to an account",
    words: {
      en: "There is an account with this e-mail already. Sign in instead?",
      ko: "이미 가입한 이메일이에요. 로그인해 볼까요?",
    },
  },
  board_full: {
    status: 409,
    title: "Cannot pin any more as the board is full",
    words: {
      en: "The board is full. Take something down first.",
      ko: "게시판이 가득 찼어요. 먼저 하나를 떼어 주세요.",
    },
  },
  space_full: {
    status: 409,
    title: "Cannot enter the space as every seat is taken",
    words: {
      en: "Every seat is taken. Somebody may leave soon: try again in a moment.",
      ko: "자리가 모두 찼어요. 곧 자리가 날 수 있으니 조금 뒤에 다시 와 주세요.",
    },
  },
  repeated: {
    status: 409,
    title: "Cannot say the same message twice",
    words: {
      en: "This was said already.",
      ko: "이미 전한 말이에요.",
    },
  },
  stage_closed: {
    status: 409,
    title: "Cannot join the stage as it takes nobody now",
    words: {
      en: "The stage takes nobody right now.",
      ko: "지금은 무대 차례를 받지 않아요.",
    },
  },
  stage_full: {
    status: 409,
    title: "Cannot join the stage as its queue is full",
    words: {
      en: "The queue for the stage is full. Try again when it moves on.",
      ko: "무대 줄이 가득 찼어요. 줄이 줄어들면 다시 서 주세요.",
    },
  },
  not_in_space: {
    status: 409,
    title: "Cannot do this without being in the space",
    words: {
      en: "Step into the room first.",
      ko: "먼저 공간에 들어와 주세요.",
    },
  },
  too_many: {
    status: 409,
    title: "Cannot add one more as there are as many as can be",
    words: {
      en: "There are as many as can be. Take one away first.",
      ko: "더 늘릴 수 없어요. 먼저 하나를 지워 주세요.",
    },
  },
  event_over: {
    status: 410,
    title: "Cannot enter the event as it is over",
    words: {
      en: "This event is over. Others are waiting on the list of spaces.",
      ko: "이미 끝난 자리예요. 공간 목록에서 다른 자리를 찾아보세요.",
    },
  },
  claim_gone: {
    status: 410,
    title: "Cannot use the link as it was used or taken back",
    words: {
      en: "This link was used already, or taken back. Ask the host for a new one.",
      ko: "이미 쓰였거나 거둔 링크예요. 주최자에게 새 링크를 부탁해 보세요.",
    },
  },
  too_large: {
    status: 413,
    title: "Cannot take that much",
    words: { en: "That is larger than we can take.", ko: "받을 수 있는 크기를 넘었어요." },
  },
  unsupported_type: {
    status: 415,
    title: "Cannot read this kind of content",
    words: { en: "We cannot read this kind of file.", ko: "읽을 수 없는 형식이에요." },
  },
  invalid_input: {
    status: 422,
    title: "Cannot accept the input",
    words: {
      en: "Something in the form needs another look.",
      ko: "다시 살펴볼 칸이 있어요.",
    },
  },
  not_resident: {
    status: 422,
    title: "Cannot ask a character who does not live in the space",
    words: {
      en: "This character does not live here.",
      ko: "이곳에 살지 않는 캐릭터예요.",
    },
  },
  slow_mode: {
    status: 429,
    title: "Cannot speak so soon again as the space is in slow mode",
    words: {
      en: "People speak one at a time here. Wait a moment before your next word.",
      ko: "천천히 이야기하는 공간이에요. 조금 있다가 다시 말해 주세요.",
    },
  },
  rate_limited: {
    status: 429,
    title: "Cannot do this so often",
    words: {
      en: "That was a lot in a short time. Please wait a moment and try again.",
      ko: "잠깐 사이에 너무 많이 시도했어요. 조금 뒤에 다시 해 주세요.",
    },
  },
  quota_used: {
    status: 429,
    title: "Cannot ask for a reply as the day's quota is used up",
    words: {
      en: "Today's share of replies is used up. There is a new one tomorrow.",
      ko: "오늘 나눌 수 있는 이야기를 다 썼어요. 내일 다시 이어 가요.",
    },
  },
  internal: {
    status: 500,
    title: "Cannot answer because of a fault of ours",
    words: {
      en: "Something broke on our side. Please try again in a moment.",
      ko: "저희 쪽에 문제가 생겼어요. 잠시 뒤에 다시 시도해 주세요.",
    },
  },
  model_unreachable: {
    status: 503,
    title:
      "Cannot get the model of face tracking as no folder has it and its official address does not answer",
    words: {
      en: "We cannot fetch what reads a face right now. A voice alone works meanwhile.",
      ko: "지금은 표정을 읽는 데 필요한 파일을 가져올 수 없어요. 그동안 목소리로 함께할 수 있어요.",
    },
  },
  store_down: {
    status: 503,
    title: "Cannot reach the store",
    words: {
      en: "We cannot reach our records right now. Please try again in a moment.",
      ko: "지금은 기록을 꺼낼 수 없어요. 잠시 뒤에 다시 시도해 주세요.",
    },
  },
} as const satisfies Record<string, Meaning>;

export type Reason = keyof typeof REASONS;

export interface FailureDetails {
  /** English, for the problem document: what was wrong with this very request. */
  detail?: string;
  errors?: readonly InputError[];
  /** Sent as `Retry-After`. */
  retryAfterS?: number;
  /** Methods that work here, sent as `Allow`: a 405 owes them. */
  allow?: string;
  /** For the log alone; never sent. */
  cause?: unknown;
}

/** What {@link failure} hangs on the HttpError as its cause. */
export class Failure extends Error {
  override name = "Failure";
  readonly detail: string | null;
  readonly errors: readonly InputError[];
  readonly retryAfterS: number | null;
  readonly allow: string | null;

  constructor(readonly reason: Reason, details: FailureDetails = {}) {
    const { detail, errors = [], retryAfterS = null, allow = null, cause } = details;
    super(detail ?? REASONS[reason].title, cause === undefined ? {} : { cause });
    this.detail = detail ?? null;
    this.errors = errors;
    this.retryAfterS = retryAfterS;
    this.allow = allow;
  }
}

/** Makes the HttpError to throw for a reason. */
export function failure(reason: Reason, details: FailureDetails = {}): HttpError {
  const cause = new Failure(reason, details);
  return new HttpError(REASONS[reason].status, cause.message, { cause });
}

/** Waits for something that may be gone by now: null where it was not found. */
export async function foundOrNull<T>(wanted: Promise<T>): Promise<T | null> {
  try {
    return await wanted;
  } catch (error) {
    if (asFailure(error).reason === "not_found") return null;
    throw error;
  }
}

/** What Fresh itself refuses with; 403 comes from its `csrf()` alone. */
const BY_STATUS: Readonly<Record<number, Reason>> = {
  400: "bad_request",
  403: "cross_site",
  404: "not_found",
  405: "method_not_allowed",
};

/** How soon a store that does not answer is worth another try. */
const STORE_RETRY_S = 5;

/** Finds the failure in anything that was thrown; whatever nobody foresaw is `internal`. */
export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof HttpError) {
    if (thrown.cause instanceof Failure) return thrown.cause;
    return new Failure(BY_STATUS[thrown.status] ?? "internal", { cause: thrown });
  }
  // What Deno KV throws when it was closed, as it is while the process ends.
  if (thrown instanceof Deno.errors.BadResource) {
    return new Failure("store_down", { cause: thrown, retryAfterS: STORE_RETRY_S });
  }
  return new Failure("internal", { cause: thrown });
}
