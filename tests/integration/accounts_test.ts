/** Accounts over their real handlers: what clients of the API and readers of the pages can count on. */
import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { keys } from "@/lib/store/keys.ts";
import { SESSION_MS } from "@/lib/accounts/sessions.ts";
import { ACCESS_TOKEN_S } from "@/lib/accounts/tokens.ts";
import { withApp } from "@/tests/integration/accounts_app.ts";
import {
  Browser,
  call,
  type Reply,
  signedIn,
  signUp,
} from "@/tests/integration/accounts_client.ts";

const EMAIL = "haru@example.com";
const PASSWORD = "감나무 아래 평상";

function refused(reply: Reply, status: number): void {
  assert.equal(reply.status, status, JSON.stringify(reply.body));
  assert.equal(reply.headers.get("content-type"), "application/problem+json");
  assert.equal(reply.body.status, status);
}

function paths(reply: Reply): string[] {
  assert.ok(Array.isArray(reply.body.errors));
  return reply.body.errors.map(({ path }: { path: string }) => path);
}

Deno.test("POST /auth/signup answers with a user and tokens that open /auth/me", () =>
  withApp(async (app) => {
    const body = { email: " Haru@Example.com", password: PASSWORD, nickname: "하루" };
    const reply = await call(app, "POST", "/api/v1/auth/signup", { body });
    assert.equal(reply.status, 201);
    const { user, token, refresh } = signedIn(reply);
    assert.deepEqual(
      { email: user.email, nickname: user.nickname, kind: user.kind },
      { email: EMAIL, nickname: "하루", kind: "full" },
    );
    assert.equal(reply.body.token_type, "Bearer");
    assert.equal(reply.body.expires_in, ACCESS_TOKEN_S);
    assert.equal(reply.headers.get("cache-control"), "private, no-store");
    assert.notEqual(refresh, "");
    assert.deepEqual((await call(app, "GET", "/api/v1/auth/me", { token })).body, user);
    refused(await call(app, "GET", "/api/v1/auth/me"), 401);
  }));

Deno.test("POST /auth/signup names every field at fault and repeats no password", () =>
  withApp(async (app) => {
    const body = { email: "haru", password: "short", nickname: "<b>" };
    const reply = await call(app, "POST", "/api/v1/auth/signup", { body });
    refused(reply, 422);
    assert.deepEqual(paths(reply).sort(), ["email", "nickname", "password"]);
    assert.equal(JSON.stringify(reply.body).includes("short"), false);
    refused(await call(app, "POST", "/api/v1/auth/signup", { body: null }), 422);
  }));

Deno.test("POST /auth/signup gives an address to one of eight who ask at once", () =>
  withApp(async (app) => {
    const replies = await Promise.all(Array.from({ length: 8 }, (_, n) => {
      const body = {
        email: n % 2 ? EMAIL : "HARU@EXAMPLE.COM",
        password: PASSWORD,
        nickname: "하루",
      };
      return call(app, "POST", "/api/v1/auth/signup", { body });
    }));
    assert.deepEqual(
      replies.map(({ status }) => status).sort(),
      [201, 409, 409, 409, 409, 409, 409, 409],
    );
  }));

Deno.test("POST /auth/signup stops an address that makes account after account", () =>
  withApp(async (app) => {
    const ask = (n: number, address?: string) => {
      // Taken after the first, so that the test need not hash a dozen passwords.
      const body = { email: EMAIL, password: PASSWORD, nickname: `Person ${n}` };
      return call(app, "POST", "/api/v1/auth/signup", { body, ...(address ? { address } : {}) });
    };
    for (let n = 0; n < 10; n++) await ask(n);
    const stopped = await ask(10);
    refused(stopped, 429);
    assert.ok(Number(stopped.headers.get("retry-after")) > 0);
    assert.equal((await ask(11, "198.51.100.7")).status, 409);
  }));

Deno.test("POST /auth/login opens with the address in any case, and the password as it was", () =>
  withApp(async (app) => {
    await signUp(app, EMAIL, PASSWORD);
    const ask = (email: string, password: string) =>
      call(app, "POST", "/api/v1/auth/login", { body: { email, password } });
    const reply = await ask("HARU@example.COM", PASSWORD);
    assert.equal(reply.status, 200);
    assert.equal(signedIn(reply).user.email, EMAIL);
    assert.equal((await ask(EMAIL, PASSWORD.normalize("NFD"))).status, 200);
    refused(await ask(EMAIL, PASSWORD.toUpperCase() + "!"), 401);
  }));

