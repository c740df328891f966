/** The stage of a fan meeting, inside the room: who is on it, the line, and applause. Browser-safe. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type Inside, Sign } from "@/components/lounge/parts.tsx";
import { StagePanel } from "@/components/spaces/events/StagePanel.tsx";
import type { Emote } from "@/lib/spaces/motion.ts";

/** What one claps with. */
const APPLAUSE = ["clap", "heart", "laugh", "surprise"] as const;
/** How long applause is seen, in milliseconds. */
const HEARD_MS = 3_000;

/** Loaded after the page, and only where there is a stage: its words and rules are many. */
export default function StageStrip({ inside }: { inside: Inside }) {
  const { visit, props, words, at, calls, tell } = inside;
  const { session } = visit;
  const stage = session.stage.value;
  const { event } = session.space.value;
  if (!stage || !event) return null;
  const me = session.me.value;
  const role = me?.role ?? props.viewer?.role ?? "guest";
  const host = event.host_character_id;
  const nowMs = Date.now() + session.state.peek().clockAheadMs;
  return (
    <>
      <StagePanel
        locale={props.locale}
        stage={stage}
        userId={me?.userId ?? props.viewer?.userId ?? null}
        isHost={role !== "guest"}
        isHere={session.live.value}
        hostName={host ? session.residents.value.get(host)?.name ?? null : null}
        nowMs={nowMs}
        hasBegun={Date.parse(event.starts_at) <= nowMs}
        action={at.stage}
        onAct={(act, userId) => void calls.stage(act, userId).catch(() => tell(words.failedAction))}
      />
      {session.live.value && <Applause inside={inside} />}
    </>
  );
}

/** What one claps with, and what the room claps: seen also where the room is not drawn. */
function Applause({ inside: { visit: { session }, words } }: { inside: Inside }) {
  const heard = useSignal<{ reaction: Emote; count: number; key: number } | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let key = 0;
    const stop = session.onEffects((effects) => {
      const one = effects.findLast(({ type }) => type === "reaction");
      if (one?.type !== "reaction") return;
      heard.value = { reaction: one.reaction, count: one.count, key: ++key };
      clearTimeout(timer);
      timer = setTimeout(() => heard.value = null, HEARD_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  const now = heard.value;
  return (
    <div class="applause" role="group" aria-label={words.applause}>
      {APPLAUSE.map((emote) => (
        <button
          key={emote}
          type="button"
          class="tool"
          aria-label={words.emotes[emote]}
          title={words.emotes[emote]}
          onClick={() => void session.react(emote)}
        >
          <Sign name={emote} />
        </button>
      ))}
      {now && (
        <p class="applause-now" key={now.key}>
          <Sign name={now.reaction} />
          {words.clapped(words.emotes[now.reaction], now.count)}
        </p>
      )}
    </div>
  );
}
