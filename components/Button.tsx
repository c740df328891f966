/** Things to press: buttons that send a form, and links that look the same. */
import type { ComponentChildren, ComponentProps } from "preact";
import { Children } from "@/components/Children.tsx";
import { Icon, type IconName } from "@/components/Icon.tsx";

interface Look {
  /** `primary` once per screen; `plain` has neither ground nor border; `danger` takes something away. */
  kind?: "primary" | "quiet" | "plain" | "danger" | undefined;
  size?: "small" | "medium" | "large" | undefined;
  icon?: IconName | undefined;
  /** After the words, as an arrow onward. */
  iconAfter?: IconName | undefined;
  /** Fills its column. */
  wide?: boolean | undefined;
  /** Without children: the words for those who do not see the icon. */
  label?: string | undefined;
  children?: ComponentChildren;
}

function classOf({ kind = "quiet", size = "medium", wide, children }: Look): string {
  const square = children === undefined || children === null ? " is-square" : "";
  return `button is-${kind} is-${size}${wide ? " is-wide" : ""}${square}`;
}

function Inside({ icon, iconAfter, label, children }: Look) {
  return (
    <>
      {icon && <Icon name={icon} />}
      {children !== undefined && children !== null && (
        <span>
          <Children>{children}</Children>
        </span>
      )}
      {label && <span class="visually-hidden">{label}</span>}
      {iconAfter && <Icon name={iconAfter} />}
    </>
  );
}

type OwnProps = keyof Look | "class" | "className" | "style" | "ref";
export type ButtonProps = Look & Omit<ComponentProps<"button">, OwnProps>;
export type LinkButtonProps =
  & Look
  & { href: string }
  & Omit<ComponentProps<"a">, OwnProps | "href">;

/** A `<button>`; sends its form unless `type` says otherwise. Further attributes are passed on. */
export function Button(
  { kind, size, icon, iconAfter, wide, label, children, type = "submit", ...rest }: ButtonProps,
) {
  const look = { kind, size, icon, iconAfter, wide, label, children };
  return (
    <button {...rest} type={type} class={classOf(look)}>
      <Inside {...look} />
    </button>
  );
}

/** A link that looks like a {@link Button}. */
export function LinkButton(
  { kind, size, icon, iconAfter, wide, label, children, ...rest }: LinkButtonProps,
) {
  const look = { kind, size, icon, iconAfter, wide, label, children };
  return (
    <a {...rest} class={classOf(look)}>
      <Inside {...look} />
    </a>
  );
}
