/**
 * Which of the matched entries of one round get in: chance, inclusion groups, and the token
 * budget. Browser-safe.
 */
import { type LoreRule } from "@/lib/characters/card/lore_rule.ts";

/** Why an entry is on. `from` names the entry whose content held the key; null is the chat. */
export type LoreReason =
  | { kind: "constant" }
  | { kind: "forced" }
  | { kind: "sticky" }
  | { kind: "kept" }
  | {
    kind: "key";
    key: string;
    from: string | null;
    /** The secondary keys that had to be there and are; absent where none had to. */
    secondary?: string[];
  };

/** An entry whose conditions hold this round. */
export interface Candidate {
  rule: LoreRule;
  why: LoreReason;
  /** How many keys matched, for groups that choose by it. */
  score: number;
}

/** Why a matched entry is not in the prompt. */
export type LoreDropReason = "probability" | "group" | "budget";

/**
 * Orders candidates by who stays when room is short: sticky ones, constants, then higher
 * priority, then larger order; `@@ignore_on_max_context` goes last.
 */
export function sortByClaim(candidates: readonly Candidate[]): Candidate[] {
  return [...candidates].sort((a, b) =>
    Number(a.rule.decorators.ignoreOnMaxContext) - Number(b.rule.decorators.ignoreOnMaxContext) ||
    Number(b.why.kind === "sticky") - Number(a.why.kind === "sticky") ||
    Number(b.rule.constant) - Number(a.rule.constant) ||
    b.rule.priority - a.rule.priority ||
    b.rule.order - a.rule.order ||
    a.rule.index - b.rule.index
  );
}

/** Rolls for entries below 100 %; a sticky entry has won its roll before. */
export function rollChances(
  candidates: readonly Candidate[],
  random: () => number,
): { kept: Candidate[]; lost: Candidate[] } {
  const kept: Candidate[] = [];
  const lost: Candidate[] = [];
  for (const candidate of candidates) {
    const { probability } = candidate.rule;
    const wins = candidate.why.kind === "sticky" || probability >= 100 ||
      random() * 100 < probability;
    (wins ? kept : lost).push(candidate);
  }
  return { kept, lost };
}

/**
 * Leaves one winner for each inclusion group: a sticky member, else the best score where the
 * group asks for it, else the override with the largest order, else by weight. A group that has
 * its winner from an earlier round (`taken`) lets nobody else in.
 */
export function chooseFromGroups(
  candidates: readonly Candidate[],
  { taken, random }: { taken: Set<string>; random: () => number },
): { kept: Candidate[]; lost: Candidate[] } {
  const out = new Set<Candidate>();
  for (const [label, all] of byGroup(candidates)) {
    const members = all.filter((one) => !out.has(one));
    const winner = taken.has(label) ? null : chooseWinner(members, random);
    for (const member of members) {
      if (member !== winner && !(winner?.why.kind === "sticky" && member.why.kind === "sticky")) {
        out.add(member);
      }
    }
    if (winner !== null) taken.add(label);
  }
  return {
    kept: candidates.filter((one) => !out.has(one)),
    lost: candidates.filter((one) => out.has(one)),
  };
}

/** The candidates of each group, groups and candidates in their order. */
function byGroup(candidates: readonly Candidate[]): Map<string, Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    for (const label of new Set(candidate.rule.groups)) {
      const members = groups.get(label);
      if (members) members.push(candidate);
      else groups.set(label, [candidate]);
    }
  }
  return groups;
}

function chooseWinner(members: readonly Candidate[], random: () => number): Candidate | null {
  const sticky = members.find(({ why }) => why.kind === "sticky");
  if (sticky !== undefined) return sticky;
  let rest = [...members];
  if (rest.some(({ rule }) => rule.groupScoring)) {
    const best = Math.max(...rest.map(({ score }) => score));
    rest = rest.filter(({ rule, score }) => !rule.groupScoring || score === best);
  }
  const overrides = rest.filter(({ rule }) => rule.groupOverride);
  if (overrides.length > 0) {
    return overrides.reduce((a, b) => b.rule.order > a.rule.order ? b : a);
  }
  const total = rest.reduce((sum, { rule }) => sum + rule.groupWeight, 0);
  let at = random() * total;
  for (const candidate of rest) {
    at -= candidate.rule.groupWeight;
    if (at < 0) return candidate;
  }
  return rest.at(-1) ?? null;
}
