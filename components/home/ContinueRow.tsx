/** The conversations somebody left last. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { paths } from "@/components/place.ts";
import { Portrait } from "@/components/Portrait.tsx";
import { Time } from "@/components/Time.tsx";

export interface LastTalk {
  conversationId: string;
  characterId: string;
  characterName: string;
  /** Changes with the portrait; null where the character is gone. */
  portraitRev: string | number | null;
  /** What was said last. */
  preview: string;
  updatedAtMs: number;
  nowMs: number;
}

export function ContinueRow({ locale, talks }: { locale: Locale; talks: readonly LastTalk[] }) {
  return (
    <ul class="talks">
      {talks.map((talk) => (
        <li key={talk.conversationId}>
          <Talk locale={locale} talk={talk} />
        </li>
      ))}
    </ul>
  );
}

function Talk({ locale, talk }: { locale: Locale; talk: LastTalk }) {
  const { conversationId, characterId, characterName, portraitRev, preview, updatedAtMs, nowMs } =
    talk;
  return (
    <article class="talk">
      {portraitRev === null
        ? <span class="portrait is-round is-medium" />
        : <Portrait id={characterId} rev={portraitRev} alt="" shape="round" size="medium" eager />}
      <div>
        <h3>
          <a href={paths.chat(conversationId)}>{characterName}</a>
        </h3>
        <p class="talk-preview">{preview}</p>
        <p class="talk-time">
          <Time ms={updatedAtMs} nowMs={nowMs} locale={locale} />
        </p>
      </div>
    </article>
  );
}
