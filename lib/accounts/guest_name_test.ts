import assert from "node:assert/strict";
import { guestNickname, houseNickname } from "@/lib/accounts/guest_name.ts";
import { Nickname } from "@/lib/accounts/model.ts";

Deno.test("guestNickname() draws a name that is a nickname, at both ends of the draw", () => {
  assert.equal(guestNickname("en", () => 0), "Guest Persimmon 100");
  assert.equal(guestNickname("ko", () => 0.999999), "손님 여울 999");
  for (const locale of ["ko", "en"] as const) {
    assert.equal(Nickname.safeParse(guestNickname(locale)).success, true);
  }
});

Deno.test("houseNickname() draws a name that says nothing of guests", () => {
  assert.equal(houseNickname("ko", () => 0), "감나무 100");
  assert.equal(houseNickname("en", () => 0.999999), "Brook 999");
});
