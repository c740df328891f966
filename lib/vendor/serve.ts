/** Answers with a file of an npm package, compressed where the build made that form and the browser takes it. */
import type { VendorFile } from "@/lib/vendor/files.ts";

const FOR_GOOD = "public, max-age=31536000, immutable";

/** Sends a file to a GET or HEAD. Its address names a version, so browsers keep it for good. */
export async function serveVendorFile(request: Request, file: VendorFile): Promise<Response> {
  const takesBrotli = acceptsBrotli(request.headers.get("accept-encoding"));
  const compressed = takesBrotli ? await openIfThere(file.compressedPath) : null;
  const open = compressed ?? await Deno.open(file.path);
  const { size } = await open.stat();
  const headers = new Headers({
    "content-type": file.contentType,
    "content-length": String(size),
    "cache-control": FOR_GOOD,
    "vary": "accept-encoding",
  });
  if (compressed) headers.set("content-encoding", "br");
  if (request.method === "HEAD") {
    open.close();
    return new Response(null, { headers });
  }
  return new Response(open.readable, { headers });
}

async function openIfThere(path: string): Promise<Deno.FsFile | null> {
  try {
    return await Deno.open(path);
  } catch (error) {
    // Not built, as in development: the file goes as it is.
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** Whether `Accept-Encoding` takes Brotli. Source: RFC 9110, 12.5.3. */
export function acceptsBrotli(header: string | null): boolean {
  for (const entry of (header ?? "").toLowerCase().split(",")) {
    const [name = "", ...params] = entry.split(";").map((part) => part.trim());
    if (name !== "br" && name !== "*") continue;
    const quality = params.find((param) => param.startsWith("q="));
    return quality === undefined || Number(quality.slice(2)) > 0;
  }
  return false;
}
