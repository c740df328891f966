/** Somebody's personas, and what can be done with them. */
import type { PersonaList } from "@/lib/personas/store.ts";
import { MAX_PERSONAS, type Persona } from "@/lib/personas/model.ts";
import { personaWords } from "@/lib/i18n/personas.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { UndoNotice } from "@/components/UndoNotice.tsx";

export function PersonasPage({ place, list }: { place: Place; list: PersonaList }) {
  const { locale } = place.state;
  const words = personaWords[locale];
  const { personas, defaultId, removed } = list;
  const done = place.url.searchParams.get("done");
  const isFull = personas.length >= MAX_PERSONAS;
  const make = (
    <LinkButton kind="primary" icon="plus" href={paths.newPersona}>{words.make}</LinkButton>
  );
  return (
    <Page place={place} title={words.title} layout="reading" noIndex styles={["/memory.css"]}>
      <PageHeading
        title={words.title}
        lede={words.lede}
        actions={personas.length > 0 && !isFull ? make : undefined}
      />
      {done === "saved" && <Notice tone="good">{words.saved}</Notice>}
      {done === "removed" && removed && (
        <UndoNotice removed={words.removed(removed.name)} undo={isFull ? null : words.undo} />
      )}
      {isFull && <Notice>{words.full(MAX_PERSONAS)}</Notice>}
      {personas.length === 0
        ? <EmptyState title={words.empty.title} actions={make}>{words.empty.body}</EmptyState>
        : (
          <ul class="cards">
            {personas.map((persona) => (
              <Row
                key={persona.id}
                persona={persona}
                isDefault={persona.id === defaultId}
                locale={locale}
              />
            ))}
          </ul>
        )}
    </Page>
  );
}

function Row(
  { persona: { id, name, description }, isDefault, locale }: {
    persona: Persona;
    isDefault: boolean;
    locale: Locale;
  },
) {
  const words = personaWords[locale];
  return (
    <li class="persona">
      <h2>{name}</h2>
      {description !== "" && <p class="persona-about">{description}</p>}
      {isDefault && <p class="persona-default">{words.isDefault}</p>}
      <div class="actions">
        <a
          class="button is-quiet is-small"
          href={paths.persona(id)}
          aria-label={words.editOf(name)}
        >
          {words.edit}
        </a>
        <form method="post">
          <input type="hidden" name="id" value={isDefault ? "" : id} />
          <Button kind="plain" size="small" name="act" value="default">
            {isDefault ? words.noDefault : words.makeDefault}
          </Button>
        </form>
        <form method="post">
          <input type="hidden" name="id" value={id} />
          <Button
            kind="plain"
            size="small"
            icon="trash"
            name="act"
            value="remove"
            aria-label={words.removeOf(name)}
          >
            {words.remove}
          </Button>
        </form>
      </div>
    </li>
  );
}
