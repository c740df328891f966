/** Links that choose a view of one list: sorting, kind, language. */

export interface Choice {
  href: string;
  label: string;
  current: boolean;
}

export interface PillsProps {
  /** What is chosen here, for screen readers. */
  label: string;
  choices: readonly Choice[];
  /** `tabs` sit on a line and switch the whole view; `pills` narrow it. */
  look?: "pills" | "tabs" | undefined;
}

export function Pills({ label, choices, look = "pills" }: PillsProps) {
  return (
    <nav class={`choices is-${look}`} aria-label={label}>
      <ul>
        {choices.map(({ href, label, current }) => (
          <li>
            <a href={href} aria-current={current ? "page" : "false"}>{label}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
