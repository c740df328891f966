// Owns what is known during the rendering of one page: its islands, slots, head and nonce.

import type { ComponentChildren } from "preact";
import type { BuildCache } from "./build_cache.ts";
import type { Island } from "./types.ts";

/** An island found in a page, with the props that the browser gets. */
export interface RenderedIsland {
  island: Island;
  props: Record<string, unknown>;
}

/** Content rendered by the server for an island: its children, or JSX in a prop. */
export interface ServerSlot {
  /** Unique in the page; counts from 1. */
  id: number;
  content: ComponentChildren;
  /** False until an island shows it; such slots travel in a template. */
  rendered: boolean;
}

/** An element moved from a `<Head>` to the head of the document. */
export interface HeadElement {
  type: string;
  props: Record<string, unknown>;
  key: unknown;
}

/** State of one page. Renderings of a page and its wrapper share it. */
export class RenderState {
  readonly islands: RenderedIsland[] = [];
  readonly slots: ServerSlot[] = [];
  /** Collected head elements by identity; removed once they are written. */
  readonly heads = new Map<string, HeadElement>();
  hasHtml = false;
  hasHead = false;
  hasBody = false;
  /** Inside of the `<head>` element. */
  inHead = false;
  /** Inside of a `<Head>` component. */
  inHeadComponent = false;
  /** Inside of an island, but not of a slot in it. */
  inIsland = false;
  /** URLs of the client modules of the page, for preloading. */
  modules: readonly string[] = [];
  #nonce: string | undefined;

  constructor(
    readonly build: BuildCache,
    readonly basePath: string,
    /** Path of the request. */
    readonly pathname: string,
    /** Query of the request, with its `?`, or "". */
    readonly search: string,
  ) {}

  /** 32 hex digits for the scripts and styles of this page. */
  get nonce(): string {
    return this.#nonce ??= crypto.randomUUID().replaceAll("-", "");
  }
}

/** A vnode while it is rendered: its fields may be replaced. */
export interface InternalVNode {
  type: unknown;
  props: Record<string, unknown>;
  key: unknown;
  /** Prefix and counter of the ids that `useId()` gives below this vnode. */
  __m?: [prefix: number | string, next: number];
}