Deno.test("POST /auth/login says the same of a wrong password and an unknown address", () =>
  withApp(async (app) => {
    await signUp(app, EMAIL, PASSWORD);
    const ask = (email: string) =>
      call(app, "POST", "/api/v1/auth/login", { body: { email, password: "not the one" } });
    const wrong = await ask(EMAIL);
    const unknown = await ask("nobody@example.com");
    refused(wrong, 401);
    const { instance: _, ...said } = wrong.body;
    const { instance: __, ...saidToo } = unknown.body;
    assert.deepEqual(said, saidToo);
  }));

Deno.test("POST /auth/login is throttled for an account, and even the right password waits", () =>
  withApp(async (app) => {
    await signUp(app, EMAIL, PASSWORD);
    const ask = (password: string, address?: string) => {
      const body = { email: EMAIL, password };
      return call(app, "POST", "/api/v1/auth/login", { body, ...(address ? { address } : {}) });
    };
    for (let n = 0; n < 9; n++) refused(await ask("a wrong one"), 401);
    assert.equal((await ask(PASSWORD)).status, 200);
    // The right password cleared the count: ten more, then it is over.
    for (let n = 0; n < 10; n++) refused(await ask("a wrong one"), 401);
    const stopped = await ask(PASSWORD);
    refused(stopped, 429);
    assert.equal((await ask(PASSWORD, "198.51.100.7")).status, 200);
    app.wait(Number(stopped.headers.get("retry-after")) * 1000);
    assert.equal((await ask(PASSWORD)).status, 200);
  }));

Deno.test("POST /auth/login takes no body but JSON of bounded size", () =>
  withApp(async (app) => {
    const send = (body: string, type: string) =>
      call(app, "POST", "/api/v1/auth/login", { raw: body, headers: { "content-type": type } });
    refused(await send("email=a&password=b", "application/x-www-form-urlencoded"), 415);
    refused(await send("{", "application/json"), 400);
    refused(await send(`"${"x".repeat(70_000)}"`, "application/json"), 413);
    refused(await call(app, "GET", "/api/v1/auth/login"), 405);
  }));

Deno.test("a bearer that is wrong, expired or revoked is 401", () =>
  withApp(async (app) => {
    const { token } = await signUp(app, EMAIL, PASSWORD);
    const ask = (token: string) => call(app, "GET", "/api/v1/auth/me", { token });
    assert.equal((await ask(token)).status, 200);
    refused(await ask(`${token}x`), 401);
    refused(await ask("nonsense"), 401);
    app.wait(ACCESS_TOKEN_S * 1000);
    refused(await ask(token), 401);
  }));

Deno.test("POST /auth/refresh rotates, also under a header that holds the expired token", () =>
  withApp(async (app) => {
    const first = await signUp(app, EMAIL, PASSWORD);
    app.wait(ACCESS_TOKEN_S * 1000 + 1);
    const body = { refresh_token: first.refresh };
    const reply = await call(app, "POST", "/api/v1/auth/refresh", { body, token: first.token });
    assert.equal(reply.status, 200);
    const second = signedIn(reply);
    assert.notEqual(second.refresh, first.refresh);
    assert.equal(second.user.id, first.user.id);
    assert.equal((await call(app, "GET", "/api/v1/auth/me", { token: second.token })).status, 200);
    refused(
      await call(app, "POST", "/api/v1/auth/refresh", { body: { refresh_token: "unknown" } }),
      401,
    );
  }));

Deno.test("POST /auth/refresh ends the whole session when a token comes back", () =>
  withApp(async (app) => {
    const { refresh } = await signUp(app, EMAIL, PASSWORD);
    const ask = (refresh_token: string) =>
      call(app, "POST", "/api/v1/auth/refresh", { body: { refresh_token } });
    const next = signedIn(await ask(refresh));
    refused(await ask(refresh), 401);
    refused(await call(app, "GET", "/api/v1/auth/me", { token: next.token }), 401);
    refused(await ask(next.refresh), 401);
  }));

