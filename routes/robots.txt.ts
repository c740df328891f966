/** What search engines may read. */
import { define } from "@/lib/define.ts";
import { publicOrigin } from "@/lib/http/origin.ts";
import { writeRobots } from "@/lib/http/site_map.ts";
import { paths } from "@/components/place.ts";

const CLOSED = [
  "/api/",
  paths.chats,
  paths.account,
  paths.notifications,
  paths.login,
  paths.signup,
  paths.logout,
  paths.lang,
];

export const handler = define.handlers({
  GET(ctx) {
    return new Response(writeRobots(publicOrigin(ctx), CLOSED), {
      headers: {
        "content-type": "text/plain; charset=utf-8",
        "cache-control": "public, max-age=86400",
      },
    });
  },
});
