/** Opens and closes what lives as long as the process. */
import { type ChatModelSettings, createModels, onlyModel } from "@/lib/ai/provider.ts";
import { createGeminiImageModel } from "@/lib/ai/gemini_image.ts";
import { createToolbox } from "@/lib/ai/tools/registry.ts";
import { resumeDeletions } from "@/lib/accounts/deletion.ts";
import { assistantDomain } from "@/lib/assistant/account_domain.ts";
import { createAssistant } from "@/lib/assistant/assistant.ts";
import { createModelFiles } from "@/lib/avatar/model_files.ts";
import { personaDomain } from "@/lib/personas/account_domain.ts";
import { createMemoryKeeper } from "@/lib/memory/keeper.ts";
import { characterDomain } from "@/lib/characters/account_domain.ts";
import { createLiveCalls } from "@/lib/calls/live.ts";
import { createCatalogue } from "@/lib/characters/catalogue.ts";
import { settleDueStandings } from "@/lib/characters/standing.ts";
import { chatDomain } from "@/lib/chat/account_domain.ts";
import { resumePurges } from "@/lib/chat/purge.ts";
import { createTurnRunner } from "@/lib/chat/turn.ts";
import { settleLostTurns } from "@/lib/chat/turn_store.ts";
import type { Services } from "@/lib/define.ts";
import type { Env } from "@/lib/env.ts";
import { newId } from "@/lib/id.ts";
import { createHub } from "@/lib/realtime/hub.ts";
import { createLog } from "@/lib/log.ts";
import { moderationDomain } from "@/lib/moderation/account_domain.ts";
import { createLiveRooms } from "@/lib/rooms/live.ts";
import { createPainter, type Painter } from "@/lib/painting/painter.ts";
import { socialDomain } from "@/lib/social/account_domain.ts";
import { spaceDomain } from "@/lib/spaces/account_domain.ts";
import { eventDomain } from "@/lib/spaces/events/account_domain.ts";
import { storyDomain } from "@/lib/stories/account_domain.ts";
import { listOldStories } from "@/lib/stories/list_old.ts";
import { resumeStoryPurges } from "@/lib/stories/purge.ts";
import { createLibrary } from "@/lib/stories/library.ts";
import { settleDueStoryStandings } from "@/lib/stories/standing.ts";
import { shareDomain } from "@/lib/spaces/share/account_domain.ts";
import { listOldSpaces } from "@/lib/spaces/list_old.ts";
import { resumeSpacePurges } from "@/lib/spaces/purge.ts";
import { type Seeded, seedOnce } from "@/lib/starter/seed.ts";
import { createLiveSpaces } from "@/lib/spaces/live/spaces.ts";
import { createWriting } from "@/lib/stories/writing/service.ts";
import { writingDomain } from "@/lib/stories/writing/account_domain.ts";
import { resumeJobDeletions } from "@/lib/stories/writing/job_store.ts";
import { sweepOrphanBlobs } from "@/lib/store/blob.ts";
import { isSharedStore, openStore } from "@/lib/store/kv.ts";
import { createWelfareDirectory } from "@/lib/welfare/directory.ts";
import { createServiceSearch } from "@/lib/welfare/tool.ts";

/** How long running replies may go on when the process is asked to end. */
const DRAIN_MS = 8_000;

export interface OpenOptions extends
  /** What a test puts in place of the real thing. */
  Partial<Pick<Services, "kv" | "log" | "now" | "chatModel" | "accountDomains">> {
  /** Is told what the first start put into the store. */
  onSeeded?: (seeded: Seeded) => void;
}

/**
 * Opens the store and everything that stands on it, and finishes what a crash left half done.
 *
 * @throws {Error} If the store cannot be opened or does not answer.
 */
export async function openServices(env: Env, options: OpenOptions = {}): Promise<Services> {
  const kv = options.kv ?? await openStore(env.KV_URL);
  try {
    const services = createServices(env, kv, options);
    await tidyUp(services);
    const seeded = env.SEED_ON_START ? await seedOnce(services) : null;
    if (seeded) options.onSeeded?.(seeded);
    return services;
  } catch (error) {
    if (!options.kv) kv.close();
    throw error;
  }
}

