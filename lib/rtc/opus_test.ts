import assert from "node:assert/strict";
import { tuneOpus } from "@/lib/rtc/opus.ts";

Deno.test("tuneOpus() writes our wishes into Opus alone, once", () => {
  const sdp = [
    "m=audio 9 UDP/TLS/RTP/SAVPF 111 63",
    "a=rtpmap:111 opus/48000/2",
    "a=fmtp:111 minptime=10;useinbandfec=1",
    "a=rtpmap:63 red/48000/2",
    "a=fmtp:63 111/111",
    "",
  ].join("\r\n");
  const tuned = tuneOpus(sdp);
  assert(tuned.includes(
    "a=fmtp:111 minptime=10;useinbandfec=1;stereo=0;usedtx=1;maxaveragebitrate=32000\r\n",
  ));
  assert(tuned.includes("a=fmtp:63 111/111\r\n"));
  assert.equal(tuneOpus(tuned), tuned);
  assert.equal(tuneOpus("v=0\r\n"), "v=0\r\n");
});
