/** One call on the real pages, in which things break: what came of it, in figures. */
import { setTimeout as delay } from "node:timers/promises";
import { caller, hangUp, meet, reach } from "@/tests/browser/call_people.ts";
import { newestPoses } from "@/tests/browser/call_follow.ts";
import { addWatch } from "@/tests/browser/call_watch.ts";
import { openVisitor, type Visitor } from "@/tests/browser/support.ts";
import { traces } from "@/tests/integration/calls_client.ts";
import type { Cut, World } from "@/tests/soak/world.ts";

export interface CutFigures {
  kind: Cut;
  /** From the end of the cut until both were drawn anew to each other, and both had their sockets back; milliseconds. */
  backMs: number;
  /** The oldest face that was shown meanwhile, in milliseconds. */
  oldestMs: number;
}

export interface CallFigures {
  /** Null for a call that went well to its end. */
  trouble: string | null;
  /** From the making of a pose to its picture at the other side, picture by picture, cuts included; milliseconds. */
  delaysMs: number[];
  cuts: CutFigures[];
}

export interface CallPlan {
  cuts: readonly Cut[];
  /** How long all is well before each cut, and after the last; milliseconds. */
  restMs: number;
}

/** Who is not back within this time has lost the call. */
const BACK_UNTIL_MS = 90_000;
const LOOK_EVERY_MS = 50;
/** A head is shown so far beyond the newest pose at most. Source: `lib/avatar/pose/playout.ts`. */
const MOST_GUESSED_MS = 100;
/** How often it is looked whether a call has gone from the store. */
const MOST_LOOKS = 500;

/** A person, and where the clock of their page begins, in milliseconds of Unix time. */
interface Side {
  visitor: Visitor;
  originMs: number;
}

/** Goes through a call. Whatever goes wrong in it is told, not thrown. */
export async function soakCall(world: World, plan: CallPlan): Promise<CallFigures> {
  const figures: CallFigures = { trouble: null, delaysMs: [], cuts: [] };
  const visitors: Visitor[] = [];
  try {
    for (let n = 0; n < 2; n++) {
      const visitor = await caller({
        visitor: (options) => openVisitor(world.browser, world.origin, options),
      }, { context: { bypassCSP: true } });
      visitors.push(visitor);
      await addWatch(visitor.context);
    }
    const [ann, bo] = [visitors[0]!, visitors[1]!];
    const link = await meet(ann, bo);
    const sides = [await sideOf(ann), await sideOf(bo)] as const;
    await untilFresh(sides, Date.now());
    for (const kind of plan.cuts) {
      await delay(plan.restMs);
      figures.cuts.push(await overcome(world, sides, kind));
    }
    await delay(plan.restMs);
    await untilFresh(sides, Date.now());
    figures.delaysMs =
      (await Promise.all([readDelays(sides[0], sides[1]), readDelays(sides[1], sides[0])]))
        .flat().map(({ ageMs }) => ageMs);
    await hangUp(ann);
    await Promise.all([reach(ann, "ended"), reach(bo, "ended")]);
    figures.trouble = await whatIsLeft(world.kv, new URL(link).pathname.split("/").at(-1)!);
  } catch (error) {
    figures.trouble = error instanceof Error ? error.message.split("\n", 1)[0]! : String(error);
  } finally {
    for (const { context } of visitors) await context.close();
  }
  return figures;
}

async function sideOf(visitor: Visitor): Promise<Side> {
  return { visitor, originMs: await visitor.page.evaluate(() => performance.timeOrigin) };
}

async function overcome(
  world: World,
  sides: readonly [Side, Side],
  kind: Cut,
): Promise<CutFigures> {
  const sinceMs = Date.now();
  const before = await countSockets(sides);
  const lost = await world.cut(kind);
  const endedMs = Date.now();
  await untilFresh(sides, endedMs, before + lost);
  const backMs = Date.now() - endedMs;
  const ages = (await Promise.all([readDelays(sides[0], sides[1]), readDelays(sides[1], sides[0])]))
    .flat().filter(({ atMs }) => atMs >= sinceMs);
  return { kind, backMs, oldestMs: Math.max(...ages.map(({ ageMs }) => ageMs)) };
}

/** How many sockets both have opened so far. */
async function countSockets(sides: readonly Side[]): Promise<number> {
  const counts = await Promise.all(
    sides.map(({ visitor: { page } }) => page.evaluate(() => globalThis.watched.sockets.length)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * Waits until each is drawn at the other side as they were after a moment, and both are in touch with the server, with so
 * many sockets opened in all.
 */
async function untilFresh(
  sides: readonly [Side, Side],
  afterMs: number,
  sockets = 0,
): Promise<void> {
  const [a, b] = sides;
  const untilMs = Date.now() + BACK_UNTIL_MS;
  while (await countSockets(sides) < sockets) {
    if (Date.now() > untilMs) throw new Error("A socket that was cut did not come back");
    await delay(LOOK_EVERY_MS);
  }
  await Promise.all(
    ([[a, b], [b, a]] as const).map(async ([from, { visitor: { page } }]) => {
      await page.waitForFunction(
        (afterMs) => {
          const { drawn, sockets } = globalThis.watched;
          return (drawn.at(-1)?.atMs ?? -Infinity) > afterMs &&
            sockets.at(-1)?.readyState === WebSocket.OPEN &&
            document.getElementById("call")?.dataset.phase === "live";
        },
        afterMs - from.originMs + MOST_GUESSED_MS,
        { timeout: BACK_UNTIL_MS, polling: LOOK_EVERY_MS },
      );
    }),
  );
}

/** How old the newest pose was in each picture of somebody, and when that was drawn, in milliseconds of Unix time. */
async function readDelays(from: Side, to: Side): Promise<{ atMs: number; ageMs: number }[]> {
  const { drawn, came } = await to.visitor.page.evaluate(() => ({
    drawn: globalThis.watched.drawn.map(({ nowMs }) => ({ nowMs })),
    came: globalThis.watched.came.map(({ atMs, bytes }) => ({ atMs, bytes: [...bytes] })),
  }));
  const apartMs = to.originMs - from.originMs;
  const newest = newestPoses(drawn, came);
  return drawn.flatMap(({ nowMs }, i) =>
    // Before the first pose there is a face that nobody made.
    newest[i] === -Infinity
      ? []
      : [{ atMs: to.originMs + nowMs, ageMs: nowMs + apartMs - newest[i]! }]
  );
}

/** What a call has left in the store; null for nothing. */
async function whatIsLeft(kv: Deno.Kv, roomId: string): Promise<string | null> {
  let left: string[] = [];
  for (let n = 0; n < MOST_LOOKS; n++) {
    // The list of instances names a call for as long as one of them has not said otherwise.
    left = (await traces(kv, [roomId])).filter((text) => !text.includes('"instance",'));
    if (left.length === 0) return null;
  }
  return `the store still has ${left.join("; ")}`;
}
