import assert from "node:assert/strict";
import { ClaimedPassword, Email, Nickname, Password } from "@/lib/accounts/model.ts";

Deno.test("Email is one for every way of typing it", () => {
  assert.equal(Email.parse("  Haru@Example.COM "), "haru@example.com");
  for (const bad of ["", "haru", "a@b", "a b@example.com", `${"a".repeat(250)}@example.com`]) {
    assert.equal(Email.safeParse(bad).success, false, bad);
  }
});

Deno.test("Nickname takes any script and refuses what could deceive or break", () => {
  for (const good of ["하루", "Ada Lovelace", "名前", "é", "x".repeat(30), "🌙 달"]) {
    assert.equal(Nickname.safeParse(good).success, true, good);
  }
  for (
    const bad of [
      "",
      "   ",
      "x".repeat(31),
      "<b>",
      "a\nb",
      "a\u202eb",
      "a\u200bb",
      "\u3164",
      "\u2800",
    ]
  ) {
    assert.equal(Nickname.safeParse(bad).success, false, JSON.stringify(bad));
  }
});

Deno.test("Password asks for length and against the commonest, and for nothing else", () => {
  for (const good of ["감나무 아래 평상", "correct horse", "aaaaaaab"]) {
    assert.equal(Password.safeParse(good).success, true, good);
  }
  for (const bad of ["short", "x".repeat(201), "password", "PASSWORD1", "12345678", "aaaaaaaa"]) {
    assert.equal(Password.safeParse(bad).success, false, bad);
  }
});

Deno.test("Password is the same from a keyboard that composes and from one that does not", () => {
  const composed = "한글비밀번호열자";
  assert.equal(Password.parse(composed.normalize("NFD")), Password.parse(composed));
  assert.equal(ClaimedPassword.parse(composed.normalize("NFD")), Password.parse(composed));
});
