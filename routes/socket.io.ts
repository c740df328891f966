/** `/socket.io/`: the assistant over Socket.IO v4. */
import { serveSocketIo } from "@/lib/assistant/api.ts";
import { define } from "@/lib/define.ts";

export const handler = define.handlers((ctx) => serveSocketIo(ctx));
