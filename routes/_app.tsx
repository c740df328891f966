/** The document around every page. */
import { asset } from "fresh/runtime";
import { define } from "@/lib/define.ts";
import { getFonts } from "@/lib/fonts/fonts.ts";

export default define.layout(function App({ Component, state }) {
  return (
    <html lang={state.locale ?? "en"}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#fbf7f0" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#17130f" media="(prefers-color-scheme: dark)" />
        <link key="maru" rel="stylesheet" href={asset("/maru.css")} />
        <link key="parts" rel="stylesheet" href={asset("/parts.css")} />
        <link key="fonts" rel="stylesheet" href={`/fonts/${getFonts().cssFile}`} />
        <link rel="icon" href="/favicon.ico" sizes="32x32" />
        <link rel="icon" type="image/svg+xml" href={asset("/favicon.svg")} />
        <link rel="apple-touch-icon" href={asset("/apple-touch-icon.png")} />
        <link rel="manifest" href={asset("/maru.webmanifest")} />
      </head>
      <body>
        <Component />
      </body>
    </html>
  );
});
