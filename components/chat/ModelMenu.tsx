/** The part of a conversation's menu in which its reader chooses who answers. */
import type { ModelChoice } from "@/lib/ai/model_choice.ts";
import { chatWords } from "@/lib/i18n/chat.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { Button } from "@/components/Button.tsx";

export interface ModelMenuProps {
  /** Of the conversation. */
  id: string;
  locale: Locale;
  /** The standard first. */
  choices: readonly ModelChoice[];
  /** Id of the one that was chosen; null for none. */
  chosen: string | null;
}

const NAMES: Readonly<Record<string, string>> = {
  gemini: "Gemini",
  claude: "Claude",
  openai: "OpenAI",
  demo: "Maru",
};

/** A provider as people write it. */
export function providerName(provider: string): string {
  return Object.hasOwn(NAMES, provider) ? NAMES[provider]! : provider;
}

export function ModelMenu({ id, locale, choices, chosen }: ModelMenuProps) {
  const words = chatWords[locale].model;
  const label = ({ provider, model }: ModelChoice) => `${providerName(provider)} · ${model}`;
  return (
    <li class="menu-form">
      <form method="post" action={`/chats/${id}/model`}>
        <label for="model">{words.label}</label>
        <div class="select">
          <select class="control" id="model" name="model">
            <option value="" selected={chosen === null}>
              {words.standard}
            </option>
            {choices.map((choice) => (
              <option key={choice.id} value={choice.id} selected={choice.id === chosen}>
                {label(choice)}
              </option>
            ))}
          </select>
        </div>
        <Button size="small">{words.submit}</Button>
      </form>
    </li>
  );
}
