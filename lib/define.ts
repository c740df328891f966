/** What every request carries, and Fresh's `define` for it. */
import { createDefine } from "fresh";
import type { Env } from "@/lib/env.ts";
import type { ModelFiles } from "@/lib/avatar/model_files.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { Log } from "@/lib/log.ts";
import type { ChatModel } from "@/lib/ai/model.ts";
import type { Models } from "@/lib/ai/provider.ts";
import type { Toolbox } from "@/lib/ai/tools/registry.ts";
import type { TurnRunner } from "@/lib/chat/turn.ts";
import type { Painter } from "@/lib/painting/painter.ts";
import type { MemoryKeeper } from "@/lib/memory/keeper.ts";
import type { Assistant } from "@/lib/assistant/assistant.ts";
import type { AccountDomain } from "@/lib/accounts/domains.ts";
import type { Viewer } from "@/lib/accounts/model.ts";
import type { Hub } from "@/lib/realtime/model.ts";
import type { DueReminder } from "@/lib/spaces/events/reminders.ts";
import type { LiveCalls } from "@/lib/calls/live.ts";
import type { LiveRooms } from "@/lib/rooms/live.ts";
import type { LiveSpaces } from "@/lib/spaces/live/spaces.ts";
import type { WelfareDirectory } from "@/lib/welfare/directory.ts";
import type { WritingRunner } from "@/lib/stories/writing/runner.ts";
import type { Catalogue } from "@/lib/characters/catalogue.ts";
import type { Library } from "@/lib/stories/library.ts";

/** What lives as long as the process. Opened once, by `lib/services.ts`. */
export interface Services {
  env: Env;
  kv: Deno.Kv;
  log: Log;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Name of this process among several that share a store. */
  instance: string;
  startedAtMs: number;
  /** What answers where nobody chose. */
  chatModel: ChatModel;
  /** All that can be chosen. */
  models: Models;
  turns: TurnRunner;
  /** Paints covers and portraits; null where no key allows it. */
  painter: Painter | null;
  /** What is remembered of conversations, made after their replies. */
  memory: MemoryKeeper;
  /** Stories that are being written. */
  writing: WritingRunner;
  catalogue: Catalogue;
  /** Stories to be read, found by words and by kind. */
  library: Library;
  /** The directory of welfare services. */
  welfare: WelfareDirectory;
  /** The models of face tracking. */
  modelFiles: ModelFiles;
  /** Tools that characters may be given. */
  toolbox: Toolbox;
  /** The topics of the realtime core. */
  hub: Hub;
  /** The assistant that finds services, and its connections on this instance. */
  assistant: Assistant;
  /** Chat rooms that have connections on this instance. */
  rooms: LiveRooms;
  /** Calls that have connections on this instance. */
  calls: LiveCalls;
  /** Spaces that have people on this instance. */
  spaces: LiveSpaces;
  /** Domains that keep things of people: asked when an account is exported, deleted or merged. */
  accountDomains: readonly AccountDomain[];
}

export interface State {
  services: Services;
  /** Names the request in logs and in problem documents. */
  requestId: string;
  locale: Locale;
  /** Who asks; null for somebody without a session. */
  viewer: Viewer | null;
  /** `Set-Cookie` values to append to whatever is answered. */
  cookies: string[];
  /** Whether the answer's own scripts may compile WebAssembly: a page that draws or tracks with it says so. */
  wasm?: boolean;
  /** Whether the answer stands in a frame of another page of ours, and may: without header and footer. */
  framed?: boolean;
  /** Events that every page reminds the viewer of; absent where nobody looked. */
  reminders?: readonly DueReminder[];
  /** Notices that the viewer has not read; absent where nobody counted. */
  unread?: number;
}

export const define = createDefine<State>();
