// Owns the development server.

import type { App } from "../app.ts";
import type { ListenOptions } from "../listen.ts";
import type { ResolvedBuilderOptions } from "./builder.ts";

/** Runs an app in development. */
export async function listenInDevelopment(
  _config: ResolvedBuilderOptions,
  _registered: readonly string[],
  importApp: () => Promise<{ app: App<never> } | App<never>>,
  options: ListenOptions,
): Promise<void> {
  const imported = await importApp();
  const app = "app" in imported ? imported.app : imported;
  await app.listen(options);
}