Deno.test("POST /auth/logout ends the session by bearer or by refresh token, and no other", () =>
  withApp(async (app) => {
    const one = await signUp(app, EMAIL, PASSWORD);
    const logIn = async () =>
      signedIn(
        await call(app, "POST", "/api/v1/auth/login", {
          body: { email: EMAIL, password: PASSWORD },
        }),
      );
    const [two, three] = [await logIn(), await logIn()];
    const ask = (token: string) => call(app, "GET", "/api/v1/auth/me", { token });
    const out = await call(app, "POST", "/api/v1/auth/logout", { token: one.token });
    assert.equal(out.status, 204);
    refused(await ask(one.token), 401);
    app.wait(ACCESS_TOKEN_S * 1000);
    const body = { refresh_token: two.refresh };
    const late = await call(app, "POST", "/api/v1/auth/logout", { body, token: two.token });
    assert.equal(late.status, 204);
    refused(await call(app, "POST", "/api/v1/auth/refresh", { body }), 401);
    refused(await call(app, "POST", "/api/v1/auth/logout"), 401);
    const alive = { refresh_token: three.refresh };
    assert.equal((await call(app, "POST", "/api/v1/auth/refresh", { body: alive })).status, 200);
  }));

Deno.test("a guest has no e-mail, and signing up keeps the id and what they made", () =>
  withApp(async (app) => {
    const reply = await call(app, "POST", "/api/v1/auth/guest", {
      headers: { "accept-language": "ko" },
    });
    assert.equal(reply.status, 201);
    const guest = signedIn(reply);
    assert.deepEqual([guest.user.kind, guest.user.email], ["guest", null]);
    assert.match(guest.user.nickname, /^손님 /);
    await app.kv.set(["note", guest.user.id], "made as a guest");
    const account = await signUp(app, EMAIL, PASSWORD, { token: guest.token });
    assert.deepEqual([account.user.id, account.user.kind], [guest.user.id, "full"]);
    assert.equal((await app.kv.get(["note", account.user.id])).value, "made as a guest");
    // The guest's tokens were somebody's before there was a password.
    refused(await call(app, "GET", "/api/v1/auth/me", { token: guest.token }), 401);
    const body = { refresh_token: guest.refresh };
    refused(await call(app, "POST", "/api/v1/auth/refresh", { body }), 401);
  }));

Deno.test("a guest who logs in brings along what they made, unless they say no", () =>
  withApp(async (app) => {
    const account = await signUp(app, EMAIL, PASSWORD);
    const enter = async (keep: Record<string, unknown>) => {
      const guest = signedIn(await call(app, "POST", "/api/v1/auth/guest"));
      await app.kv.set(["note", guest.user.id], "made as a guest");
      const body = { email: EMAIL, password: PASSWORD, ...keep };
      const reply = await call(app, "POST", "/api/v1/auth/login", { body, token: guest.token });
      assert.equal(signedIn(reply).user.id, account.user.id);
      return guest.user.id;
    };
    const left = await enter({ keep_guest_data: false });
    assert.equal((await app.kv.get(["note", account.user.id])).value, null);
    assert.equal((await app.kv.get(["note", left])).value, "made as a guest");
    const brought = await enter({});
    assert.equal((await app.kv.get(["note", account.user.id])).value, "made as a guest");
    assert.equal((await app.kv.get(keys.user(brought))).value, null);
    assert.equal((await app.kv.get(keys.deletion(brought))).value, null);
  }));

Deno.test("a wrong password takes nothing from the guest who typed it", () =>
  withApp(async (app) => {
    await signUp(app, EMAIL, PASSWORD);
    const guest = signedIn(await call(app, "POST", "/api/v1/auth/guest"));
    await app.kv.set(["note", guest.user.id], "mine");
    const body = { email: EMAIL, password: "a wrong one" };
    refused(await call(app, "POST", "/api/v1/auth/login", { body, token: guest.token }), 401);
    assert.equal((await app.kv.get(["note", guest.user.id])).value, "mine");
    assert.equal((await call(app, "GET", "/api/v1/auth/me", { token: guest.token })).status, 200);
  }));

