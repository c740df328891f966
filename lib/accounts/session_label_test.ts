import assert from "node:assert/strict";
import { labelSession } from "@/lib/accounts/session_label.ts";

const CASES = [
  {
    name: "Chrome on Windows",
    ua:
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    label: { browser: "Chrome", os: "Windows" },
  },
  {
    name: "Edge, which claims to be Chrome",
    ua:
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
    label: { browser: "Edge", os: "Windows" },
  },
  {
    name: "Safari on an iPhone, which claims to be like a Mac",
    ua:
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
    label: { browser: "Safari", os: "iOS" },
  },
  {
    name: "Samsung Internet on Android, which claims Linux",
    ua:
      "Mozilla/5.0 (Linux; Android 14; SAMSUNG SM-S918N) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36",
    label: { browser: "Samsung Internet", os: "Android" },
  },
  {
    name: "Firefox on Linux",
    ua: "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
    label: { browser: "Firefox", os: "Linux" },
  },
  {
    name: "KakaoTalk's own browser",
    ua:
      "Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 Version/4.0 Chrome/131.0 Mobile Safari/537.36 KAKAOTALK 11.0.0",
    label: { browser: "KakaoTalk", os: "Android" },
  },
  { name: "something unknown", ua: "MyBot <script>", label: { browser: null, os: null } },
  { name: "nothing", ua: null, label: { browser: null, os: null } },
];

for (const { name, ua, label } of CASES) {
  Deno.test(`labelSession() knows ${name}`, () => assert.deepEqual(labelSession(ua), label));
}
