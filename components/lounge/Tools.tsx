/** What one does with one's own body and with the picture: signs, sitting, looking, settings. Browser-safe. */
import { Icon } from "@/components/Icon.tsx";
import { type Inside, Sign } from "@/components/lounge/parts.tsx";
import { OwnModelItem } from "@/components/lounge/OwnModelPart.tsx";
import { EMOTE_KEYS } from "@/lib/lounge/keyboard.ts";
import { QUALITY_CHOICES } from "@/lib/lounge/settings.ts";

export function Tools({ inside }: { inside: Inside }) {
  const { visit } = inside;
  const drawn = visit.picture.value.kind === "on";
  return (
    <div class="tools">
      {visit.session.live.value && <Signs inside={inside} />}
      <div class="tools-end">
        {drawn && <Sit inside={inside} />}
        {drawn && <ResetCamera inside={inside} />}
        <Look inside={inside} />
        <HelpButton inside={inside} />
      </div>
    </div>
  );
}

function Signs({ inside: { visit, words } }: { inside: Inside }) {
  return (
    <div class="signs" role="group" aria-label={words.signs}>
      {EMOTE_KEYS.map((emote, n) => (
        <button
          key={emote}
          type="button"
          class="tool"
          title={words.withKey(words.emotes[emote], String(n + 1))}
          aria-label={words.emotes[emote]}
          onClick={() => void visit.emote(emote)}
        >
          <Sign name={emote} />
        </button>
      ))}
    </div>
  );
}

function Sit({ inside: { visit, words } }: { inside: Inside }) {
  const { me, places } = visit.session.state.value;
  const sits = me !== null && places.get(`u:${me.userId}`)?.motion === "sit";
  const label = sits ? words.place.stand : words.place.sit;
  if (!me) return null;
  return (
    <button
      type="button"
      class="tool"
      title={words.withKey(label, words.keyNames.sit)}
      aria-label={label}
      onClick={() => void visit.sit()}
    >
      <Sign name={sits ? "stand" : "sit"} />
    </button>
  );
}

function ResetCamera({ inside: { visit, words } }: { inside: Inside }) {
  return (
    <button
      type="button"
      class="tool"
      title={words.withKey(words.resetCamera, words.keyNames.home)}
      aria-label={words.resetCamera}
      onClick={() => visit.resetCamera()}
    >
      <Sign name="camera" />
    </button>
  );
}

function HelpButton({ inside: { words } }: { inside: Inside }) {
  return (
    <button
      type="button"
      class="tool"
      title={words.withKey(words.help, words.keyNames.question)}
      aria-label={words.help}
      onClick={() => openHelp()}
    >
      <Sign name="keys" />
    </button>
  );
}

/** How the room is shown, and how well it is drawn. Kept on this machine. */
function Look({ inside }: { inside: Inside }) {
  const { visit, words } = inside;
  const { quality, bubbles } = visit.settings.value;
  const list = visit.view.value === "list";
  return (
    <details class="menu is-end look" name="menu">
      <summary class="tool" title={words.view}>
        <Sign name="look" />
        <span class="visually-hidden">{words.view}</span>
      </summary>
      <div class="menu-items look-items">
        <button type="button" class="menu-item" onClick={() => visit.show(list ? "room" : "list")}>
          <Sign name={list ? "look" : "list"} />
          {list ? words.asRoom : words.asList}
        </button>
        {!list && (
          <>
            <label class="look-field">
              <span>{words.quality}</span>
              <select
                class="control"
                onChange={(event) => {
                  const chosen = QUALITY_CHOICES.find((one) => one === event.currentTarget.value);
                  if (chosen) visit.set({ quality: chosen });
                }}
              >
                {QUALITY_CHOICES.map((one) => (
                  <option key={one} value={one} selected={one === quality}>
                    {words.qualities[one]}
                  </option>
                ))}
              </select>
            </label>
            <label class="checkbox look-field">
              <input
                type="checkbox"
                checked={bubbles}
                onChange={(event) => visit.set({ bubbles: event.currentTarget.checked })}
              />
              <span>{words.bubbles}</span>
            </label>
            {visit.drawing.value && <OwnModelItem inside={inside} />}
          </>
        )}
      </div>
    </details>
  );
}

/** The page of all keys. A dialog of the browser: Escape closes it, and the focus goes back by itself. */
export function HelpDialog({ inside: { words } }: { inside: Inside }) {
  const { keys, keyNames } = words;
  const rows = [
    [keys.walk, keyNames.arrows],
    [keys.run, keyNames.shift],
    [keys.turn, keyNames.drag],
    [keys.zoom, keyNames.wheel],
    [keys.sit, keyNames.sit],
    [keys.camera, keyNames.home],
    [keys.signs, keyNames.numbers],
    [keys.chat, keyNames.enter],
    [keys.back, keyNames.escape],
    [keys.help, keyNames.question],
  ];
  return (
    <dialog class="keys" id="keys" aria-labelledby="keys-title">
      <form method="dialog" class="keys-head">
        <h2 id="keys-title">{words.help}</h2>
        <button class="tool" type="submit" aria-label={words.close}>
          <Icon name="close" />
        </button>
      </form>
      <p>{words.helpWords}</p>
      <dl>
        {rows.map(([what, key]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              <kbd>{key}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}

export function openHelp(): void {
  const dialog = document.getElementById("keys");
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}
