/** Counts what the reader of a page has unread, for the header of the page. */
import { define } from "@/lib/define.ts";
import { countUnread } from "@/lib/social/inbox.ts";

/** Middleware that fills `state.unread` for pages of somebody with a session. */
export const countNotices = define.middleware(async (ctx) => {
  const { state: { viewer, services }, req: { method, headers }, url: { pathname } } = ctx;
  const isPage = method === "GET" && !pathname.startsWith("/api/") &&
    (headers.get("accept") ?? "").includes("text/html");
  if (viewer && isPage) {
    ctx.state.unread = await countUnread(services.kv, viewer.id, services.now());
  }
  return await ctx.next();
});
