/** The app: its middlewares in order, then the file routes. */
import { App, csrf, staticFiles } from "fresh";
import { SOCKET_IO_PATH } from "@/lib/assistant/api.ts";
import { identify } from "@/lib/accounts/identify.ts";
import type { Services, State } from "@/lib/define.ts";
import { readEnv } from "@/lib/env.ts";
import { conditional } from "@/lib/http/conditional.ts";
import { answerErrors } from "@/lib/http/errors.ts";
import { limitRequests } from "@/lib/http/limit.ts";
import { logRequests } from "@/lib/http/request_log.ts";
import { provide } from "@/lib/http/provide.ts";
import { securityHeaders } from "@/lib/http/security.ts";
import { announce } from "@/lib/terminal.ts";
import { openServices } from "@/lib/services.ts";
import { countNotices } from "@/lib/social/unread.ts";
import { remind } from "@/lib/spaces/events/remind.ts";
import { describeSeeded } from "@/lib/starter/seed.ts";

/** Makes the app over services that open at its first request. `trustProxy`: believe `X-Forwarded-*`. */
export function createApp(
  open: () => Promise<Services>,
  { trustProxy = false }: { trustProxy?: boolean } = {},
): App<State> {
  return new App<State>({ trustProxy })
    .use(securityHeaders())
    .use(staticFiles())
    .use(provide(open))
    .use(logRequests())
    .use(conditional())
    .use(answerErrors())
    .use(limitRequests())
    .use(csrf({ origin: (_, ctx) => ctx.url.pathname === SOCKET_IO_PATH }))
    .use(identify)
    .use(remind)
    .use(countNotices)
    .fsRoutes();
}

let opened: Promise<Services> | undefined;

/** Opens the services of this process, once. */
export function openOnce(): Promise<Services> {
  return opened ??= openFromEnv().catch((error) => {
    // What did not open, such as a store out of reach, may open for the next request.
    opened = undefined;
    throw error;
  });
}

async function openFromEnv(): Promise<Services> {
  return await openServices(readEnv(), {
    onSeeded: (seeded) => announce(describeSeeded(seeded)),
  });
}

export const app = createApp(openOnce, { trustProxy: readEnv().TRUST_PROXY });
