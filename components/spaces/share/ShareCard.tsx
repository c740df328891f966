/** Shows what was shared: in the chat, on the board, on pages with and without script. Browser-safe. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { type ShareCardWords, shareCardWords } from "@/lib/i18n/share_card.ts";
import type { Share } from "@/lib/spaces/protocol.ts";

export interface ShareCardProps {
  share: Share;
  locale: Locale;
  /** Nickname of who shared it. */
  by?: string | undefined;
}

type Of<K extends Share["kind"]> = Extract<Share, { kind: K }>;
interface Shown<K extends Share["kind"]> {
  share: Of<K>;
  words: ShareCardWords;
  by: string;
}

/** One card. Its styles are in `static/share.css`. */
export function ShareCard({ share, locale, by }: ShareCardProps) {
  const words = shareCardWords[locale];
  const name = by || words.somebody;
  switch (share.kind) {
    case "link":
      return <LinkCard share={share} words={words} by={name} />;
    case "image":
      return <ImageCard share={share} words={words} by={name} />;
    case "character":
      return <CharacterCard share={share} words={words} by={name} />;
    case "story":
      return <StoryCard share={share} words={words} by={name} />;
    case "screen":
      return <p class="share-screen">{share.on ? words.screenOn(name) : words.screenOff(name)}</p>;
  }
}

/** Where a link leads in truth, whatever its page calls itself; null for what is no address of the web. */
export function hostOf(url: string): string | null {
  const parsed = URL.parse(url);
  return parsed?.protocol === "https:" || parsed?.protocol === "http:" ? parsed.host : null;
}

/** Nothing of this room goes along to another site, and no search engine takes it for ours. */
const OUTSIDE = { target: "_blank", rel: "noopener noreferrer nofollow ugc" } as const;

function LinkCard({ share, words }: Shown<"link">) {
  const { url, title, description, site, image } = share;
  const host = hostOf(url);
  // Kept or sent by something other than this house: shown as words, so that nobody follows it.
  if (host === null) return <p class="share-screen">{title}</p>;
  return (
    <a
      class={image ? "share-card is-link has-picture" : "share-card is-link"}
      href={url}
      referrerpolicy="no-referrer"
      {...OUTSIDE}
    >
      {image && <Picture src={image} alt="" width={320} height={168} />}
      <span class="share-words">
        <span class="share-title">{title}</span>
        {description && <span class="share-text">{description}</span>}
        <span class="share-from">
          {site && site !== host && <span class="share-site">{site}</span>}
          <span class="share-host">{host}</span>
          <span class="visually-hidden">({words.opens})</span>
        </span>
        {/(^|\.)xn--/.test(host) && <span class="share-note">{words.coded}</span>}
      </span>
    </a>
  );
}

function ImageCard({ share, words, by }: Shown<"image">) {
  const { url, width, height, alt } = share;
  return (
    <figure class="share-image">
      <a href={url} {...OUTSIDE}>
        <Picture src={url} alt={alt || words.pictureBy(by)} width={width} height={height} />
        <span class="visually-hidden">({words.opens})</span>
      </a>
      {alt && <figcaption aria-hidden="true">{alt}</figcaption>}
    </figure>
  );
}

function CharacterCard({ share, words }: Shown<"character">) {
  const { url, name, tagline } = share;
  return (
    <a class="share-card is-character has-picture" href={url}>
      <Picture src={`${url}/portrait?size=small`} alt="" width={240} height={300} />
      <span class="share-words">
        <span class="share-kind">{words.character}</span>
        <span class="share-title">{name}</span>
        {tagline && <span class="share-text">{tagline}</span>}
      </span>
    </a>
  );
}

function StoryCard({ share, words }: Shown<"story">) {
  const { url, title, synopsis } = share;
  return (
    <a class="share-card is-story has-picture" href={url}>
      <Picture src={`${url}/cover.svg`} alt="" width={200} height={280} />
      <span class="share-words">
        <span class="share-kind">{words.story}</span>
        <span class="share-title">{title}</span>
        {synopsis && <span class="share-text">{synopsis}</span>}
      </span>
    </a>
  );
}

interface PictureProps {
  src: string;
  alt: string;
  width: number;
  height: number;
}

/** Its address names its bytes already; Fresh need not add the build's. */
function Picture(props: PictureProps) {
  return <img {...props} loading="lazy" decoding="async" data-fresh-disable-lock />;
}
