/** The stage of a fan meeting, inside the room: who is on it, the line, and applause. Browser-safe. */
import { type Inside, Sign } from "@/components/lounge/parts.tsx";
import { StagePanel } from "@/components/spaces/events/StagePanel.tsx";

/** What one claps with. */
const APPLAUSE = ["clap", "heart", "laugh", "surprise"] as const;

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
      {session.live.value && (
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
        </div>
      )}
    </>
  );
}
