/** How each renderer is loaded: none of them before it is drawn. Browser-safe. */
import type { OpenRenderer, RendererKind } from "@/lib/avatar/stage/renderer.ts";

export const OPENERS: Readonly<Record<RendererKind, OpenRenderer>> = {
  rig: async (options, signal) => {
    const { openRig } = await import("@/lib/avatar/stage/rig2d/open.ts");
    return await openRig(options, signal);
  },
  vrm: async (options, signal) => {
    const { openVrm } = await import("@/lib/avatar/stage/vrm/open.ts");
    return await openVrm(options, signal);
  },
  neural: async (options, signal) => {
    const { openNeural } = await import("@/lib/avatar/stage/neural/open.ts");
    return await openNeural(options, signal);
  },
};
