/** What the parts of a call share: signs, switches, and the way to the page of all keys. Browser-safe. */
import { Drawn } from "@/components/Icon.tsx";

/** Drawn with the pen of components/Icon.tsx. */
const DRAWINGS = {
  camera: "M3.500 7.500h11.500v9.500H3.500ZM15 11l5.500-3v8.500l-5.500-3",
  "camera-off": "M8 7.500h7V14m-1.500 3H3.500V7.500M15 11l5.500-3v8.500l-3-1.600M4 3.500l16.500 17",
  "hang-up":
    "M3.200 14.800c5-5.200 12.600-5.200 17.600 0l-2.100 2.900c-1 .3-2.500-.6-3.700-1.400l-.2-2.300c-1.900-.6-3.700-.6-5.600 0L9 16.300c-1.200.8-2.700 1.700-3.700 1.400Z",
  smile:
    "M12 3.800a8.200 8.200 0 1 0 0 16.400 8.200 8.200 0 0 0 0-16.400ZM8 13.800c1.900 2.900 6.100 2.900 8 0M9 9.300v.9M15 9.300v.9",
  settings: "M4 7.500h8.500M17.500 7.500H20M4 16.500h2.500M11.500 16.500H20M15 5v5M9 14v5",
  captions: "M3.500 5.500h17v12.500h-17ZM7 11h3.500M13.500 11H17M7 14.500h6M16 14.500h1",
  bars: "M5 19v-3.500M9.700 19v-7M14.300 19V8.500M19 19V5",
  shield:
    "M12 3.500c2.500 1.700 5 2.400 7.500 2.500 0 6.500-2 11.500-7.500 14.500C6.500 17.500 4.500 12.500 4.500 6c2.500-.1 5-.8 7.500-2.500ZM9 12l2.300 2.300L15.500 10",
  keys: "M3.500 6.500h17v11h-17ZM7 10v.01M10.300 10v.01M13.700 10v.01M17 10v.01M8 14h8",
  corner: "M4 5h16v14H4ZM13 12.500h7V19M9.500 12 6.500 9m0 3V9h3",
  wave:
    "M7.500 12.500 5.800 9.600a1.400 1.400 0 0 1 2.400-1.400l2.300 3.900-3.100-5.300a1.400 1.400 0 0 1 2.400-1.400l3.100 5.300-2.300-4a1.400 1.400 0 0 1 2.400-1.400l3.400 5.900c.3-1 .3-2.200 1.300-2.700.8-.4 1.500 0 1.500.8-.2 2.800.3 5.700-1.600 7.900-2.300 2.700-6 2.800-8.400.4-.8-.8-1.200-2.100-1.700-3.100M4.500 5.500C5 4.300 5.700 3.500 6.800 3M19.800 20.600c1-.6 1.600-1.400 2-2.500",
  thumbs_up:
    "M7.500 11v9H4.500v-9ZM7.500 11l4-7.200c1.700 0 2.700 1.200 2.300 2.900L13 10h4.900a2 2 0 0 1 2 2.400l-1.200 6a2 2 0 0 1-2 1.600H7.500",
  heart:
    "M12 19.700C6.400 15.800 3.600 12.600 3.600 9.200A4.500 4.500 0 0 1 12 6.900a4.500 4.500 0 0 1 8.400 2.300c0 3.400-2.800 6.600-8.400 10.500Z",
} as const;

export type SignName = keyof typeof DRAWINGS;

export function Sign({ name }: { name: SignName }) {
  return <Drawn d={DRAWINGS[name]} />;
}

/** A yes or no with a sentence of what it does. */
export function Switch({ label, hint, on, disabled = false, onChange }: {
  label: string;
  hint?: string;
  on: boolean;
  disabled?: boolean;
  onChange(on: boolean): void;
}) {
  return (
    <label class="call-switch">
      <input
        type="checkbox"
        checked={on}
        disabled={disabled}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      <span>
        {label}
        {hint && <small>{hint}</small>}
      </span>
    </label>
  );
}

/** The page of all keys. */
export const KEYS_ID = "call-keys";

export function openKeys(): void {
  const dialog = document.getElementById(KEYS_ID);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

/** What had the focus is gone; what is read next is what came in its place. */
export function focusTitle(): void {
  document.getElementById("call-title")?.focus();
}