function createServices(
  env: Env,
  kv: Deno.Kv,
  { log = createLog({ level: env.LOG_LEVEL }), now = Date.now, ...options }: OpenOptions,
): Services {
  const instance = newId();
  const models = options.chatModel
    ? onlyModel(options.chatModel)
    : createModels({ ...modelSettings(env), now });
  const chatModel = models.standard;
  const hub = createHub({ kv, log, now, instance, sole: !isSharedStore(env.KV_URL) });
  const welfare = createWelfareDirectory(kv);
  const toolbox = createToolbox([createServiceSearch(welfare)]);
  const memory = createMemoryKeeper({ kv, log, now });
  const services = {
    env,
    kv,
    log,
    now,
    instance,
    startedAtMs: now(),
    accountDomains: options.accountDomains ??
      [
        eventDomain,
        shareDomain({ hub, now }),
        spaceDomain({ hub, now }),
        characterDomain,
        // Before the stories that come of them.
        writingDomain,
        storyDomain,
        chatDomain,
        personaDomain,
        assistantDomain,
        moderationDomain,
        // After stories and characters, which publish news for as long as they are there.
        socialDomain,
      ],
    chatModel,
    models,
    catalogue: createCatalogue(kv, now),
    library: createLibrary({ kv, now, log }),
    welfare,
    modelFiles: createModelFiles({
      folders: [...env.MODELS_DIR === undefined ? [] : [env.MODELS_DIR], "static/models"],
      keptFolder: ".data/models",
      log,
    }),
    toolbox,
    hub,
    memory,
    writing: createWriting({ env, kv, log, now, instance, models }),
    painter: openPainter(env, { kv, log, now }),
    turns: createTurnRunner({
      kv,
      memory,
      log,
      now,
      instance,
      models,
      toolbox,
      maxOutputTokens: env.AI_CHAT_MAX_TOKENS,
    }),
  };
  const lived = {
    ...services,
    rooms: createLiveRooms(services),
    calls: createLiveCalls(services),
    assistant: createAssistant(services),
  };
  return { ...lived, spaces: createLiveSpaces(lived) };
}

/** Whoever has Gemini's key can have pictures painted, unless the environment says otherwise. */
function openPainter(
  { GEMINI_API_KEY, GOOGLE_GEMINI_BASE_URL, AI_IMAGE_MODEL }: Env,
  deps: Pick<Services, "kv" | "log" | "now">,
): Painter | null {
  if (!GEMINI_API_KEY || AI_IMAGE_MODEL === "none") return null;
  const model = createGeminiImageModel({
    apiKey: GEMINI_API_KEY,
    ...(GOOGLE_GEMINI_BASE_URL ? { baseUrl: GOOGLE_GEMINI_BASE_URL } : {}),
    ...(AI_IMAGE_MODEL ? { model: AI_IMAGE_MODEL } : {}),
  });
  return createPainter({ ...deps, model });
}

function modelSettings(env: Env): ChatModelSettings {
  return {
    provider: env.AI_PROVIDER,
    chatModel: env.AI_CHAT_MODEL,
    gemini: {
      apiKey: env.GEMINI_API_KEY,
      baseUrl: env.GOOGLE_GEMINI_BASE_URL,
      model: env.GEMINI_MODEL,
    },
    claude: {
      apiKey: env.ANTHROPIC_API_KEY,
      baseUrl: env.ANTHROPIC_BASE_URL,
      model: env.ANTHROPIC_MODEL,
    },
    openai: {
      apiKey: env.OPENAI_API_KEY,
      baseUrl: env.OPENAI_BASE_URL,
      model: env.OPENAI_MODEL,
    },
    fallback: env.AI_FALLBACK,
    choices: env.AI_CHOICES,
    firstByteTimeoutMs: env.AI_FIRST_BYTE_MS,
    idleTimeoutMs: env.AI_IDLE_MS,
    demoDelayMs: env.DEMO_DELAY_MS,
  };
}

/** Ends what runs, keeps what it has, and closes the store once `beforeClose` let go of it. */
export async function closeServices(
  { kv, library, turns, painter, memory, writing, hub, spaces, rooms, calls, assistant }: Services,
  { beforeClose }: { beforeClose?: () => Promise<void> } = {},
): Promise<void> {
  library.close();
  await Promise.all([
    spaces.close(),
    rooms.dismiss(),
    calls.dismiss(),
    assistant.close(),
    turns.drain(DRAIN_MS),
    writing.close(),
    painter?.close(),
  ]);
  await memory.close();
  await beforeClose?.();
  await hub.close();
  kv.close();
}

async function tidyUp(services: Services): Promise<void> {
  const { kv, env, now } = services;
  // A shared store may serve other instances, whose turns are alive; a file or memory is ours alone.
  await settleLostTurns(kv, { nowMs: now(), soleUser: !isSharedStore(env.KV_URL) });
  await resumePurges(kv);
  await listOldSpaces(kv);
  await listOldStories(kv);
  await resumeSpacePurges(kv, now());
  await resumeStoryPurges(kv);
  await resumeDeletions(services);
  await settleDueStandings(kv, now());
  await settleDueStoryStandings(kv, now());
  await sweepOrphanBlobs(kv, now());
  await services.calls.adopt();
  await resumeJobDeletions(kv);
  await services.writing.adopt({ force: !isSharedStore(env.KV_URL) });
}
