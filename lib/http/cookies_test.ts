import assert from "node:assert/strict";
import { putCookie, readCookie, writeCookie } from "@/lib/http/cookies.ts";

Deno.test("readCookie() finds a value by its whole name", () => {
  const header = "maru_lang=ko; xmaru=no; maru=abc.d=f ; other";
  assert.equal(readCookie(header, "maru"), "abc.d=f");
  assert.equal(readCookie(header, "maru_lang"), "ko");
  assert.equal(readCookie(header, "lang"), undefined);
  assert.equal(readCookie(header, "other"), undefined);
  assert.equal(readCookie(null, "maru"), undefined);
});

Deno.test("readCookie() takes the first of two cookies with one name", () => {
  assert.equal(readCookie("a=1; a=2", "a"), "1");
});

Deno.test("writeCookie() is for the whole site, unread by scripts, and not sent from other sites", () => {
  assert.equal(
    writeCookie("maru", "v", { maxAgeS: 60.9, secure: true }),
    "maru=v; Path=/; SameSite=Lax; Max-Age=60; HttpOnly; Secure",
  );
  assert.equal(
    writeCookie("lang", "ko", { httpOnly: false }),
    "lang=ko; Path=/; SameSite=Lax",
  );
});

Deno.test("writeCookie() refuses a value that would add attributes or lines", () => {
  for (
    const value of ["a; Domain=evil.example", "a\r\nSet-Cookie: b=c", "한글", 'q"q', "a,b", "a b"]
  ) {
    assert.throws(() => writeCookie("maru", value), TypeError);
  }
});

Deno.test("putCookie() replaces an earlier cookie of the same name alone", () => {
  const cookies = ["maru=old; Path=/", "maru_lang=ko; Path=/"];
  putCookie(cookies, "maru=new; Path=/");
  putCookie(cookies, "flash=1; Path=/");
  assert.deepEqual(cookies, ["maru=new; Path=/", "maru_lang=ko; Path=/", "flash=1; Path=/"]);
});
