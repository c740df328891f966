/** The relay that comes with the project: who gets one, and whom it lets them reach. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { turnCredential } from "@/lib/calls/ice.ts";
import { hasCoturn, startCoturn } from "@/tests/support/coturn.ts";
import { openRelay } from "@/tests/support/turn_client.ts";

const SECRET = "a-secret-of-the-relay";
const FOLDER = fileURLToPath(new URL("../../lib/calls/coturn", import.meta.url));
const FORBIDDEN = 403;

/** One of each network that is not the internet. */
const PRIVATE = [
  "0.0.0.0",
  "10.0.0.1",
  "10.255.255.254",
  "100.64.0.1",
  "127.0.0.1",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.254",
  "192.0.0.8",
  "192.168.1.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
];
const PUBLIC = ["1.1.1.1", "172.32.0.1", "100.128.0.1", "192.169.0.1", "9.255.255.255"];

/** What any user of the machine sees of a process. */
async function argumentsOf(pid: number): Promise<string> {
  return await Deno.readTextFile(`/proc/${pid}/cmdline`);
}

Deno.test({
  name: "the ready-made relay lets one reach the internet, and no network behind it",
  ignore: !hasCoturn() || Deno.build.os !== "linux",
  async fn() {
    await using coturn = await startCoturn(SECRET, { readyMade: true });
    assert(!JSON.stringify(await argumentsOf(coturn.pid)).includes(SECRET));
    const server = { hostname: "127.0.0.1", port: coturn.port };
    const expiresAtS = Math.floor(Date.now() / 1000) + 600;
    const good = await turnCredential(SECRET, { id: "visit", expiresAtS });
    const opened = await openRelay(server, good);
    assert(opened.ok, JSON.stringify(opened));
    using relay = opened.relay;
    for (const address of PUBLIC) assert.equal(await relay.permit(address), 0, address);
    for (const address of PRIVATE) assert.equal(await relay.permit(address), FORBIDDEN, address);
    assert.equal(await relay.refresh(), 0);

    const stranger = await turnCredential("another-secret-of-old", { id: "visit", expiresAtS });
    assert.deepEqual(await openRelay(server, stranger), { ok: false, code: 401 });
  },
});

Deno.test({
  name: "a relay that runs goes on after its credential has ended, and no new one begins",
  ignore: !hasCoturn() || Deno.build.os !== "linux",
  async fn() {
    await using coturn = await startCoturn(SECRET, { readyMade: true });
    const server = { hostname: "127.0.0.1", port: coturn.port };
    const expiresAtS = Math.floor(Date.now() / 1000) + 2;
    const short = await turnCredential(SECRET, { id: "visit", expiresAtS });
    const opened = await openRelay(server, short);
    assert(opened.ok, JSON.stringify(opened));
    using relay = opened.relay;
    // Coturn has no clock but the machine's: asked until it takes the credential for ended.
    let ended = await openRelay(server, short);
    while (ended.ok) {
      ended.relay[Symbol.dispose]();
      ended = await openRelay(server, short);
    }
    assert.deepEqual(ended, { ok: false, code: 401 });
    assert.equal(await relay.refresh(), 0);
  },
});

Deno.test("the secret stands in neither the configuration nor the arguments of the relay", async () => {
  const conf = await Deno.readTextFile(`${FOLDER}/turnserver.conf`);
  const set = conf.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  assert(!set.some((line) => line.startsWith("static-auth-secret")));
  assert(!set.includes("no-auth"));
  const script = await Deno.readTextFile(`${FOLDER}/start.sh`);
  const starts = script.split("\n").filter((line) => line.includes("exec turnserver"));
  assert.deepEqual(starts, ['exec turnserver -c /dev/fd/3 "$@"']);
});

Deno.test({
  name: "the relay does not start without a secret",
  ignore: Deno.build.os === "windows",
  async fn() {
    const { success, stderr } = await new Deno.Command(`${FOLDER}/start.sh`, {
      env: { PATH: Deno.env.get("PATH") ?? "", TURN_REALM: "maru.test" },
      clearEnv: true,
    }).output();
    assert(!success);
    assert.match(new TextDecoder().decode(stderr), /TURN_SECRET/);
  },
});
