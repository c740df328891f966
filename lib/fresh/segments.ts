// Owns the tree of path segments: which middlewares, layouts and error pages a route gets.

import { type Context, internals, runNext, type Surroundings } from "./context.ts";
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
  #idleWithoutNotFound = new WeakSet<MaybeLazyMiddleware<State>>();

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
        chain.push(this.#enter(surroundings, level));
      }
      chain.push(...level.middlewares);
    }
    return chain;
  }

  /** Finds out whether a step is of no use now that all registrations are known. */
  isIdle(step: MaybeLazyMiddleware<State>): boolean {
    return this.#idleWithoutNotFound.has(step) && this.notFound === null;
  }

  #enter(
    surroundings: Surroundings<State>,
    level: Segment<State>,
  ): Middleware<State> {
    const { errorRoute } = level;
    const enter: Middleware<State> = (ctx) => {
      const own = internals(ctx);
      const outer = own.surroundings;
      own.surroundings = surroundings;
      let result: Response | Promise<Response>;
      try {
        result = runNext(ctx);
      } catch (error) {
        result = Promise.reject(error);
      }
      if (!(result instanceof Response)) {
        return this.#leave(ctx, result, surroundings, outer, errorRoute);
      }
      own.surroundings = outer;
      return result;
    };
    const changesNothing = level.layout === null && errorRoute === null &&
      (level !== this.root || surroundings.app === null);
    if (changesNothing) this.#idleWithoutNotFound.add(enter);
    return enter;
  }

  async #leave(
    ctx: Context<State>,
    pending: Promise<Response>,
    surroundings: Surroundings<State>,
    outer: Surroundings<State>,
    errorRoute: Route<State> | null,
  ): Promise<Response> {
    try {
      return await pending;
    } catch (error) {
      const status = error instanceof HttpError ? error.status : 500;
      const handler = status === 404 && this.notFound !== null ? this.notFound : errorRoute;
      if (handler === null) throw error;
      internals(ctx).surroundings = surroundings;
      return await renderErrorRoute(ctx, handler, status);
    } finally {
      internals(ctx).surroundings = outer;
    }
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
