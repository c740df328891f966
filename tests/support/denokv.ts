/** The KV Connect server `denokv`, for tests of several instances on one store: finds it, has cargo build it, runs it. */
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const BINARY = Deno.build.os === "windows" ? "denokv.exe" : "denokv";
/** Where it is kept that was built for this checkout. */
const OWN_ROOT = fileURLToPath(new URL("../../.cache/denokv", import.meta.url));

/** Finds the program: in `PATH`, where cargo puts it, or where {@link installDenokv} did. Null where it is nowhere. */
export async function findDenokv(): Promise<string | null> {
  const home = Deno.env.get("HOME") ?? Deno.env.get("USERPROFILE");
  const folders = [
    ...(Deno.env.get("PATH") ?? "").split(delimiter),
    ...(home ? [join(home, ".cargo", "bin")] : []),
    join(OWN_ROOT, "bin"),
  ];
  for (const folder of folders) {
    const path = join(folder, BINARY);
    if (folder !== "" && await isFile(path)) return path;
  }
  return null;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch {
    // A folder of PATH that is not there, or not ours to look into.
    return false;
  }
}

/** Has cargo build the program, once for this checkout, and shows its progress. Null where there is no cargo. */
export async function installDenokv(): Promise<string | null> {
  const args = ["install", "denokv", "--locked", "--root", OWN_ROOT];
  try {
    const { success } = await new Deno.Command("cargo", { args, stdin: "null" }).spawn().status;
    return success ? await findDenokv() : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** A running KV Connect server on a store of its own. */
export interface Denokv extends AsyncDisposable {
  /** For `KV_URL`. */
  readonly url: string;
  /** For `DENO_KV_ACCESS_TOKEN`. */
  readonly token: string;
}

/** Runs the program on a free port and waits until it answers. Leaving the block ends it and removes its store. */
export async function startDenokv(path: string): Promise<Denokv> {
  const folderPath = await Deno.makeTempDir({ prefix: "maru_denokv_" });
  const token = crypto.randomUUID();
  const port = freePort();
  const child = new Deno.Command(path, {
    args: [
      ...["--sqlite-path", join(folderPath, "kv.sqlite")],
      ...["serve", "--addr", `127.0.0.1:${port}`, "--access-token", token],
    ],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const end = () => child.kill("SIGKILL");
  globalThis.addEventListener("unload", end);
  const dispose = async () => {
    globalThis.removeEventListener("unload", end);
    end();
    await child.status;
    await Deno.remove(folderPath, { recursive: true });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilOpen(port, child);
  } catch (error) {
    await dispose();
    throw error;
  }
  return { url, token, [Symbol.asyncDispose]: dispose };
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

/** It says nothing when it is ready: its port does. */
async function untilOpen(port: number, child: Deno.ChildProcess): Promise<void> {
  let ended = false;
  void child.status.then(() => ended = true);
  for (;;) {
    try {
      (await Deno.connect({ hostname: "127.0.0.1", port })).close();
      return;
    } catch (error) {
      if (!(error instanceof Deno.errors.ConnectionRefused)) throw error;
      if (ended) throw new Error("denokv ended before it listened", { cause: error });
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
