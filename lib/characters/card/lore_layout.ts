/**
 * Where activated lore stands: the order of slots, depths and roles, and the blocks of text that
 * a prompt takes in. Browser-safe.
 */
import { type LoreReason } from "@/lib/characters/card/lore_choice.ts";
import { type LoreRole, type LoreSlot } from "@/lib/characters/card/lore_rule.ts";

/** An entry that goes into the prompt. */
export interface ActivatedEntry {
  id: string;
  name: string;
  slot: LoreSlot;
  /** For slot `depth`: how many newer messages stay below it. */
  depth: number;
  role: LoreRole;
  /** For slot `outlet`: its name. */
  outlet: string | null;
  order: number;
  content: string;
  tokens: number;
  why: LoreReason;
}

const SLOT_ORDER: Record<LoreSlot, number> = {
  before_char: 0,
  before_desc: 1,
  after_desc: 2,
  personality: 3,
  scenario: 4,
  after_char: 5,
  before_examples: 6,
  after_examples: 7,
  before_note: 8,
  after_note: 9,
  depth: 10,
  outlet: 11,
};

/** At one depth the assistant's block is on top and the system's nearest the bottom, as in ST. */
const ROLE_ORDER: Record<LoreRole, number> = { assistant: 0, user: 1, system: 2 };

/** Sorts entries as they stand in the prompt: slot, depth (deepest first), role, ascending order. */
export function comparePlaces(a: ActivatedEntry, b: ActivatedEntry): number {
  const bySlot = SLOT_ORDER[a.slot] - SLOT_ORDER[b.slot];
  if (bySlot !== 0) return bySlot;
  if (a.slot === "depth") {
    const byPlace = b.depth - a.depth || ROLE_ORDER[a.role] - ROLE_ORDER[b.role];
    if (byPlace !== 0) return byPlace;
  }
  return a.order - b.order;
}

/** Lore as blocks of text, ready to be put into a prompt. */
export interface LoreLayout {
  /** Slot → its entries, joined by a newline. Depth and outlet are apart. */
  slots: Partial<Record<Exclude<LoreSlot, "depth" | "outlet">, string>>;
  /** One block for each depth and role, deepest first. */
  depths: { depth: number; role: LoreRole; content: string }[];
  /** Outlet name → text. */
  outlets: Map<string, string>;
}

/** Joins activated entries (in the order `activateLore` gives) into blocks. */
export function layOutLore(entries: readonly ActivatedEntry[]): LoreLayout {
  const layout: LoreLayout = { slots: {}, depths: [], outlets: new Map() };
  for (const { slot, depth, role, outlet, content } of entries) {
    if (slot === "depth") {
      const last = layout.depths.at(-1);
      if (last?.depth === depth && last.role === role) last.content += `\n${content}`;
      else layout.depths.push({ depth, role, content });
    } else if (slot === "outlet") {
      const text = layout.outlets.get(outlet ?? "");
      layout.outlets.set(outlet ?? "", text === undefined ? content : `${text}\n${content}`);
    } else {
      const text = layout.slots[slot];
      layout.slots[slot] = text === undefined ? content : `${text}\n${content}`;
    }
  }
  return layout;
}
