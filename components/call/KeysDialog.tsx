/** The page of all keys. A dialog of the browser: Escape closes it, and the focus goes back by itself. Browser-safe. */
import { Icon } from "@/components/Icon.tsx";
import { KEYS_ID, Switch } from "@/components/call/parts.tsx";
import type { Inside } from "@/lib/calls/page/inside.ts";

export function KeysDialog({ inside: { session, words } }: { inside: Inside }) {
  const { keys } = words;
  const rows = [
    [keys.microphone, "M"],
    [keys.camera, "V"],
    [keys.emotions, "1–8"],
    [keys.wave, "W"],
    [keys.thumbs_up, "U"],
    [keys.heart, "H"],
    [keys.captions, "C"],
    [keys.chat, "T"],
    [keys.settings, "S"],
    [keys.close, "Esc"],
    [keys.leave, "Shift+Q"],
    [keys.help, "?"],
  ];
  return (
    <dialog class="call-dialog" id={KEYS_ID} aria-labelledby="call-keys-title">
      <form method="dialog" class="call-dialog-head">
        <h2 id="call-keys-title">{words.help}</h2>
        <button class="call-tool" type="submit" aria-label={words.close}>
          <Icon name="close" />
        </button>
      </form>
      <p>{words.helpWords}</p>
      <dl class="call-keys">
        {rows.map(([what, key]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              <kbd>{key}</kbd>
            </dd>
          </div>
        ))}
      </dl>
      <Switch
        label={words.keysOn}
        on={session.settings.value.keys}
        onChange={(on) => session.set({ keys: on })}
      />
    </dialog>
  );
}
