import assert from "node:assert/strict";
import { isCandidate, MAX_SDP, sdpFault } from "@/lib/calls/sdp.ts";
import { CHROME_OFFER, FIREFOX_OFFER } from "@/lib/calls/sdp_for_tests.ts";

Deno.test("what browsers offer for sound and data is taken", () => {
  assert.equal(sdpFault(CHROME_OFFER), null);
  assert.equal(sdpFault(FIREFOX_OFFER), null);
  assert.equal(sdpFault(CHROME_OFFER.replaceAll("\r\n", "\n")), null);
  assert.equal(sdpFault(CHROME_OFFER.replace("m=audio 9", "m=audio 0")), null, "rejected");
  assert.equal(sdpFault(CHROME_OFFER.replace("s=-", "s= ")), null);
});

const VIDEO = "m=video 9 UDP/TLS/RTP/SAVPF 96";
const TRICKS: Readonly<Record<string, string>> = {
  "a video section": `${CHROME_OFFER}${VIDEO}\r\na=rtpmap:96 VP8/90000\r\n`,
  "one in capitals": `${CHROME_OFFER}${VIDEO.replace("video", "VIDEO")}\r\n`,
  "one with a capital M": `${CHROME_OFFER}${VIDEO.replace("m", "M")}\r\n`,
  "one before the others": CHROME_OFFER.replace("m=audio", `${VIDEO}\r\nm=audio`),
  "one behind a lone carriage return": CHROME_OFFER.replace("s=-", `s=-\r${VIDEO}`),
  "one behind a line separator": CHROME_OFFER.replace("s=-", `s=-\u2028${VIDEO}`),
  "one behind a next line": CHROME_OFFER.replace("s=-", `s=-\u0085${VIDEO}`),
  "one behind a vertical tab": CHROME_OFFER.replace("s=-", `s=-\u000b${VIDEO}`),
  "one behind a null": CHROME_OFFER.replace("s=-", `s=-\0${VIDEO}`),
  "one behind two carriage returns": CHROME_OFFER.replace("s=-\r\n", `s=-\r\r\n${VIDEO}\r\n`),
  "one behind a blank": `${CHROME_OFFER} ${VIDEO}\r\n`,
  "one behind a byte order mark": `${CHROME_OFFER}\ufeff${VIDEO}\r\n`,
  "one with a blank in front of its kind": `${CHROME_OFFER}${VIDEO.replace("=", "= ")}\r\n`,
  "one with a tab in front of its kind": `${CHROME_OFFER}${VIDEO.replace("=", "=\t")}\r\n`,
  "one that is rejected": `${CHROME_OFFER}${VIDEO.replace(" 9 ", " 0 ")}\r\n`,
  "one without an end of line": CHROME_OFFER + VIDEO,
  "a section of pictures": `${CHROME_OFFER}m=image 9 UDP/TLS/RTP/SAVPF 96\r\n`,
  "a section of an unknown kind": `${CHROME_OFFER}m=audiovideo 9 UDP/TLS/RTP/SAVPF 96\r\n`,
  "a picture format in a section of sound": CHROME_OFFER.replace("opus/48000/2", "VP8/90000"),
  "one with zeros before its clock": CHROME_OFFER.replace("opus/48000/2", "VP8/0090000"),
  "a picture format by its number": CHROME_OFFER.replace("SAVPF 111", "SAVPF 34 111"),
  "sound without encryption": CHROME_OFFER.replace("UDP/TLS/RTP/SAVPF", "RTP/AVP"),
  "another protocol under data": CHROME_OFFER.replace("webrtc-datachannel", "bfcp"),
  "no section at all": "v=0\r\ns=-\r\nt=0 0\r\n",
  "nothing": "",
  "something else": JSON.stringify({ headRotation: [0.1, 0, 0], mouthOpen: 0.6 }),
  "something else behind the first line": 'v=0\r\n{"mouthOpen":0.6}\r\n',
  "a description that begins with another line": `x=1\r\n${CHROME_OFFER}`,
  "a very long line": CHROME_OFFER.replace("s=-", `s=${"x".repeat(2_001)}`),
  "a very long description": CHROME_OFFER + "a=x\r\n".repeat(MAX_SDP / 5),
  "very many sections": CHROME_OFFER +
    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n".repeat(8),
};
for (const [name, sdp] of Object.entries(TRICKS)) {
  Deno.test(`a description is refused with ${name}`, () => {
    assert.notEqual(sdpFault(sdp), null);
  });
}

Deno.test("a description that is made to be read for long is refused as any other", () => {
  for (
    const bad of [
      `m=audio 9 UDP/TLS/RTP/SAVPF${" 1".repeat(980)}x`,
      `a=${" ".repeat(1_900)}`,
      `a=rtpmap:${"/ ".repeat(900)}/90000`,
    ]
  ) assert.notEqual(sdpFault(CHROME_OFFER + `${bad}\r\n`.repeat(5)), null);
});

const CANDIDATES: readonly string[] = [
  "",
  "candidate:1 1 udp 2113937151 192.0.2.1 54400 typ host",
  "a=candidate:1 1 UDP 2113937151 192.0.2.1 54400 typ host",
  "candidate:842163049 1 udp 1677729535 203.0.113.7 50118 typ srflx raddr 0.0.0.0 rport 0 " +
  "generation 0 ufrag 4ZcD network-cost 999",
  "candidate:1 1 udp 2113937151 7f2b1f64-9b3c-4b7c-8a55-0f8f9a4c8c11.local 54400 typ host " +
  "generation 0 ufrag 4ZcD network-id 1",
  "candidate:1 2 tcp 1518280447 2001:db8::1 9 typ host tcptype active",
  "candidate:+/aZ 1 udp 41885439 198.51.100.9 61011 typ relay raddr 203.0.113.7 rport 50118",
];
const NO_CANDIDATES: readonly string[] = [
  "mouthOpen=0.6",
  "candidate:",
  "candidate:1 1 udp 1 192.0.2.1 54400",
  "candidate:1 1 udp 1 192.0.2.1 54400 typ face",
  "candidate:1 1 quic 1 192.0.2.1 54400 typ host",
  "candidate:1 1 udp 1 192.0.2.1 54400 typ host\r\nm=video 9 UDP/TLS/RTP/SAVPF 96",
  "candidate:1 1 udp 1 192.0.2.1 54400 typ host\n",
  'candidate:1 1 udp 1 192.0.2.1 54400 typ host {"smile":0.4}',
  "candidate:1 1 udp 1 192.0.2.1 54400 typ host " + "a b ".repeat(13),
];
Deno.test("candidates are taken as browsers make them, and nothing else is", () => {
  for (const text of CANDIDATES) assert(isCandidate(text), text);
  for (const text of NO_CANDIDATES) assert(!isCandidate(text), text);
});