Deno.test("/me/sessions lists two devices and ends the other at once", () =>
  withApp(async (app) => {
    const one = await signUp(app, EMAIL, PASSWORD, {
      headers: { "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Gecko Firefox/133.0 secret/1.2" },
    });
    app.wait(1000);
    const body = { email: EMAIL, password: PASSWORD };
    const two = signedIn(await call(app, "POST", "/api/v1/auth/login", { body }));
    const listed = await call(app, "GET", "/api/v1/me/sessions", { token: two.token });
    const items = listed.body.items as { id: string; browser: string; current: boolean }[];
    assert.deepEqual(items.map(({ browser, current }) => [browser, current]), [
      [null, true],
      ["Firefox", false],
    ]);
    assert.equal(JSON.stringify(listed.body).includes("secret"), false);
    const other = `/api/v1/me/sessions/${items[1]?.id}`;
    const stranger = await signUp(app, "stranger@example.com", PASSWORD);
    refused(await call(app, "DELETE", other, { token: stranger.token }), 404);
    assert.equal((await call(app, "DELETE", other, { token: two.token })).status, 204);
    refused(await call(app, "GET", "/api/v1/auth/me", { token: one.token }), 401);
    refused(await call(app, "DELETE", other, { token: two.token }), 404);
    assert.equal((await call(app, "GET", "/api/v1/auth/me", { token: two.token })).status, 200);
  }));

Deno.test("PUT /me/password signs every other session out and changes what opens the door", () =>
  withApp(async (app) => {
    const one = await signUp(app, EMAIL, PASSWORD);
    const logIn = (password: string) =>
      call(app, "POST", "/api/v1/auth/login", { body: { email: EMAIL, password } });
    const two = signedIn(await logIn(PASSWORD));
    const change = (current_password: string, new_password: string) =>
      call(app, "PUT", "/api/v1/me/password", {
        token: two.token,
        body: { current_password, new_password },
      });
    const wrong = await change("a wrong one", "대청마루의 바람");
    refused(wrong, 422);
    assert.deepEqual(paths(wrong), ["current_password"]);
    refused(await change(PASSWORD, "12345678"), 422);
    assert.equal((await change(PASSWORD, "대청마루의 바람")).status, 204);
    refused(await call(app, "GET", "/api/v1/auth/me", { token: one.token }), 401);
    assert.equal((await call(app, "GET", "/api/v1/auth/me", { token: two.token })).status, 200);
    refused(await logIn(PASSWORD), 401);
    assert.equal((await logIn("대청마루의 바람")).status, 200);
  }));

Deno.test("PATCH /me changes the nickname freely and the e-mail with the password", () =>
  withApp(async (app) => {
    const { token } = await signUp(app, EMAIL, PASSWORD);
    await signUp(app, "taken@example.com", PASSWORD);
    const patch = (body: Record<string, unknown>) =>
      call(app, "PATCH", "/api/v1/me", { token, body });
    assert.equal((await patch({ nickname: "별" })).body.nickname, "별");
    assert.deepEqual(paths(await patch({ email: "new@example.com" })), ["current_password"]);
    const withPassword = { current_password: PASSWORD };
    refused(await patch({ email: "TAKEN@example.com", ...withPassword }), 409);
    const moved = await patch({ email: "new@example.com", ...withPassword });
    assert.equal(moved.body.email, "new@example.com");
    const logIn = (email: string) =>
      call(app, "POST", "/api/v1/auth/login", { body: { email, password: PASSWORD } });
    refused(await logIn(EMAIL), 401);
    assert.equal((await logIn("new@example.com")).status, 200);
    const guest = signedIn(await call(app, "POST", "/api/v1/auth/guest"));
    const body = { email: "guest@example.com", current_password: "anything" };
    refused(await call(app, "PATCH", "/api/v1/me", { token: guest.token, body }), 403);
  }));

Deno.test("DELETE /me takes the password and then everything", () =>
  withApp(async (app) => {
    const { user, token } = await signUp(app, EMAIL, PASSWORD);
    await app.kv.set(["note", user.id], "mine");
    const remove = (body: Record<string, unknown>) =>
      call(app, "DELETE", "/api/v1/me", { token, body });
    assert.deepEqual(paths(await remove({})), ["password"]);
    assert.deepEqual(paths(await remove({ password: "a wrong one" })), ["password"]);
    assert.equal((await remove({ password: PASSWORD })).status, 204);
    refused(await call(app, "GET", "/api/v1/auth/me", { token }), 401);
    const body = { email: EMAIL, password: PASSWORD };
    refused(await call(app, "POST", "/api/v1/auth/login", { body }), 401);
    const left = (await Array.fromAsync(app.kv.list({ prefix: [] }))).map(({ key }) => key[0]);
    // A mark that the account is gone ends by itself, as counted tries do.
    assert.deepEqual([...new Set(left)].sort(), ["gone", "secret", "throttle"]);
    assert.notEqual((await signUp(app, EMAIL, PASSWORD)).user.id, user.id);
  }));

