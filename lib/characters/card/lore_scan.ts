/**
 * The texts that lore keys are looked for in, and the decision whether an entry's keys and
 * key decorators hold there. Browser-safe.
 */
import { type Candidate } from "@/lib/characters/card/lore_choice.ts";
import {
  Haystack,
  isPatternKey,
  KeyMatcher,
  type KeyOptions,
} from "@/lib/characters/card/lore_keys.ts";
import { type LoreRule, type LoreSource } from "@/lib/characters/card/lore_rule.ts";

/** Marks the border of a message, so that a pattern can bind a word to a speaker, as in ST. */
const BORDER = "\x01";
const MAX_SCAN_DEPTH = 1000;
/** Characters of chat searched at most; the newest count. */
const MAX_CHAT_CHARS = 200_000;

interface Scanned {
  haystack: Haystack;
  /** The entry whose content this is; null for chat and card texts. */
  from: string | null;
}

interface Hit {
  key: string;
  from: string | null;
}

/** Settings and texts of one activation. */
export interface LoreScanOptions {
  /** Oldest first. */
  messages: readonly { name: string; content: string }[];
  /** Messages, where an entry does not say. */
  scanDepth: number;
  caseSensitive: boolean;
  wholeWords: boolean;
  sources: Partial<Record<LoreSource, string>>;
  expandKey: (key: string) => string;
}

/** Searches the chat, and what recursion adds to it. */
export class LoreScan {
  readonly #options: LoreScanOptions;
  readonly #matcher = new KeyMatcher();
  readonly #chats = new Map<number, Scanned>();
  readonly #sources = new Map<LoreSource, Scanned>();
  readonly #recursed: Scanned[] = [];

  constructor(options: LoreScanOptions) {
    this.#options = options;
    for (const [source, text] of Object.entries(options.sources)) {
      if (isSource(source)) {
        this.#sources.set(source, { haystack: new Haystack(text), from: null });
      }
    }
  }

  /** Lets later rounds search the content of an activated entry. */
  addRecursed(id: string, text: string): void {
    if (text.trim() !== "") this.#recursed.push({ haystack: new Haystack(text), from: id });
  }

  /**
   * Why the entry is on: constant, or by a key; null when it is not, or when its secondary keys or
   * its key decorators object.
   */
  findReason(rule: LoreRule): Candidate | null {
    const texts = this.#textsFor(rule);
    const options: KeyOptions = {
      caseSensitive: rule.caseSensitive ?? this.#options.caseSensitive,
      wholeWords: rule.wholeWords ?? this.#options.wholeWords,
    };
    const find = (key: string): Hit | null => this.#find(key, texts, options);
    const has = (key: string): boolean => find(key) !== null;
    const { decorators } = rule;
    if (!decorators.additionalKeys.every((keys) => keys.some(has))) return null;
    const excluded = decorators.excludeKeys.some(has) ||
      (decorators.excludeKeysAll.length > 0 && decorators.excludeKeysAll.every(has));
    if (rule.constant) return excluded ? null : { rule, why: { kind: "constant" }, score: 0 };
    const primary = rule.keys.map(find).filter((hit) => hit !== null);
    const hit = primary[0];
    if (hit === undefined) return null;
    if (!(rule.patternAlone && isPatternKey(hit.key))) {
      if (excluded || !holdsSecondary(rule, has)) return null;
    }
    const score = primary.length + scoreSecondary(rule, has);
    const secondary = metSecondary(rule, has);
    const also = secondary.length === 0 ? {} : { secondary };
    return { rule, why: { kind: "key", key: hit.key, from: hit.from, ...also }, score };
  }

  #find(key: string, texts: readonly Scanned[], options: KeyOptions): Hit | null {
    const expanded = this.#options.expandKey(key);
    for (const { haystack, from } of texts) {
      if (this.#matcher.matches(expanded, haystack, options)) return { key, from };
    }
    return null;
  }

  #textsFor(rule: LoreRule): Scanned[] {
    const depth = Math.min(MAX_SCAN_DEPTH, Math.max(0, rule.scanDepth ?? this.#options.scanDepth));
    const sources = rule.sources.flatMap((source) => this.#sources.get(source) ?? []);
    return [this.#chatTo(depth), ...sources, ...this.#recursed];
  }

  /** The last messages, newest first, each behind a border with its speaker's name. */
  #chatTo(depth: number): Scanned {
    const known = this.#chats.get(depth);
    if (known !== undefined) return known;
    const { messages } = this.#options;
    const newest = depth === 0 ? [] : messages.slice(-depth).reverse();
    const text = newest.map(({ name, content }) => `${BORDER}${name}: ${content}`).join("\n");
    const chat = { haystack: new Haystack(text.slice(0, MAX_CHAT_CHARS)), from: null };
    this.#chats.set(depth, chat);
    return chat;
  }
}

function isSource(source: string): source is LoreSource {
  return source === "persona_description" || source === "character_description" ||
    source === "character_personality" || source === "character_depth_prompt" ||
    source === "scenario" || source === "creator_notes";
}

function holdsSecondary(rule: LoreRule, has: (key: string) => boolean): boolean {
  const keys = rule.secondary.filter((key) => key.trim() !== "");
  if (keys.length === 0) return true;
  switch (rule.logic) {
    case "and_any":
      return keys.some(has);
    case "and_all":
      return keys.every(has);
    case "not_any":
      return !keys.some(has);
    case "not_all":
      return !keys.every(has);
  }
}

/** The secondary keys that are there, where some had to be. */
function metSecondary({ secondary, logic }: LoreRule, has: (key: string) => boolean): string[] {
  return logic === "and_any" || logic === "and_all"
    ? secondary.filter((key) => key.trim() !== "" && has(key))
    : [];
}

/** Counted only where a group chooses by score. */
function scoreSecondary(rule: LoreRule, has: (key: string) => boolean): number {
  if (!rule.groupScoring || (rule.logic !== "and_any" && rule.logic !== "and_all")) return 0;
  return rule.secondary.filter(has).length;
}
