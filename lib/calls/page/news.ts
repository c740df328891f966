/** What just happened in a call, in words. Pure and browser-safe. */
import type { News } from "@/lib/calls/page/session.ts";
import type { CallWords } from "@/lib/i18n/calls.ts";

export function newsWords(news: News, words: CallWords, name: string): string {
  switch (news.type) {
    case "said":
      return words.said(name, news.text);
    case "gesture":
      return words.gestured[news.gesture](name);
    case "emotion":
      return words.felt(name, words.emotion[news.emotion]);
    case "came":
      return words.connectedWith(name);
    case "went":
      return words.wentAway(name);
    case "trouble":
      return words.troubleWords;
    case "back":
      return words.backAgain;
    case "not_loaded":
      return words.failedLoad;
  }
}