Deno.test("GET /me/export is one ZIP file with the account and what it made", () =>
  withApp(async (app) => {
    const { user, token } = await signUp(app, EMAIL, PASSWORD);
    await app.kv.set(["note", user.id], "만든 것");
    refused(await call(app, "GET", "/api/v1/me/export"), 401);
    const response = await app.send(
      new Request("http://maru.test/api/v1/me/export", {
        headers: { authorization: `Bearer ${token}` },
      }),
    );
    assert.equal(response.headers.get("content-type"), "application/zip");
    assert.equal(
      response.headers.get("content-disposition"),
      'attachment; filename="maru-2026-03-01.zip"',
    );
    const files = unzipSync(await response.bytes());
    assert.deepEqual(Object.keys(files), ["account.json", "note.json"]);
    assert.equal(JSON.parse(strFromU8(files["note.json"] ?? new Uint8Array())), "만든 것");
    assert.equal(strFromU8(files["account.json"] ?? new Uint8Array()).includes("argon2"), false);
  }));

Deno.test("another site's form does nothing with the reader's cookie", () =>
  withApp(async (app) => {
    const browser = new Browser(app);
    await browser.signUp(EMAIL, PASSWORD);
    for (const site of ["cross-site", "same-site"]) {
      const headers = { "sec-fetch-site": site, origin: "https://evil.example" };
      const form = await browser.post("/account", { nickname: "Mallory" }, headers);
      assert.equal(form.status, 403, site);
      const api = await browser.json("PATCH", "/api/v1/me", { nickname: "Mallory" }, headers);
      assert.equal(api.status, 403, site);
    }
    // A browser too old for Sec-Fetch-Site still tells the origin.
    const old = { "sec-fetch-site": "", origin: "https://evil.example" };
    assert.equal((await browser.post("/logout", {}, old)).status, 403);
    const me = await browser.json("GET", "/api/v1/auth/me");
    assert.equal((await me.json()).nickname, "하루");
    assert.equal((await browser.json("PATCH", "/api/v1/me", { nickname: "별" })).status, 200);
  }));

Deno.test("the session cookie is out of reach for scripts and other sites, and host-bound on https", () =>
  withApp(async (app) => {
    const plain = new Browser(app);
    const [cookie] = (await plain.signUp(EMAIL, PASSWORD)).headers.getSetCookie();
    assert.match(
      cookie ?? "",
      /^maru=[\w-]+\.[\w-]+; Path=\/; SameSite=Lax; Max-Age=2592000; HttpOnly$/,
    );
    const secure = new Browser(app, "https://maru.test");
    const [bound] = (await secure.signUp("secure@example.com", PASSWORD)).headers.getSetCookie();
    assert.match(bound ?? "", /^__Host-maru=.+; HttpOnly; Secure$/);
    assert.equal((await secure.get("/account")).status, 200);
  }));

Deno.test("a cookie that opens nothing is cleared", () =>
  withApp(async (app) => {
    const browser = new Browser(app);
    browser.cookies.set("maru", "abc.nonsense");
    const response = await browser.get("/login");
    assert.equal(response.status, 200);
    assert.match(response.headers.getSetCookie()[0] ?? "", /^maru=; .*Max-Age=0/);
    assert.equal(browser.cookies.has("maru"), false);
  }));

Deno.test("a session slides while it is used and ends 30 days after", () =>
  withApp(async (app) => {
    const browser = new Browser(app);
    await browser.signUp(EMAIL, PASSWORD);
    assert.deepEqual((await browser.get("/account")).headers.getSetCookie(), []);
    app.wait(SESSION_MS - 1000);
    assert.match(
      (await browser.get("/account")).headers.getSetCookie()[0] ?? "",
      /^maru=.*2592000/,
    );
    app.wait(SESSION_MS - 1000);
    assert.equal((await browser.get("/account")).status, 200);
    app.wait(SESSION_MS);
    assert.equal((await browser.get("/account")).headers.get("location"), "/login?back=%2Faccount");
  }));

