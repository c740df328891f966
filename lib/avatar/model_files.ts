/**
 * Owns where the models of face tracking come from: a folder of the operator's, the project's own, what was fetched
 * before, and last of all the official address. Nothing but the pinned files is ever given out. Deno only.
 */
import { join } from "node:path";
import { ModelDownload } from "@/lib/avatar/model_download.ts";
import { MODEL_PINS, type ModelName, toHex } from "@/lib/avatar/tracking/model_pins.ts";
import type { ByteRange } from "@/lib/http/byte_range.ts";
import type { Log } from "@/lib/log.ts";

export interface ModelFilesDeps {
  /** Folders to look in, best first. */
  folders: readonly string[];
  /** Where a fetched file is put for the next time. It is looked in, too. */
  keptFolder: string;
  log: Log;
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** A mirror in place of the official address. */
  urlOf?: (name: ModelName) => string;
  idleTimeoutMs?: number;
}

export interface ModelFiles {
  /**
   * Opens a part of a model.
   *
   * @throws {ModelUnreachableError} If no folder has it, and its official address does not give it.
   */
  open(name: ModelName, range: ByteRange): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;
}

/** A model that can be had nowhere right now. */
export class ModelUnreachableError extends Error {
  override name = "ModelUnreachableError";
}

const IDLE_TIMEOUT_MS = 15_000;

export function createModelFiles(deps: ModelFilesDeps): ModelFiles {
  const { fetch = globalThis.fetch, idleTimeoutMs = IDLE_TIMEOUT_MS, log, keptFolder } = deps;
  const urlOf = deps.urlOf ?? ((name) => MODEL_PINS[name].officialUrl);
  const folders = [...deps.folders, keptFolder];
  const downloads = new Map<ModelName, ModelDownload>();
  /** Files that were read and found right, and how they looked then. */
  const checked = new Map<string, number>();

  async function findFile(name: ModelName): Promise<string | null> {
    const pin = MODEL_PINS[name];
    for (const folder of folders) {
      const path = join(folder, pin.file);
      const info = await statOrNull(path);
      if (!info?.isFile) continue;
      const changedAtMs = info.mtime?.getTime() ?? 0;
      if (checked.get(path) === changedAtMs && info.size === pin.sizeBytes) return path;
      if (info.size === pin.sizeBytes && await hashOf(path) === pin.sha256) {
        checked.set(path, changedAtMs);
        return path;
      }
      log.warn("model_file_wrong", { path, expected: pin.sha256 });
    }
    return null;
  }

  function download(name: ModelName): ModelDownload {
    const running = downloads.get(name);
    if (running) return running;
    const started = new ModelDownload(MODEL_PINS[name], { fetch, idleTimeoutMs, url: urlOf(name) });
    downloads.set(name, started);
    started.done.then(
      async (bytes) => {
        // Where nothing can be written it stays in memory, as long as the process lives.
        if (await keep(name, bytes)) downloads.delete(name);
      },
      (error) => {
        downloads.delete(name);
        log.error("model_download_failed", error, { model: name });
      },
    );
    return started;
  }

  async function keep(name: ModelName, bytes: Uint8Array): Promise<boolean> {
    try {
      await Deno.mkdir(keptFolder, { recursive: true });
      // Written aside first, so that no half of a file ever bears the name.
      const aside = await Deno.makeTempFile({ dir: keptFolder });
      await Deno.writeFile(aside, bytes);
      await Deno.rename(aside, join(keptFolder, MODEL_PINS[name].file));
      return true;
    } catch (error) {
      log.warn("model_not_kept", { model: name, because: String(error) });
      return false;
    }
  }

  return {
    async open(name, range) {
      const path = await findFile(name);
      if (path !== null) return await openPart(path, range);
      const coming = download(name);
      try {
        await coming.begun;
      } catch (error) {
        throw new ModelUnreachableError(
          `Cannot get ${MODEL_PINS[name].file}: no folder has it, and ${
            urlOf(name)
          } does not give it`,
          { cause: error },
        );
      }
      return coming.stream(range);
    },
  };
}

/** What the system throws where a path leads nowhere. */
async function statOrNull(path: string): Promise<Deno.FileInfo | null> {
  try {
    return await Deno.stat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return null;
    }
    throw error;
  }
}

async function hashOf(path: string): Promise<string> {
  return toHex(await crypto.subtle.digest("SHA-256", await Deno.readFile(path)));
}

/** At most this much of a file is read at once, in bytes. */
const PIECE_BYTES = 256 * 1024;

async function openPart(
  path: string,
  { first, last }: ByteRange,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const file = await Deno.open(path);
  await file.seek(first, Deno.SeekMode.Start);
  let left = last - first + 1;
  return new ReadableStream({
    async pull(controller) {
      const piece = new Uint8Array(Math.min(left, PIECE_BYTES));
      const read = await file.read(piece);
      // Null where the file became shorter: fewer bytes than promised break the connection, as they should.
      if (read !== null) controller.enqueue(piece.subarray(0, read));
      left -= read ?? left;
      if (left > 0) return;
      file.close();
      controller.close();
    },
    cancel: () => file.close(),
  }, { highWaterMark: 0 });
}
