/** Keeps paintings: begun, ended well or badly, and gone with what they were painted for. */
import { getStay } from "@/lib/accounts/gone.ts";
import { failure } from "@/lib/errors.ts";
import {
  blobsOfPainting,
  type PaintedSubject,
  type Painting,
  type PaintTrouble,
  readPainting,
  settled,
} from "@/lib/painting/model.ts";
import { changeBlobRefs, getBlob, putBlob } from "@/lib/store/blob.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

/** Reads a subject's painting; null where none was asked for. */
export async function getPainting(
  kv: Deno.Kv,
  { kind, id }: PaintedSubject,
  nowMs: number,
): Promise<Painting | null> {
  const { value } = await kv.get(keys.painting(kind, id));
  return value === null ? null : settled(readPainting(value), nowMs);
}

/** What is to be painted. */
export interface PaintingBegin extends PaintedSubject {
  ownerId: string;
  attempt: string;
  wish: string;
  madeBy: string;
  nowMs: number;
  /** How long the painter may take. */
  withinMs: number;
}

/**
 * Notes that a picture is being painted. That the subject is the owner's is the caller's to know.
 *
 * @returns Null where one is being painted already ([PT1]).
 * @throws {HttpError} `not_found` where the subject is gone, `unauthorized` where its owner is.
 */
export async function beginPainting(
  kv: Deno.Kv,
  { kind, id, ownerId, attempt, wish, madeBy, nowMs, withinMs }: PaintingBegin,
): Promise<Painting | null> {
  return await commitWithRetry(async () => {
    const [entry, subject] = await kv.getMany([keys.painting(kind, id), subjectKey(kind, id)]);
    if (subject.value === null) throw failure("not_found");
    const before = entry.value === null ? null : settled(readPainting(entry.value), nowMs);
    if (before?.status === "painting") return { write: null, value: null };
    const stay = await getStay(kv, ownerId);
    if (!stay) throw failure("unauthorized");
    const painting: Painting = {
      v: 1,
      kind,
      id,
      attempt,
      status: "painting",
      wish,
      madeBy,
      startedAtMs: nowMs,
      untilMs: nowMs + withinMs,
      endedAtMs: null,
      trouble: null,
      picture: before?.picture ?? null,
    };
    const write = kv.atomic().check(entry, subject, stay).set(entry.key, painting);
    return { write, value: painting };
  });
}

/** How an attempt ended. */
export type PaintingEnd =
  | { kind: "done"; bytes: Uint8Array; type: string }
  | { kind: "failed"; trouble: PaintTrouble };

/** Ends an attempt, unless another has begun since or the subject is gone. @returns Whether it did. */
export async function endPainting(
  kv: Deno.Kv,
  { kind, id, attempt }: Pick<Painting, "kind" | "id" | "attempt">,
  { end, nowMs }: { end: PaintingEnd; nowMs: number },
): Promise<boolean> {
  return await commitWithRetry(async () => {
    const [entry, subject] = await kv.getMany([keys.painting(kind, id), subjectKey(kind, id)]);
    const before = entry.value === null ? null : readPainting(entry.value);
    if (before?.attempt !== attempt || before.status !== "painting" || subject.value === null) {
      return { write: null, value: false };
    }
    const write = kv.atomic().check(entry, {
      key: subject.key,
      versionstamp: subject.versionstamp,
    });
    const ended = { ...before, endedAtMs: nowMs };
    if (end.kind === "failed") {
      write.set(entry.key, { ...ended, status: "failed", trouble: end.trouble });
      return { write, value: true };
    }
    const { hash, type } = await putBlob(kv, end.bytes, { type: end.type, nowMs });
    const next: Painting = { ...ended, status: "done", picture: { hash, type } };
    await changeBlobRefs(kv, write, { add: [hash], remove: blobsOfPainting(before) });
    write.set(entry.key, next);
    return { write, value: true };
  });
}

/** Forgets the painting of a subject that is gone, and its picture. */
export async function forgetPainting(kv: Deno.Kv, { kind, id }: PaintedSubject): Promise<void> {
  await commitWithRetry(async () => {
    const entry = await kv.get(keys.painting(kind, id));
    if (entry.value === null) return { write: null, value: undefined };
    const write = kv.atomic().check(entry).delete(entry.key);
    await changeBlobRefs(kv, write, { remove: blobsOfPainting(readPainting(entry.value)) });
    return { write, value: undefined };
  });
}

function subjectKey(kind: Painting["kind"], id: string): Deno.KvKey {
  return kind === "story" ? keys.story(id) : keys.character(id);
}

/** What somebody takes along of a painting: their words for it, and the picture. */
export async function* exportPainting(
  kv: Deno.Kv,
  { kind, id }: PaintedSubject,
): AsyncGenerator<[path: string, content: unknown]> {
  const { value } = await kv.get(keys.painting(kind, id));
  if (value === null) return;
  const painting = readPainting(value);
  const folder = kind === "story" ? "stories" : "characters";
  yield [`${folder}/${id}/painting.json`, painting];
  const blob = painting.picture && await getBlob(kv, painting.picture.hash);
  if (blob) yield [`${folder}/${id}/painting.webp`, blob.bytes];
}