Deno.test("/login leads back to where one was, and never to another site", () =>
  withApp(async (app) => {
    await signUp(app, EMAIL, PASSWORD);
    const enter = async (path: string) => {
      const browser = new Browser(app);
      const response = await browser.post(path, { email: EMAIL, password: PASSWORD });
      assert.equal(response.status, 303);
      return response.headers.get("location");
    };
    assert.equal(await enter("/login"), "/");
    assert.equal(await enter("/login?back=%2Fchats%2Fabc%3Fx%3D1"), "/chats/abc?x=1");
    for (const back of ["https://evil.example", "//evil.example", "/\\evil.example"]) {
      assert.equal(await enter(`/login?back=${encodeURIComponent(back)}`), "/", back);
    }
  }));

Deno.test("/login says beside the form what is wrong, in the reader's language", () =>
  withApp(async (app) => {
    const browser = new Browser(app);
    const wrong = { email: "haru@example.com", password: "not the one" };
    const english = await browser.post("/login", wrong);
    const text = await english.text();
    assert.equal(english.status, 401);
    assert.match(text, /E-mail and password do not match/);
    assert.match(text, /value="haru@example\.com"/);
    assert.equal(text.includes("not the one"), false);
    browser.language = "ko";
    assert.match(
      await (await browser.post("/login", wrong)).text(),
      /이메일과 비밀번호가 맞지 않아요/,
    );
    const empty = await browser.post("/login", { email: "", password: "" });
    assert.equal(empty.status, 422);
    assert.match(await empty.text(), /비밀번호를 적어 주세요/);
  }));

Deno.test("/login under throttle says how long to wait", () =>
  withApp(async (app) => {
    const browser = new Browser(app);
    const wrong = { email: "nobody@example.com", password: "not the one" };
    for (let n = 0; n < 10; n++) await (await browser.post("/login", wrong)).body?.cancel();
    const stopped = await browser.post("/login", wrong);
    assert.equal(stopped.status, 429);
    assert.ok(Number(stopped.headers.get("retry-after")) > 0);
    assert.match(await stopped.text(), /That was a lot of tries/);
  }));

Deno.test("/signup keeps what was typed, but the password, and tells each field's fault", () =>
  withApp(async (app) => {
    await signUp(app, EMAIL, PASSWORD);
    const browser = new Browser(app);
    const post = async (fields: Record<string, string>) => {
      const response = await browser.post("/signup", fields);
      return { status: response.status, text: await response.text() };
    };
    const short = await post({ nickname: "별", email: "x@example.com", password: "seven77" });
    assert.equal(short.status, 422);
    assert.match(short.text, /at least 8 characters/);
    assert.match(short.text, /value="별"/);
    assert.equal(short.text.includes("seven77"), false);
    assert.match(short.text, /aria-invalid="true"/);
    const common = await post({ nickname: "별", email: "x@example.com", password: "password1" });
    assert.match(common.text, /guessed first/);
    const taken = await post({ nickname: "별", email: "HARU@example.com", password: PASSWORD });
    assert.equal(taken.status, 409);
    assert.match(taken.text, /has an account already/);
    assert.equal((await post({})).status, 422);
    assert.equal(browser.cookies.has("maru"), false);
  }));

Deno.test("text of a reader comes back as text", () =>
  withApp(async (app) => {
    const browser = new Browser(app);
    const evil = '"><script>alert(1)</script>';
    const response = await browser.post("/signup", { nickname: evil, email: evil, password: "x" });
    assert.equal((await response.text()).includes("<script"), false);
  }));

Deno.test("a visitor who sends a form becomes a guest, stays the same, and signs up in place", () =>
  withApp(async (app) => {
    const browser = new Browser(app);
    const first = await (await browser.post("/try", {})).json();
    assert.equal(first.kind, "guest");
    assert.deepEqual(await (await browser.post("/try", {})).json(), first);
    const page = await (await browser.get("/signup")).text();
    assert.match(page, /Keep what you made/);
    assert.equal(page.includes(`value="${first.nickname}"`), true);
    const before = browser.cookies.get("maru");
    const response = await browser.post("/signup?back=%2Fchats", {
      nickname: "하루",
      email: EMAIL,
      password: PASSWORD,
    });
    assert.equal(response.headers.get("location"), "/chats");
    assert.notEqual(browser.cookies.get("maru"), before);
    assert.equal((await (await browser.post("/try", {})).json()).id, first.id);
    const stale = new Browser(app);
    stale.cookies.set("maru", before ?? "");
    assert.equal((await stale.get("/account")).status, 303);
  }));

