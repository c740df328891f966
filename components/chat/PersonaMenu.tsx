/** The part of a conversation's menu in which its reader chooses who to be. */
import type { Persona } from "@/lib/personas/model.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { personaWords } from "@/lib/i18n/personas.ts";
import { Button } from "@/components/Button.tsx";

export interface PersonaMenuProps {
  /** Of the conversation. */
  id: string;
  locale: Locale;
  personas: readonly Persona[];
  /** Id of the one that was chosen; null for the reader's own name. */
  chosen: string | null;
  nickname: string;
}

export function PersonaMenu({ id, locale, personas, chosen, nickname }: PersonaMenuProps) {
  const words = personaWords[locale];
  const known = personas.some((persona) => persona.id === chosen);
  return (
    <li class="menu-form">
      <form method="post" action={`/chats/${id}/persona`}>
        <label for="persona">{words.menuLabel}</label>
        <div class="select">
          <select class="control" id="persona" name="persona">
            <option value="" selected={!known}>{words.ownName(nickname)}</option>
            {personas.map((persona) => (
              <option key={persona.id} value={persona.id} selected={persona.id === chosen}>
                {persona.name}
              </option>
            ))}
          </select>
        </div>
        <Button size="small">{words.choose}</Button>
      </form>
    </li>
  );
}
