import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import type { AccountDomain, ExportedFile } from "@/lib/accounts/domains.ts";
import { exportAccount, exportName, zipFiles } from "@/lib/accounts/export.ts";
import { openSession } from "@/lib/accounts/sessions.ts";
import { createAccount } from "@/lib/accounts/store.ts";

const NOW_MS = Date.UTC(2026, 2, 1, 12);

async function* each(...files: ExportedFile[]): AsyncGenerator<ExportedFile> {
  yield* files;
}

async function unzip(pieces: AsyncIterable<Uint8Array<ArrayBuffer>>) {
  const all = await Array.fromAsync(pieces);
  return unzipSync(new Uint8Array(await new Blob(all).arrayBuffer()));
}

Deno.test("exportAccount() packs the account and what each domain keeps", async () => {
  using kv = await Deno.openKv(":memory:");
  const made = await createAccount(kv, {
    email: "haru@example.com",
    nickname: "하루",
    passwordHash: "$argon2id$secret-hash",
    guestId: null,
    nowMs: NOW_MS,
  });
  assert.ok(made.ok);
  const { id } = made.value;
  const label = { browser: "Firefox", os: "Linux" };
  const opened = await openSession(kv, { userId: id, label, withRefresh: true, nowMs: NOW_MS });
  assert.ok(opened);
  const picture = crypto.getRandomValues(new Uint8Array(200_000).subarray(0, 65_536));
  const domain: AccountDomain = {
    name: "characters",
    exportData: (_kv, userId) =>
      each(["characters/a.json", { owner: userId, name: "달래" }], ["characters/a.png", picture]),
    deleteData: () => Promise.reject(new Error("not asked")),
    moveData: () => Promise.reject(new Error("not asked")),
  };
  const viewer = { id, kind: "full", nickname: "하루", sessionId: opened.session.id } as const;
  const files = await unzip(
    exportAccount({ kv, now: () => NOW_MS, accountDomains: [domain] }, viewer),
  );
  assert.deepEqual(Object.keys(files), ["account.json", "characters/a.json", "characters/a.png"]);
  const text = (path: string) => strFromU8(files[path] ?? new Uint8Array());
  assert.deepEqual(JSON.parse(text("characters/a.json")), { owner: id, name: "달래" });
  assert.deepEqual(files["characters/a.png"], picture);
  const account = JSON.parse(text("account.json"));
  assert.equal(account.email, "haru@example.com");
  assert.equal(account.sessions[0].current, true);
  for (const secret of ["secret-hash", opened.session.secretHash, opened.cookieValue]) {
    assert.equal(text("account.json").includes(secret), false);
  }
});

Deno.test("zipFiles() sends a long file in many pieces, and an empty one too", async () => {
  const long = "가나다라".repeat(100_000);
  const pieces = await Array.fromAsync(
    zipFiles(each(["long.json", long], ["empty.bin", new Uint8Array()]), NOW_MS),
  );
  assert.ok(pieces.length > 10);
  const files = unzipSync(new Uint8Array(await new Blob(pieces).arrayBuffer()));
  assert.equal(JSON.parse(strFromU8(files["long.json"] ?? new Uint8Array())), long);
  assert.equal(files["empty.bin"]?.length, 0);
});

Deno.test("zipFiles() makes nothing that nobody reads", async () => {
  let asked = 0;
  async function* endless(): AsyncGenerator<ExportedFile> {
    while (true) yield [`${++asked}.json`, "x"];
  }
  for await (const _ of zipFiles(endless(), NOW_MS)) if (asked >= 3) break;
  assert.equal(asked, 3);
});

Deno.test("zipFiles() refuses paths that leave the archive, and one path twice", async () => {
  const refused = [
    "",
    "/etc/passwd",
    "../up.json",
    "a/../../b",
    "a//b",
    "a\\b",
    "a/.",
    "a\nb",
    "a/",
  ];
  for (const path of refused) {
    await assert.rejects(() => Array.fromAsync(zipFiles(each([path, 1]), NOW_MS)), TypeError, path);
  }
  const twice = zipFiles(each(["a.json", 1], ["a.json", 2]), NOW_MS);
  await assert.rejects(() => Array.fromAsync(twice), /twice/);
  await unzip(zipFiles(each([".hidden/..file", 1]), NOW_MS));
});

Deno.test("exportName() tells the day", () => {
  assert.equal(exportName(NOW_MS), "maru-2026-03-01.zip");
});
