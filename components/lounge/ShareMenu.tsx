/** Shares things from where one writes: a link, a picture; characters and stories from a page of their own. Browser-safe. */
import { useRef } from "preact/hooks";
import { Button } from "@/components/Button.tsx";
import { Icon } from "@/components/Icon.tsx";
import type { Inside } from "@/components/lounge/parts.tsx";

/** Kinds of pictures that the room takes. */
const PICTURES = "image/png,image/jpeg,image/webp";

export function ShareMenu({ inside }: { inside: Inside }) {
  const { visit, words, at } = inside;
  const menu = useRef<HTMLDetailsElement>(null);
  const address = useRef<HTMLInputElement>(null);
  if (!visit.session.live.value) return null;

  const close = () => {
    if (menu.current) menu.current.open = false;
    menu.current?.querySelector("summary")?.focus();
  };
  const shareLink = () => {
    const url = URL.parse(address.current!.value.trim());
    if (url?.protocol !== "https:" && url?.protocol !== "http:") {
      return inside.tell(words.shareNoLink);
    }
    const nonce = crypto.randomUUID();
    visit.session.send({ type: "share", share: { kind: "link", url: url.href }, nonce });
    address.current!.value = "";
    close();
  };
  return (
    <details class="menu is-start share-menu" name="menu" ref={menu}>
      <summary class="tool" title={words.share}>
        <Icon name="plus" />
        <span class="visually-hidden">{words.share}</span>
      </summary>
      <div class="menu-items">
        <div class="share-link">
          <label for="share-url">{words.shareKinds.link}</label>
          <input
            ref={address}
            id="share-url"
            class="control"
            type="url"
            placeholder="https://"
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.isComposing) return;
              event.preventDefault();
              shareLink();
            }}
          />
          <Button type="button" size="small" onClick={shareLink}>{words.share}</Button>
        </div>
        <label class="menu-item">
          <Icon name="image" />
          <span>{words.shareKinds.image}</span>
          <input
            class="visually-hidden"
            type="file"
            accept={PICTURES}
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0];
              currentTarget.value = "";
              close();
              if (file) void sharePicture(file, inside);
            }}
          />
        </label>
        <a class="menu-item" href={at.share}>
          <Icon name="person" />
          {words.shareKinds.character}
        </a>
        <a class="menu-item" href={at.share}>
          <Icon name="book" />
          {words.shareKinds.story}
        </a>
      </div>
    </details>
  );
}

/** Brings a picture and shares it, and says how that goes. */
export async function sharePicture(file: File, inside: Inside): Promise<void> {
  const { visit, calls, words, tell } = inside;
  tell(words.shareSending);
  try {
    const image = await calls.bringPicture(file);
    const share = { kind: "image", image, alt: "" } as const;
    visit.session.send({ type: "share", share, nonce: crypto.randomUUID() });
  } catch {
    tell(words.shareFailed);
  }
}