Deno.test("an address cannot make guests without end", () =>
  withApp(async (app) => {
    const statuses: number[] = [];
    for (let n = 0; n < 41; n++) statuses.push((await new Browser(app).post("/try", {})).status);
    assert.deepEqual([statuses.indexOf(429), statuses.at(0)], [40, 200]);
  }));

Deno.test("/login from a guest's browser asks about what they made, and moves it", () =>
  withApp(async (app) => {
    const account = await signUp(app, EMAIL, PASSWORD);
    const enter = async (fields: Record<string, string>) => {
      const browser = new Browser(app);
      const { id } = await (await browser.post("/try", {})).json();
      await app.kv.set(["note", id], "made as a guest");
      assert.match(await (await browser.get("/login")).text(), /name="leave_guest_data"/);
      await browser.post("/login", { email: EMAIL, password: PASSWORD, ...fields });
      assert.equal((await (await browser.post("/try", {})).json()).id, account.user.id);
      return id as string;
    };
    const left = await enter({ leave_guest_data: "1" });
    assert.equal((await app.kv.get(["note", left])).value, "made as a guest");
    assert.equal((await app.kv.get(["note", account.user.id])).value, null);
    await enter({});
    assert.equal((await app.kv.get(["note", account.user.id])).value, "made as a guest");
  }));

Deno.test("/logout ends an account's session at once, and asks a guest first", () =>
  withApp(async (app) => {
    const browser = new Browser(app);
    await browser.signUp(EMAIL, PASSWORD);
    const cookie = browser.cookies.get("maru") ?? "";
    assert.equal((await browser.post("/logout", {})).headers.get("location"), "/");
    assert.equal(browser.cookies.has("maru"), false);
    browser.cookies.set("maru", cookie);
    assert.equal((await browser.get("/account")).status, 303);

    const guest = new Browser(app);
    await (await guest.post("/try", {})).body?.cancel();
    assert.equal((await guest.post("/logout", {})).headers.get("location"), "/logout");
    assert.match(await (await guest.get("/logout")).text(), /Leave as a guest/);
    assert.equal(guest.cookies.has("maru"), true);
    assert.equal((await guest.post("/logout", { sure: "1" })).headers.get("location"), "/");
    assert.equal(guest.cookies.has("maru"), false);
    assert.equal((await guest.get("/logout")).headers.get("location"), "/");
  }));

Deno.test("every account page sends a visitor to the login and back", () =>
  withApp(async (app) => {
    const browser = new Browser(app);
    const pages = ["", "/email", "/password", "/sessions", "/export", "/delete"];
    for (const path of pages.map((page) => `/account${page}`)) {
      const response = await browser.get(path);
      assert.equal(response.status, 303, path);
      assert.equal(response.headers.get("location"), `/login?back=${encodeURIComponent(path)}`);
    }
    const posted = await browser.post("/account", { nickname: "x" }, {
      referer: "http://maru.test/account?done=email",
    });
    assert.equal(
      posted.headers.get("location"),
      `/login?back=${encodeURIComponent("/account?done=email")}`,
    );
    const foreign = await browser.post("/account", {}, { referer: "https://evil.example/x" });
    assert.equal(foreign.headers.get("location"), "/login");
  }));

Deno.test("the account pages change nickname, e-mail and password, and say so", () =>
  withApp(async (app) => {
    const browser = new Browser(app);
    await browser.signUp(EMAIL, PASSWORD);
    const change = async (path: string, fields: Record<string, string>) => {
      const response = await browser.post(path, fields);
      assert.equal(response.status, 303, await response.text());
      const next = response.headers.get("location") ?? "";
      return await (await browser.get(next)).text();
    };
    assert.match(await change("/account", { nickname: "별" }), /Your new nickname is saved/);
    const email = { email: "new@example.com", current_password: PASSWORD };
    assert.match(await change("/account/email", email), /Your new e-mail is saved/);
    const password = { current_password: PASSWORD, new_password: "대청마루의 바람" };
    assert.match(await change("/account/password", password), /Your new password is saved/);
    const wrong = await browser.post("/account/password", password);
    assert.equal(wrong.status, 422);
    assert.match(await wrong.text(), /not the password of your account/);
    const invented = await (await browser.get("/account?done=constructor")).text();
    assert.equal(invented.includes("function"), false);
  }));

