/** A small menu that opens without a script. */
import type { ComponentChildren } from "preact";
import { Children } from "@/components/Children.tsx";
import { Icon, type IconName } from "@/components/Icon.tsx";

export interface MenuProps {
  /** What the menu is for; read out, and shown unless `face` is given. */
  label: string;
  /** What the closed menu shows instead of its label. */
  face?: ComponentChildren;
  icon?: IconName | undefined;
  /** Side of the face that the open menu keeps to. Default `end`. */
  align?: "start" | "end" | undefined;
  children: ComponentChildren;
}

/** A `<details>`: the summary is the button, the children are the items ({@link MenuLink}, {@link MenuButton}). */
export function Menu({ label, face, icon, align = "end", children }: MenuProps) {
  return (
    <details class={`menu is-${align}`} name="menu">
      <summary class="menu-face">
        {icon && <Icon name={icon} />}
        {face !== undefined && <span aria-hidden="true">{face}</span>}
        <span class={face !== undefined || icon ? "visually-hidden" : ""}>{label}</span>
      </summary>
      <ul class="menu-items">
        <Children>{children}</Children>
      </ul>
    </details>
  );
}

interface MenuItemProps {
  icon?: IconName | undefined;
  danger?: boolean | undefined;
  children: ComponentChildren;
}

export function MenuLink({ href, icon, danger, children }: MenuItemProps & { href: string }) {
  return (
    <li>
      <a class={danger ? "menu-item is-danger" : "menu-item"} href={href}>
        {icon && <Icon name={icon} />}
        <Children>{children}</Children>
      </a>
    </li>
  );
}

/** An item that does something: a form of its own, with `hidden` fields beside the button. */
export function MenuButton(
  { action, hidden = {}, icon, danger, children }: MenuItemProps & {
    action: string;
    hidden?: Readonly<Record<string, string>> | undefined;
  },
) {
  return (
    <li>
      <form method="post" action={action}>
        {Object.entries(hidden).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <button type="submit" class={danger ? "menu-item is-danger" : "menu-item"}>
          {icon && <Icon name={icon} />}
          <Children>{children}</Children>
        </button>
      </form>
    </li>
  );
}
