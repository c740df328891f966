/** A site with one page that runs the tracker, under the app's own policy, with the app's own answers for models and wasm. */
import { App, staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import { answerModel, modelOfFile } from "@/lib/avatar/model_answer.ts";
import { createModelFiles } from "@/lib/avatar/model_files.ts";
import type { State } from "@/lib/define.ts";
import { securityHeaders } from "@/lib/http/security.ts";
import { createLog } from "@/lib/log.ts";
import { getVendorFiles } from "@/lib/vendor/files.ts";
import { serveVendorFile } from "@/lib/vendor/serve.ts";

export interface TrackingSiteOptions {
  /** Where the models lie; null has none, and fetches none. */
  modelsFolder: string | null;
  /** Is told of each request before it is answered, and may answer in place of the site. */
  intercept?: (request: Request) => Response | null;
}

/** Serves the site on a free port. Close it with `shutdown()`. */
export async function serveTrackingSite(
  { modelsFolder, intercept = () => null }: TrackingSiteOptions,
): Promise<Deno.HttpServer<Deno.NetAddr>> {
  const models = createModelFiles({
    folders: modelsFolder === null ? [] : [modelsFolder],
    keptFolder: "/nonexistent",
    log: createLog({ level: "silent" }),
    fetch: () => Promise.reject(new Error("Nothing is fetched in a test")),
  });
  const app = new App<State>()
    .use((ctx) => intercept(ctx.req) ?? ctx.next())
    .use(securityHeaders())
    .use(staticFiles())
    .get("/models/:file", async (ctx) => {
      const name = modelOfFile(ctx.params.file ?? "");
      if (!name) return new Response(null, { status: 404 });
      return await answerModel(ctx.req, { models, name })
        .catch(() => new Response(null, { status: 503 }));
    })
    .get("/vendor/:folder/:file", async (ctx) => {
      const file = getVendorFiles().get(ctx.url.pathname);
      return file ? await serveVendorFile(ctx.req, file) : new Response(null, { status: 404 });
    })
    .fsRoutes();
  const root = new URL("./tracking_site/", import.meta.url).href;
  (await new Builder({ root }).build({ snapshot: "memory" }))(app);
  return Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, app.handler());
}
