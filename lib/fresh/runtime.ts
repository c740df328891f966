// Owns the specifier "fresh/runtime": what code in the browser and on the server may import.

export { asset, assetSrcSet } from "./asset.ts";
export { Head, type HeadProps } from "./client/head.ts";
export { HttpError } from "./error.ts";

/** Whether this code runs in a browser. */
export const IS_BROWSER: boolean = typeof document !== "undefined";
