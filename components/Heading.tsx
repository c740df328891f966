/** The head of a page and of its sections. */
import type { ComponentChildren } from "preact";
import { Children } from "@/components/Children.tsx";
import { Icon } from "@/components/Icon.tsx";

export interface PageHeadingProps {
  title: ComponentChildren;
  /** One or two sentences below the title. */
  lede?: ComponentChildren;
  /** Small words above the title, as a way back. */
  above?: ComponentChildren;
  /** Buttons beside the title. */
  actions?: ComponentChildren;
}

/** The page's `<h1>`. */
export function PageHeading({ title, lede, above, actions }: PageHeadingProps) {
  return (
    <header class="page-heading">
      <div>
        {above && (
          <p class="page-above">
            <Children>{above}</Children>
          </p>
        )}
        <h1>
          <Children>{title}</Children>
        </h1>
        {lede && (
          <p class="lede">
            <Children>{lede}</Children>
          </p>
        )}
      </div>
      {actions && (
        <div class="actions">
          <Children>{actions}</Children>
        </div>
      )}
    </header>
  );
}

export interface SectionProps {
  /** Unique on its page; the section can be linked to by it. */
  id: string;
  title: string;
  lede?: ComponentChildren;
  /** A link to all of it. */
  more?: { href: string; label: string } | undefined;
  children: ComponentChildren;
}

/** A titled part of a page; an own landmark. */
export function Section({ id, title, lede, more, children }: SectionProps) {
  return (
    <section class="section" id={id} aria-labelledby={`${id}-title`}>
      <header class="section-heading">
        <h2 id={`${id}-title`}>{title}</h2>
        {more && (
          <a class="more-link" href={more.href}>
            {more.label}
            <Icon name="arrow-right" />
          </a>
        )}
        {lede && (
          <p>
            <Children>{lede}</Children>
          </p>
        )}
      </header>
      <Children>{children}</Children>
    </section>
  );
}
