/** A writer for tests: hands in small outputs that fit each other, counts its calls, and does what a test tells it to. */
import type { User } from "@/lib/accounts/model.ts";
import { findGiven, requireGiven } from "@/lib/stories/writing/given.ts";
import type { StageKey, WritingRequest } from "@/lib/stories/writing/model.ts";
import { unitName } from "@/lib/stories/writing/model.ts";
import {
  createWritingRunner,
  type WritingRunner,
  type WritingRunnerOptions,
} from "@/lib/stories/writing/runner.ts";
import type { Material, Writer } from "@/lib/stories/writing/writer.ts";
import { createLog } from "@/lib/log.ts";
import { newId } from "@/lib/id.ts";
import { type Job, newJob } from "@/lib/stories/writing/job.ts";
import { addJob } from "@/lib/stories/writing/job_store.ts";
import { keys } from "@/lib/store/keys.ts";

export const REQUEST: WritingRequest = {
  keywords: ["등대", "편지"],
  genre: "mystery",
  length: "short",
  tone: "warm",
  lang: "ko",
  visibility: "private",
};

/** Whose jobs they are. */
export const GUEST: User = {
  v: 1,
  id: "writer",
  kind: "guest",
  email: null,
  nickname: "손님",
  createdAtMs: 1,
  updatedAtMs: 1,
};

export interface TestWriter {
  readonly writer: Writer;
  /** Every call so far, as `draft:1`, or `judge draft:1`. */
  readonly calls: string[];
  /** What each was given. */
  readonly materials: Material[];
}

export interface TestWriterOptions {
  /** Answers in place of the usual one; undefined leaves it to that. May throw, or wait. */
  answer?: (material: Material, signal: AbortSignal, call: number) => unknown;
  /** Whether it can judge candidates; it takes the last one. */
  judges?: boolean;
}

/** What one call of it takes. */
export const TEST_USAGE = { promptTokens: 100, outputTokens: 50, madeBy: "test/writer" };

/** Makes one. */
export function createTestWriter({ answer, judges = false }: TestWriterOptions = {}): TestWriter {
  const calls: string[] = [];
  const materials: Material[] = [];
  const writer: Writer = {
    madeBy: TEST_USAGE.madeBy,
    async write(material, signal) {
      calls.push(unitName(material.unit));
      materials.push(material);
      signal.throwIfAborted();
      const own = await answer?.(material, signal, calls.length);
      signal.throwIfAborted();
      return { output: own ?? usual(material), usage: TEST_USAGE, madeBy: TEST_USAGE.madeBy };
    },
  };
  if (judges) {
    writer.judge = ({ unit, candidates }) => {
      calls.push(`judge ${unitName(unit)}`);
      const reasons = candidates.map((_, n) => `초고 ${n + 1}에 대한 말`);
      const output = { best: candidates.length, reasons };
      return Promise.resolve({ output, usage: TEST_USAGE, madeBy: TEST_USAGE.madeBy });
    };
  }
  return { writer, calls, materials };
}

/** A writer that hangs at one unit until it is let go, or cut. */
export function hangingAt(name: string) {
  const reached = Promise.withResolvers<void>();
  const aborted = Promise.withResolvers<unknown>();
  const letGo = Promise.withResolvers<undefined>();
  const test = createTestWriter({
    answer: async ({ unit }, signal) => {
      if (unitName(unit) !== name) return undefined;
      signal.addEventListener("abort", () => aborted.resolve(signal.reason), { once: true });
      reached.resolve();
      const cut = new Promise<undefined>((resolve) =>
        signal.addEventListener("abort", () => resolve(undefined), { once: true })
      );
      return await Promise.race([letGo.promise, cut]);
    },
  });
  return { ...test, reached: reached.promise, aborted: aborted.promise, letGo: letGo.resolve };
}

const SENTENCE = "바닷바람이 창문을 흔들었고 한서연은 젖은 편지를 난로 옆에 펼쳐 말렸다. ";

/** A chapter of some length in which nothing is wrong. */
export function bodyOf(chapter: number, candidate = 0): string {
  return `제${chapter}화의 글, 초고 ${candidate}. ${SENTENCE.repeat(12)}`.trim();
}

