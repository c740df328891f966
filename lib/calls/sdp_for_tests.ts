/** Descriptions of a voice and a data channel, as two browsers make them. */

const FINGERPRINT = Array.from({ length: 32 }, (_, n) => n.toString(16).padStart(2, "0")).join(":")
  .toUpperCase();

const lines = (text: string) =>
  text.trim().split("\n").map((line) => `${line.trim()}\r\n`).join("");

export const CHROME_OFFER = lines(`
  v=0
  o=- 4611731400430051336 2 IN IP4 127.0.0.1
  s=-
  t=0 0
  a=group:BUNDLE 0 1
  a=extmap-allow-mixed
  a=msid-semantic: WMS 47017fee-b6c1-4162-929c-a25110252400
  m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126
  c=IN IP4 0.0.0.0
  a=rtcp:9 IN IP4 0.0.0.0
  a=ice-ufrag:4ZcD
  a=ice-pwd:2/1muCWoOi3uLifh0NuRHlth
  a=ice-options:trickle
  a=fingerprint:sha-256 ${FINGERPRINT}
  a=setup:actpass
  a=mid:0
  a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
  a=sendrecv
  a=msid:47017fee-b6c1-4162-929c-a25110252400 f83006c5-a0ff-4e0a-9ed9-d3e6747be7d9
  a=rtcp-mux
  a=rtcp-rsize
  a=rtpmap:111 opus/48000/2
  a=rtcp-fb:111 transport-cc
  a=fmtp:111 minptime=10;useinbandfec=1
  a=rtpmap:63 red/48000/2
  a=fmtp:63 111/111
  a=rtpmap:9 G722/8000
  a=rtpmap:0 PCMU/8000
  a=rtpmap:8 PCMA/8000
  a=rtpmap:13 CN/8000
  a=rtpmap:110 telephone-event/48000
  a=rtpmap:126 telephone-event/8000
  a=ssrc:3570614608 cname:4TOk42mSjXCkVIa6
  m=application 9 UDP/DTLS/SCTP webrtc-datachannel
  c=IN IP4 0.0.0.0
  a=ice-ufrag:4ZcD
  a=ice-pwd:2/1muCWoOi3uLifh0NuRHlth
  a=fingerprint:sha-256 ${FINGERPRINT}
  a=setup:actpass
  a=mid:1
  a=sctp-port:5000
  a=max-message-size:262144
`);

export const FIREFOX_OFFER = lines(`
  v=0
  o=mozilla...THIS_IS_SDPARTA-99.0 2906303127871153912 0 IN IP4 0.0.0.0
  s=-
  t=0 0
  a=fingerprint:sha-256 ${FINGERPRINT}
  a=group:BUNDLE 0 1
  a=ice-options:trickle
  a=msid-semantic:WMS *
  m=audio 9 UDP/TLS/RTP/SAVPF 109 9 0 8 101
  c=IN IP4 0.0.0.0
  a=sendrecv
  a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
  a=extmap:2/recvonly urn:ietf:params:rtp-hdrext:csrc-audio-level
  a=fmtp:109 maxplaybackrate=48000;stereo=1;useinbandfec=1
  a=fmtp:101 0-15
  a=ice-pwd:9aa9a1b7d1c0e1f5a7d3c2b1a0f9e8d7
  a=ice-ufrag:1f2e3d4c
  a=mid:0
  a=msid:{5a1b2c3d-0000-4000-8000-000000000001} {5a1b2c3d-0000-4000-8000-000000000002}
  a=rtcp-mux
  a=rtpmap:109 opus/48000/2
  a=rtpmap:9 G722/8000/1
  a=rtpmap:0 PCMU/8000
  a=rtpmap:8 PCMA/8000
  a=rtpmap:101 telephone-event/8000
  a=setup:actpass
  a=ssrc:1234567890 cname:{5a1b2c3d-0000-4000-8000-000000000003}
  m=application 9 UDP/DTLS/SCTP webrtc-datachannel
  c=IN IP4 0.0.0.0
  a=sendrecv
  a=ice-pwd:9aa9a1b7d1c0e1f5a7d3c2b1a0f9e8d7
  a=ice-ufrag:1f2e3d4c
  a=mid:1
  a=setup:actpass
  a=sctp-port:5000
  a=max-message-size:1073741823
`);
