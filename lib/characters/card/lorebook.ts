/**
 * Lore activation: which entries of a book the current chat wakes, in which slot and order, and
 * why. Pure; randomness, token counting and the turn come in. Browser-safe.
 *
 * Choices where the sources differ: budget overflow stops at the first entry that does not fit
 * (V3: lowest priority goes first); depth k leaves k newer messages below; the direct round has
 * its place in the budget before recursed rounds.
 */
import {
  type Candidate,
  chooseFromGroups,
  type LoreDropReason,
  type LoreReason,
  rollChances,
  sortByClaim,
} from "@/lib/characters/card/lore_choice.ts";
import { type ActivatedEntry, comparePlaces } from "@/lib/characters/card/lore_layout.ts";
import { LoreScan } from "@/lib/characters/card/lore_scan.ts";
import {
  type LoreRole,
  type LoreRule,
  type LoreSource,
  makeLoreRules,
} from "@/lib/characters/card/lore_rule.ts";
import {
  type LoreState,
  noteActivations,
  settleLoreState,
} from "@/lib/characters/card/lore_state.ts";
import { expandMacros, type MacroContext, type MacroView } from "@/lib/characters/card/macros.ts";
import { type Lorebook } from "@/lib/characters/card/model.ts";

/** One chat message, as the scanner sees it. */
export interface LoreMessage {
  role: LoreRole;
  name: string;
  content: string;
}

/** What an app sets; a book or an entry may narrow or override it. */
export interface LoreSettings {
  /** Newest messages searched, where neither book nor entry says otherwise. */
  scanDepth: number;
  /** Tokens; the smaller of this and the book's own counts. */
  tokenBudget: number;
  /** Whether entries wake each other, where the book does not say. */
  recursive: boolean;
  caseSensitive: boolean;
  wholeWords?: boolean;
  /** Rounds after the direct one; 5 by default. */
  maxRecursionSteps?: number;
}

/** What activation looks at. */
export interface LoreInput {
  book: Lorebook;
  /** Oldest first; the newest part of the chat is enough. */
  messages: readonly LoreMessage[];
  settings: LoreSettings;
  state: LoreState;
  /** Messages in the whole chat. */
  nowTurn: number;
  /** Messages of the character in the whole chat; counted in `messages` by default. */
  characterTurns?: number;
  /** 0 is `first_mes`, 1 the first alternate greeting. */
  greetingIndex?: number;
  /** Name of the user icon in use, for `@@is_user_icon`. */
  userIcon?: string;
  /** SillyTavern's name for what is being generated: `normal` by default. */
  trigger?: string;
  sources?: Partial<Record<LoreSource, string>>;
  /** Expands macros in keys and content; without it both stay as written. */
  macros?: MacroContext;
  countTokens: (text: string) => number;
  /** Uniform in [0, 1). */
  random: () => number;
}

/** An entry that matched and is still not in the prompt. */
export interface DroppedEntry {
  id: string;
  name: string;
  reason: LoreDropReason;
}

export interface LoreResult {
  /** By slot, then depth (deepest first), role, and ascending order: as they stand in the prompt. */
  entries: ActivatedEntry[];
  dropped: DroppedEntry[];
  /** Keep it with the chat and pass it in at the next turn. */
  state: LoreState;
  tokens: number;
  /** Prompts that an active entry asks to leave out. */
  suppress: { systemPrompt: boolean; postHistory: boolean };
}

const DEFAULT_RECURSION_STEPS = 5;
/** Tokens of all entries together that ask to be left out of the budget: a prompt must stay one. */
const MAX_EXEMPT_TOKENS = 8_000;

/** Activates a book for the current chat. */
export function activateLore(input: LoreInput): LoreResult {
  const rules = makeLoreRules(input.book);
  const timings = new Map(rules.map((rule) => [rule.id, rule.timing]));
  const settled = settleLoreState(input.state, { nowTurn: input.nowTurn, timings });
  const run = new Activation(input, settled);
  run.runRounds(rules.filter((rule) => run.mayActivate(rule)));
  const state = noteActivations(settled, {
    nowTurn: input.nowTurn,
    ids: run.activeRules.map(({ id }) => id),
    timings,
  });
  return {
    entries: run.entries.sort(comparePlaces),
    dropped: run.dropped,
    state,
    tokens: run.tokens,
    suppress: {
      systemPrompt: run.activeRules.some(({ decorators }) => decorators.disableSystemPrompt),
      postHistory: run.activeRules.some(({ decorators }) => decorators.disablePostHistory),
    },
  };
}

/** The course of one activation, round by round. */
class Activation {
  readonly entries: ActivatedEntry[] = [];
  readonly dropped: DroppedEntry[] = [];
  readonly activeRules: LoreRule[] = [];
  tokens = 0;
  readonly #input: LoreInput;
  readonly #state: LoreState;
  readonly #scan: LoreScan;
  readonly #budget: number;
  readonly #takenGroups = new Set<string>();
  #exemptTokens = 0;
  #isFull = false;

