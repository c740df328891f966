/**
 * The character's seat in a call's page: what one sets for it, and the call once it is opened. Its script is loaded when
 * somebody calls. Browser-safe.
 */
import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { OpenedCharacterCall } from "@/lib/calls/character/browser.ts";
import type { Call } from "@/lib/calls/client/connection.ts";
import type { CharacterSide } from "@/lib/calls/page/props.ts";
import type { CallSession } from "@/lib/calls/page/session.ts";
import { type CharacterCallWords, characterCallWords } from "@/lib/i18n/character_call.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { hasRecognition, hasSynthesis } from "@/lib/speech/browser.ts";
import { readSpeechSettings, writeSpeechSettings } from "@/lib/speech/settings.ts";
import { withRegion } from "@/lib/speech/voice.ts";

export interface CharacterSeat {
  side: CharacterSide;
  words: ReturnType<CharacterCallWords>;
  /** Null until it was called. */
  opened: ReadonlySignal<OpenedCharacterCall | null>;
  /** Asked for in the lobby, and passed on to the call. [CC2] */
  mayBeSeen: Signal<boolean>;
  /** Its voice is heard; off, its words are read. */
  aloud: Signal<boolean>;
  volume: ReadonlySignal<number>;
  setVolume(volume: number): void;
  /** What this browser has; asked once the page's script runs. */
  canSpeak(): boolean;
  canHear(): boolean;
  audible: Signal<boolean>;
  playVoice(): void;
  toggleHearing(): void;
  openCall(): Promise<Call>;
}

export function openSeat(
  side: CharacterSide,
  { locale, session }: { locale: Locale; session: () => CallSession },
): CharacterSeat {
  const opened = signal<OpenedCharacterCall | null>(null);
  const mayBeSeen = signal(false);
  const aloud = signal(true);
  const volume = signal(1);
  const audible = signal(true);
  const drawer = () => localStorage;
  const listenLang = () => readSpeechSettings(drawer).dictation ?? withRegion(side.lang);
  return {
    side,
    words: characterCallWords[locale](side.name),
    opened,
    mayBeSeen,
    aloud,
    volume: computed(() => volume.value),
    setVolume(next) {
      volume.value = next;
      writeSpeechSettings(drawer, { ...readSpeechSettings(drawer), volume: next });
    },
    canSpeak: hasSynthesis,
    canHear: hasRecognition,
    audible,
    playVoice: () => opened.peek()?.call.speaker.resume(),
    toggleHearing: () => opened.peek()?.hearing.toggle(),
    async openCall() {
      const { openCharacterCall } = await import("@/lib/calls/character/browser.ts");
      const { asides, voice, volume: kept } = readSpeechSettings(drawer);
      volume.value = kept;
      const { talk, camera } = session();
      const lang = listenLang();
      const made = openCharacterCall({
        character: {
          id: side.id,
          name: side.name,
          face: side.face,
          background: "art",
          manner: { voice: side.voice, lang: side.lang, asides },
        },
        conversationId: side.conversationId,
        listenLang: lang,
        aloud,
        volume,
        camera: camera.peek,
        onSaid: (text) => {
          talk.caption(text, { final: true, lang });
          talk.say(text);
        },
        onHeard: (text) => talk.caption(text, { final: false, lang }),
      });
      const { call, hearing } = made;
      call.speaker.voiceUri.value = voice;
      const stops = [
        effect(() => void (call.mayBeSeen.value = mayBeSeen.value)),
        effect(() => void (audible.value = call.speaker.trouble.value !== "gesture")),
        effect(() => {
          if (call.phase.value.kind !== "ended") return;
          hearing.stop();
          mayBeSeen.value = false;
        }),
      ];
      const dispose = call.dispose;
      opened.value = made;
      return Object.assign(call, {
        dispose() {
          for (const stop of stops) stop();
          dispose();
        },
      });
    },
  };
}
