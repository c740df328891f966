/** Fills stores for measuring: many characters, long conversations, people who are signed in. */
import type { User } from "@/lib/accounts/model.ts";
import { startGuest } from "@/lib/accounts/sign_in.ts";
import { createCard, emptyCardData } from "@/lib/characters/card/model.ts";
import { createCharacter } from "@/lib/characters/store.ts";
import type { Conversation, Message } from "@/lib/chat/model.ts";
import { createConversation, putConversation, putMessage } from "@/lib/chat/store.ts";
import { newId } from "@/lib/id.ts";
import { createLog } from "@/lib/log.ts";
import { keys } from "@/lib/store/keys.ts";

const FAMILY = ["김", "이", "박", "최", "정", "강", "조", "윤", "장", "임"];
const GIVEN = ["하루", "서준", "지우", "민서", "도윤", "예린", "해솔", "바다", "가온", "다온"];
const PLACES = ["부둣가", "옥상", "골목", "서점", "등대", "찻집", "정류장", "온실", "극장", "시장"];
const TAGS = ["힐링", "판타지", "일상", "로맨스", "추리", "역사", "학교", "바다", "밤", "고양이"];
/** Characters that are made at once. */
const AT_ONCE = 32;
/** Characters of one maker: fewer than one person may keep. */
const OF_ONE = 100;

function pick(from: readonly string[], n: number): string {
  return from[n % from.length]!;
}

async function addMaker(kv: Deno.Kv, id: string, nowMs: number): Promise<void> {
  const maker: User = {
    v: 1,
    id,
    kind: "full",
    email: null,
    nickname: id,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
  await kv.set(keys.user(id), maker);
}

/** Adds `count` public characters, with their makers. The same numbers make the same ones. */
export async function addCharacters(kv: Deno.Kv, count: number): Promise<void> {
  const startMs = Date.UTC(2026, 0, 1);
  const makerOf = (n: number) => `bench-maker-${Math.floor(n / OF_ONE)}`;
  for (let n = 0; n < count; n += OF_ONE) await addMaker(kv, makerOf(n), startMs);
  const make = async (n: number) => {
    const name = `${pick(FAMILY, n)}${pick(GIVEN, n * 7 + Math.floor(n / 10))}`;
    await createCharacter(kv, {
      id: `bench-${n}`,
      ownerId: makerOf(n),
      card: createCard({ ...emptyCardData(name), first_mes: "어서 와요." }),
      tagline: `${pick(PLACES, n)}에서 이야기를 모으는 사람, ${n}번째`,
      tags: [pick(TAGS, n), pick(TAGS, n * 3 + 1), pick(TAGS, n * 7 + 2)],
      lang: n % 3 === 0 ? "en" : "ko",
      visibility: "public",
      rating: "everyone",
      origin: "made",
    }, startMs + n * 1000);
  };
  for (let n = 0; n < count; n += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - n) }, (_, i) => make(n + i));
    await Promise.all(some);
  }
}

/** Somebody who is signed in, with the value of their cookie. */
export interface Guest {
  id: string;
  cookie: string;
}

/** Makes guests with sessions. */
export async function addGuests(kv: Deno.Kv, count: number): Promise<Guest[]> {
  const guests: Guest[] = [];
  const services = { kv, now: Date.now, log: createLog({ level: "warn" }), accountDomains: [] };
  for (let n = 0; n < count; n++) {
    const client = {
      address: `bench-${n}`,
      label: { browser: null, os: null },
      withRefresh: false,
    };
    const started = await startGuest(services, client, "ko");
    if (!started.ok) throw new Error("Cannot make a guest");
    const { user, opened } = started.value;
    guests.push({ id: user.id, cookie: `maru=${opened.cookieValue}` });
  }
  return guests;
}

/** Adds a conversation that has `length` messages. */
export async function addConversation(
  kv: Deno.Kv,
  { ownerId, characterId, length }: { ownerId: string; characterId: string; length: number },
): Promise<string> {
  const nowMs = Date.now();
  const conversation = await createConversation(kv, {
    ownerId,
    character: { id: characterId, name: "하루" },
    greetings: ["어서 와요. 오늘은 어떤 하루였나요?"],
    nowMs,
  });
  let { leaf } = conversation;
  let write = kv.atomic();
  for (let n = 1; n < length; n++) {
    const message: Message = {
      v: 1,
      id: newId(),
      parentId: leaf.id,
      depth: n,
      role: n % 2 === 1 ? "user" : "model",
      content: `${n}번째 말이에요. 오늘은 ${pick(PLACES, n)}에 다녀왔고, 바람이 조금 불었어요.`,
      emotion: null,
      finish: "stop",
      failure: null,
      madeBy: null,
      createdAtMs: nowMs + n,
      editedAtMs: null,
    };
    putMessage(write, conversation.id, message);
    leaf = { id: message.id, depth: n };
    if (n % 200 === 0) {
      await write.commit();
      write = kv.atomic();
    }
  }
  const stored = await kv.get<Conversation>(keys.conversation(conversation.id));
  putConversation(write, conversation, { ...stored.value!, leaf });
  await write.commit();
  return conversation.id;
}