Deno.test("/account/sessions signs another device out", () =>
  withApp(async (app) => {
    const here = new Browser(app);
    await here.signUp(EMAIL, PASSWORD);
    const there = new Browser(app);
    there.userAgent =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18 Safari/604.1";
    await there.post("/login", { email: EMAIL, password: PASSWORD });
    const page = await (await here.get("/account/sessions")).text();
    assert.match(page, /Safari on iOS/);
    assert.match(page, /this device/);
    const id = /name="session" value="([^"]+)"/.exec(page)?.[1] ?? "";
    const response = await here.post("/account/sessions", { session: id });
    assert.equal(response.headers.get("location"), "/account/sessions?done=session");
    assert.equal((await there.get("/account")).status, 303);
    assert.match(
      await (await here.get("/account/sessions")).text(),
      /Nobody is signed in anywhere/,
    );
    await there.post("/login", { email: EMAIL, password: PASSWORD });
    await here.post("/account/sessions", {});
    assert.equal((await there.get("/account")).status, 303);
    assert.equal((await here.get("/account")).status, 200);
  }));

Deno.test("/account/delete asks an account for its password and a guest for a word", () =>
  withApp(async (app) => {
    const browser = new Browser(app);
    await browser.signUp(EMAIL, PASSWORD);
    const wrong = await browser.post("/account/delete", { password: "a wrong one" });
    assert.equal(wrong.status, 422);
    assert.match(await wrong.text(), /not the password of your account/);
    // A word is for guests: an account that could be deleted with one would need no password.
    assert.equal((await browser.post("/account/delete", { word: "delete" })).status, 422);
    const gone = await browser.post("/account/delete", { password: PASSWORD });
    assert.equal(gone.headers.get("location"), "/login?done=deleted");
    assert.match(await (await browser.get("/login?done=deleted")).text(), /is gone/);
    assert.equal(browser.cookies.has("maru"), false);

    const guest = new Browser(app);
    const { id } = await (await guest.post("/try", {})).json();
    assert.equal((await guest.post("/account/delete", { word: "maybe" })).status, 422);
    assert.equal((await guest.post("/account/delete", { word: " 삭제 " })).status, 303);
    assert.equal((await app.kv.get(keys.user(id))).value, null);
  }));

Deno.test("/account/export downloads the reader's own data", () =>
  withApp(async (app) => {
    const browser = new Browser(app);
    await browser.signUp(EMAIL, PASSWORD);
    const response = await browser.get("/account/export");
    assert.equal(response.headers.get("content-type"), "application/zip");
    assert.equal(response.headers.get("cache-control"), "private, no-store");
    const files = unzipSync(await response.bytes());
    const account = JSON.parse(strFromU8(files["account.json"] ?? new Uint8Array()));
    assert.equal(account.email, EMAIL);
  }));

Deno.test("no account page runs a script or may be kept by a cache", () =>
  withApp(async (app) => {
    const visitor = new Browser(app);
    const member = new Browser(app);
    await member.signUp(EMAIL, PASSWORD);
    const guest = new Browser(app);
    await (await guest.post("/try", {})).body?.cancel();
    const pages: [Browser, string[]][] = [
      [visitor, ["/login", "/signup"]],
      [guest, ["/login", "/signup", "/logout", "/account", "/account/sessions", "/account/delete"]],
      [member, ["/account", "/account/email", "/account/password", "/account/sessions"]],
      [member, ["/account/delete", "/logout"]],
    ];
    for (const [browser, paths] of pages) {
      for (const language of ["ko", "en"]) {
        browser.language = language;
        for (const path of paths) {
          const response = await browser.get(path);
          assert.equal(response.status, 200, path);
          assert.equal((await response.text()).includes("<script"), false, path);
          assert.match(response.headers.get("cache-control") ?? "", /no-store/, path);
        }
      }
    }
  }));
