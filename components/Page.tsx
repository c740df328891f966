/** A whole page: what machines read in its head, and the shell around what people read. */
import { asset, Head } from "fresh/runtime";
import { publicOrigin } from "@/lib/http/origin.ts";
import { LANGUAGE_PARAMETER, LOCALES } from "@/lib/i18n/locale.ts";
import { shellWords } from "@/lib/i18n/shell.ts";
import type { Place } from "@/components/place.ts";
import { Shell, type ShellProps } from "@/components/Shell.tsx";

/** A picture for link previews. */
export interface PreviewImage {
  /** Path on this site. */
  src: string;
  width: number;
  height: number;
  alt: string;
}

export interface PageProps extends ShellProps {
  /** Without the name of the house; null on the home page, whose title it is. */
  title: string | null;
  /** One or two sentences for search results and previews. */
  description?: string | undefined;
  image?: PreviewImage | undefined;
  /** Path and query this page is known by. Default: its path without a query. */
  canonical?: string | undefined;
  /** Style sheets of its own in `static/`, beside the one of every page. */
  styles?: readonly string[] | undefined;
  /** Private, or empty: keep it out of search engines. */
  noIndex?: boolean | undefined;
  /** As Open Graph names it. Default `website`. */
  kind?: "website" | "article" | "profile" | undefined;
}

const OPEN_GRAPH_LOCALES = { ko: "ko_KR", en: "en_GB" } as const;

/** Wraps a page's content. `place` takes the props that Fresh gives to the page. */
export function Page(
  { title, description, image, canonical, noIndex, kind, styles = [], children, ...shell }:
    PageProps,
) {
  const { place } = shell;
  const words = shellWords[place.state.locale];
  const fullTitle = title === null
    ? `${words.brand} – ${words.motto}`
    : `${title} · ${words.brand}`;
  return (
    <>
      <Head>
        <title>{fullTitle}</title>
        <meta name="description" content={description ?? words.description} />
        {styles.map((path) => <link key={path} rel="stylesheet" href={asset(path)} />)}
        {/* What it leads to takes the place of the page around it. */}
        {place.state.framed && <base key="base" target="_top" />}
        {noIndex && <meta name="robots" content="noindex" />}
      </Head>
      {!noIndex && <Canonical place={place} path={canonical ?? place.url.pathname} />}
      <OpenGraph
        place={place}
        title={title ?? fullTitle}
        description={description ?? words.description}
        kind={kind ?? "website"}
        path={canonical ?? place.url.pathname}
        image={image ?? defaultImage(words.imageAlt)}
      />
      <Shell {...shell}>{children}</Shell>
    </>
  );
}

function defaultImage(alt: string): PreviewImage {
  return { src: "/og.png", width: 1200, height: 630, alt };
}

function Canonical({ place, path }: { place: Place; path: string }) {
  const address = new URL(path, publicOrigin(place));
  return (
    <Head>
      <link rel="canonical" href={address.href} />
      {LOCALES.map((locale) => (
        <link rel="alternate" hreflang={locale} href={inLanguage(address, locale)} />
      ))}
      <link rel="alternate" hreflang="x-default" href={address.href} />
    </Head>
  );
}

function inLanguage(address: URL, locale: string): string {
  const copy = new URL(address);
  copy.searchParams.set(LANGUAGE_PARAMETER, locale);
  return copy.href;
}

function OpenGraph({ place, title, description, kind, path, image }: {
  place: Place;
  title: string;
  description: string;
  kind: string;
  path: string;
  image: PreviewImage;
}) {
  const { locale } = place.state;
  const origin = publicOrigin(place);
  return (
    <Head>
      <meta property="og:site_name" content={shellWords[locale].brand} />
      <meta property="og:type" content={kind} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={new URL(path, origin).href} />
      <meta property="og:locale" content={OPEN_GRAPH_LOCALES[locale]} />
      <meta property="og:image" content={new URL(image.src, origin).href} />
      <meta property="og:image:width" content={String(image.width)} />
      <meta property="og:image:height" content={String(image.height)} />
      <meta property="og:image:alt" content={image.alt} />
      <meta name="twitter:card" content="summary_large_image" />
    </Head>
  );
}