/** The output that fits the others. */
export function usual({ unit: { stage, chapter }, chapters, given, candidate }: Material): unknown {
  const outputs: Record<StageKey, () => unknown> = {
    concept: () => ({
      logline: "편지를 기다리는 등대지기의 이야기",
      premise: "섬에 남은 마지막 등대지기가 부치지 않은 편지를 찾는다.",
      hook: "등대의 불이 낮에 켜졌다.",
      avoid: ["뻔한 화해"],
    }),
    reader: () => ({
      genre: "미스터리",
      audience: "잔잔한 수수께끼를 좋아하는 사람",
      promises: ["편지의 주인이 밝혀진다"],
      rating: "everyone",
    }),
    world: () => ({
      era: "1980년대 남해",
      places: [
        { ref: "lighthouse", name: "등대", description: "소금 냄새가 밴 하얀 등대" },
        { ref: "harbour", name: "항구", description: "배가 하루에 두 번 드는 곳" },
      ],
      everyday: "아침마다 우편선이 들어온다.",
    }),
    rules: () => ({ rules: ["폭풍이 오면 배가 끊긴다"], glossary: [] }),
    characters: () => ({
      people: [
        person("p1", "한서연", "lead", "갈색 눈동자에 검은 머리"),
        person("p2", "오민호", "helper", "푸른 눈동자에 흰 수염"),
      ],
    }),
    voices: () => ({
      relations: [{ from: "p1", to: "p2", bond: "오랜 이웃", tension: "숨긴 편지" }],
      voices: [
        { who: "p1", manner: "짧게 끊는 말", phrases: ["그래서요"], never: "고마워" },
        { who: "p2", manner: "느린 존댓말", phrases: ["그랬지요"], never: "몰라" },
      ],
    }),
    theme: () => ({
      theme: "기다림",
      conflict: "알고 싶은 마음과 묻어 두려는 마음",
      question: "늦은 편지도 닿을까",
      change: "묻지 않던 사람이 묻는다",
    }),
    arcs: () => ({
      arcs: [{ name: "편지", who: ["p1"], beginning: "줍는다", turn: "뜯는다", end: "부친다" }],
    }),
    outline: () => ({
      chapters: (chapter > 0 ? [chapter] : numbers(chapters)).map((n) => ({
        n,
        title: `${n}번째 밤`,
        purpose: "편지에 다가간다",
        events: ["편지를 읽는다"],
        ending: "불이 꺼진다",
        people: ["p1", "p2"],
      })),
    }),
    foreshadowing: () => ({
      promises: [
        { ref: "who_wrote", what: "누가 편지를 썼나", opens: 1, pays: chapters },
        { ref: "the_light", what: "왜 낮에 불이 켜졌나", opens: 1, pays: null },
      ],
    }),
    scenes: () => ({
      n: chapter,
      scenes: [{
        place: "lighthouse",
        when: `${chapter}일째 밤`,
        who: ["p1", "p2"],
        goal: "편지를 말린다",
        obstacle: "바람",
        outcome: "한 줄을 읽는다",
      }],
    }),
    draft: () => ({ n: chapter, title: `${chapter}번째 밤`, body: bodyOf(chapter, candidate) }),
    dialogue: () => requireGiven(given, "draft", chapter),
    continuity: () => {
      const { promises } = requireGiven(given, "foreshadowing");
      return {
        n: chapter,
        contradictions: [],
        body: requireGiven(given, "dialogue", chapter).body,
        facts: [{
          ref: `f${chapter}_1`,
          what: `한서연이 편지의 ${chapter}째 줄을 읽었다`,
          about: ["p1"],
          knownBy: ["p1"],
          where: "등대",
          when: `${chapter}일째 밤`,
        }],
        opened: promises.filter(({ opens }) => opens === chapter).map(({ ref }) => ref),
        paid: promises.filter(({ pays }) => pays === chapter).map(({ ref }) => ref),
        summary: `${chapter}화에서 서연은 편지를 한 줄 더 읽었다.`,
      };
    },
    style: () => ({
      n: chapter,
      title: `${chapter}번째 밤`,
      body: requireGiven(given, "continuity", chapter).body,
    }),
    title: () => ({
      title: "늦은 편지",
      synopsis: findGiven(given, "concept")?.premise ?? "편지 이야기",
      cover: "낮에 켜진 등대",
      tags: ["등대", "편지"],
    }),
  };
  return outputs[stage]();
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n + 1);
}

function person(ref: string, name: string, role: string, appearance: string) {
  return {
    ref,
    name,
    role,
    age: "스물두 살",
    appearance,
    wants: "답장",
    fears: "폭풍",
    secret: "편지를 숨겼다",
    past: "섬에서 자랐다.",
  };
}

/** A runner for tests: quiet, and it looks for open jobs only when it is told to. */
export function createTestRunner(
  kv: Deno.Kv,
  writer: Writer,
  options: Partial<WritingRunnerOptions> = {},
): WritingRunner {
  return createWritingRunner({
    kv,
    log: createLog({ level: "silent" }),
    now: Date.now,
    instance: "test",
    newId,
    writer,
    quota: () => Promise.resolve({ ok: true }),
    charge: () => Promise.resolve(),
    lookMs: 1_000_000,
    ...options,
  });
}

/** Stores a job of {@link GUEST}'s that nobody works on yet. */
export async function addTestJob(
  kv: Deno.Kv,
  { length = "short", candidates = 1, budgetTokens = null, ...request }:
    & Partial<Pick<Job, "candidates" | "budgetTokens">>
    & Partial<WritingRequest> = {},
): Promise<Job> {
  await kv.set(keys.user(GUEST.id), GUEST);
  const job = newJob({
    id: newId(),
    ownerId: GUEST.id,
    request: { ...REQUEST, ...request, length },
    seed: 7,
    candidates,
    budgetTokens,
    nowMs: Date.now(),
  });
  await addJob(kv, job);
  return job;
}