  constructor(input: LoreInput, state: LoreState) {
    this.#input = input;
    this.#state = state;
    this.#budget = Math.min(input.settings.tokenBudget, input.book.token_budget ?? Infinity);
    this.#scan = new LoreScan({
      messages: input.messages,
      scanDepth: input.book.scan_depth ?? input.settings.scanDepth,
      caseSensitive: input.settings.caseSensitive,
      wholeWords: input.settings.wholeWords ?? false,
      sources: input.sources ?? {},
      expandKey: (key) => this.#expand(key, "scan"),
    });
  }

  /** Conditions that no match can change: switches, filters, timing, and decorators on the chat. */
  mayActivate(rule: LoreRule): boolean {
    const { nowTurn, trigger = "normal", greetingIndex, userIcon } = this.#input;
    const { decorators } = rule;
    if (!rule.enabled) return false;
    if (rule.triggers.length > 0 && !rule.triggers.includes(trigger)) return false;
    if (rule.delay > nowTurn) return false;
    if (this.#isResting(rule)) return false;
    if (decorators.dontActivateAfterMatch && this.#hasMatched(rule)) return false;
    if (decorators.isGreeting !== undefined && decorators.isGreeting !== greetingIndex) {
      return false;
    }
    if (decorators.isUserIcon !== undefined && decorators.isUserIcon !== userIcon) return false;
    const said = this.#input.characterTurns ??
      this.#input.messages.filter(({ role }) => role === "assistant").length;
    if (said < (decorators.activateOnlyAfter ?? 0)) return false;
    return said % (decorators.activateOnlyEvery ?? 1) === 0;
  }

  /** Scans until nothing new wakes, the budget is full, or the steps are used up. */
  runRounds(rules: LoreRule[]): void {
    const { settings, book } = this.#input;
    const isRecursive = book.recursive_scanning ?? settings.recursive;
    const maxSteps = settings.maxRecursionSteps ?? DEFAULT_RECURSION_STEPS;
    const levels = [...new Set(rules.map((rule) => rule.recursionLevel))]
      .filter((level) => level > 0)
      .sort((a, b) => a - b);
    let levelAt = -1;
    let waiting = rules;
    for (let step = 0; step <= maxSteps; step++) {
      const level = levels[levelAt] ?? 0;
      const candidates = waiting.flatMap((rule) => this.#tryRule(rule, { step, level }) ?? []);
      const woken = this.#admit(candidates);
      const settledRules = new Set(candidates.map(({ rule }) => rule));
      waiting = waiting.filter((rule) => !settledRules.has(rule));
      if (!isRecursive || this.#isFull) return;
      for (const { id, body } of woken) this.#scan.addRecursed(id, this.#expand(body, "scan"));
      // With nothing new to search, only a level that has been waiting can change the outcome.
      if (woken.length > 0) levelAt = Math.max(levelAt, 0);
      else if (levelAt + 1 < levels.length) levelAt += 1;
      else return;
    }
  }

  #tryRule(rule: LoreRule, at: { step: number; level: number }): Candidate | null {
    const { decorators } = rule;
    if (this.#isSticky(rule)) return { rule, why: { kind: "sticky" }, score: 0 };
    if (rule.recursionLevel > 0 && (at.step === 0 || rule.recursionLevel > at.level)) return null;
    if (at.step > 0 && rule.directOnly) return null;
    if (decorators.activate) return { rule, why: { kind: "forced" }, score: 0 };
    if (decorators.dontActivate) return null;
    if (decorators.keepActivateAfterMatch && this.#hasMatched(rule)) {
      return { rule, why: { kind: "kept" }, score: 0 };
    }
    return this.#scan.findReason(rule);
  }

  /** Lets candidates in as far as chance, groups and budget allow; returns those that wake others. */
  #admit(candidates: readonly Candidate[]): LoreRule[] {
    const { random } = this.#input;
    const rolled = rollChances(sortByClaim(candidates), random);
    const grouped = chooseFromGroups(rolled.kept, { taken: this.#takenGroups, random });
    for (const { rule } of rolled.lost) this.#drop(rule, "probability");
    for (const { rule } of grouped.lost) this.#drop(rule, "group");
    const woken: LoreRule[] = [];
    for (const { rule, why } of grouped.kept) {
      const content = this.#expand(rule.body, "send").trim();
      const tokens = content === "" ? 0 : this.#input.countTokens(content);
      if (!this.#makeRoom(rule, tokens)) {
        this.#drop(rule, "budget");
        continue;
      }
      this.activeRules.push(rule);
      if (content !== "") this.entries.push(this.#place(rule, { content, tokens, why }));
      if (rule.wakesOthers) woken.push(rule);
    }
    return woken;
  }

  /** Takes an entry's tokens from the budget; false when they are more than is left. */
  #makeRoom(rule: LoreRule, tokens: number): boolean {
    if (rule.ignoresBudget) {
      this.#exemptTokens += tokens;
      return this.#exemptTokens <= MAX_EXEMPT_TOKENS;
    }
    this.#isFull ||= this.tokens + tokens > this.#budget;
    if (this.#isFull && tokens > 0) return false;
    this.tokens += tokens;
    return true;
  }

  #place(
    rule: LoreRule,
    { content, tokens, why }: { content: string; tokens: number; why: LoreReason },
  ): ActivatedEntry {
    const { id, name, slot, role, outlet, order } = rule;
    const depth = rule.fromStart ? Math.max(0, this.#input.nowTurn - rule.depth) : rule.depth;
    return { id, name, slot, depth, role, outlet, order, content, tokens, why };
  }

  #drop({ id, name }: LoreRule, reason: LoreDropReason): void {
    this.dropped.push({ id, name, reason });
  }

  #expand(text: string, view: MacroView): string {
    const { macros } = this.#input;
    return macros === undefined ? text : expandMacros(text, macros, view);
  }

  #isSticky({ id }: LoreRule): boolean {
    return Object.hasOwn(this.#state.sticky, id);
  }

  #isResting(rule: LoreRule): boolean {
    return !this.#isSticky(rule) && Object.hasOwn(this.#state.cooldown, rule.id);
  }

  #hasMatched({ id }: LoreRule): boolean {
    return Object.hasOwn(this.#state.matched, id);
  }
}
