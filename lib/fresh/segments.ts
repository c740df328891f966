// Owns the tree of path segments: which middlewares, layouts and error pages a route gets.

import { type Context, internals, type Surroundings } from "./context.ts";
import { HttpError } from "./error.ts";
import { renderErrorRoute } from "./route.ts";
import type {
  LayoutConfig,
  MaybeLazyMiddleware,
  Middleware,
  Route,
  RouteComponent,
} from "./types.ts";

/** Everything registered for one path prefix. */
export interface Segment<State> {
  readonly parent: Segment<State> | null;
  readonly children: Map<string, Segment<State>>;
  readonly middlewares: MaybeLazyMiddleware<State>[];
  layout: { component: RouteComponent<State>; config: LayoutConfig } | null;
  errorRoute: Route<State> | null;
}

/** The segments of one app. Segments are told apart by the text of the pattern (`:id`). */
export class SegmentTree<State> {
  readonly root: Segment<State> = newSegment<State>(null);
  app: RouteComponent<State> | null = null;
  notFound: Route<State> | null = null;

  /** Returns the segment for a path, making it if it is new. */
  at(path: string): Segment<State> {
    let current = this.root;
    for (const name of path.split("/")) {
      if (name === "" || name === "*") continue;
      let child = current.children.get(name);
      if (child === undefined) {
        child = newSegment(current);
        current.children.set(name, child);
      }
      current = child;
    }
    return current;
  }

  /**
   * Returns the steps that lead to a route of this segment, as far as registered up to now.
   *
   * Each level is entered by a step which sets the surroundings and catches errors; the level's own
   * middlewares come after it, so they run inside of its error page.
   */
  chainTo(segment: Segment<State>): MaybeLazyMiddleware<State>[] {
    const levels: Segment<State>[] = [];
    for (let s: Segment<State> | null = segment; s !== null; s = s.parent) {
      levels.unshift(s);
    }

    const chain: MaybeLazyMiddleware<State>[] = [];
    let surroundings: Surroundings<State> = { app: this.app, layouts: [] };
    for (const level of levels) {
      surroundings = enterLayout(surroundings, level);
      // The innermost level is where a 404 is caught; others matter only if they hold something.
      if (
        level === this.root || level === segment || level.layout !== null ||
        level.errorRoute !== null
      ) {
        chain.push(this.#enter(surroundings, level.errorRoute));
      }
      chain.push(...level.middlewares);
    }
    return chain;
  }

  #enter(
    surroundings: Surroundings<State>,
    errorRoute: Route<State> | null,
  ): Middleware<State> {
    return async (ctx: Context<State>) => {
      const own = internals(ctx);
      const outer = own.surroundings;
      own.surroundings = surroundings;
      try {
        return await ctx.next();
      } catch (error) {
        const status = error instanceof HttpError ? error.status : 500;
        const handler = status === 404 && this.notFound !== null ? this.notFound : errorRoute;
        if (handler === null) throw error;
        own.surroundings = surroundings;
        return await renderErrorRoute(ctx, handler, status);
      } finally {
        own.surroundings = outer;
      }
    };
  }
}

function newSegment<State>(parent: Segment<State> | null): Segment<State> {
  return {
    parent,
    children: new Map(),
    middlewares: [],
    layout: null,
    errorRoute: null,
  };
}

function enterLayout<State>(
  outer: Surroundings<State>,
  { layout }: Segment<State>,
): Surroundings<State> {
  if (layout === null) return outer;
  const { component, config } = layout;
  return {
    app: config.skipAppWrapper ? null : outer.app,
    layouts: config.skipInheritedLayouts ? [component] : [...outer.layouts, component],
  };
}
