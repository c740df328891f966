/** Everything an account has, as one ZIP file that is made while it is sent. */
import { Zip, ZipDeflate, ZipPassThrough } from "fflate";
import type { Services } from "@/lib/define.ts";
import { listSessions } from "@/lib/accounts/sessions.ts";
import { getUser } from "@/lib/accounts/store.ts";
import { publicSession, publicUser } from "@/lib/accounts/wire.ts";
import type { ExportedFile } from "@/lib/accounts/domains.ts";
import type { Viewer } from "@/lib/accounts/model.ts";

export type ExportServices = Pick<Services, "kv" | "now" | "accountDomains">;

/** Bytes that are compressed at a go; others get their turn in between. */
const SLICE_BYTES = 64 * 1024;

/** The archive of a viewer. Read slowly, it is made slowly: no more than a slice waits in memory. */
export function exportAccount(
  services: ExportServices,
  viewer: Viewer,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return ReadableStream.from(zipFiles(exportedFiles(services, viewer), services.now()));
}

/** Name of the download: `maru-2026-03-01.zip`. */
export function exportName(nowMs: number): string {
  return `maru-${new Date(nowMs).toISOString().slice(0, 10)}.zip`;
}

async function* exportedFiles(
  { kv, now, accountDomains }: ExportServices,
  viewer: Viewer,
): AsyncGenerator<ExportedFile> {
  const user = await getUser(kv, viewer.id);
  if (user) {
    const sessions = await listSessions(kv, user.id, now());
    yield ["account.json", {
      ...publicUser(user),
      sessions: sessions.map((session) => publicSession(session, viewer.sessionId)),
    }];
  }
  for (const domain of accountDomains) yield* domain.exportData(kv, viewer.id);
}

/**
 * Packs files into a ZIP: bytes as they are (images do not shrink), all else as JSON, deflated.
 *
 * @throws {TypeError} On a path that is not relative, leaves the archive, or comes twice.
 */
export async function* zipFiles(
  files: AsyncIterable<ExportedFile>,
  nowMs: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const ready: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    ready.push(new Uint8Array(piece));
  });
  const paths = new Set<string>();
  for await (const [path, content] of files) {
    if (!/^(?!\.{1,2}(\/|$))[^/\\\p{Cc}]+(\/(?!\.{1,2}(\/|$))[^/\\\p{Cc}]+)*$/u.test(path)) {
      throw new TypeError(`Cannot export to the path ${JSON.stringify(path)}`);
    }
    if (paths.has(path)) throw new TypeError(`Cannot export ${path} twice`);
    paths.add(path);
    const isBytes = content instanceof Uint8Array;
    const bytes = isBytes
      ? content
      : new TextEncoder().encode(JSON.stringify(content, null, 2) + "\n");
    const entry = isBytes ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 6 });
    entry.mtime = nowMs;
    zip.add(entry);
    for (let at = 0; at === 0 || at < bytes.length; at += SLICE_BYTES) {
      entry.push(bytes.slice(at, at + SLICE_BYTES), at + SLICE_BYTES >= bytes.length);
      yield* ready.splice(0);
    }
  }
  zip.end();
  yield* ready.splice(0);
}
