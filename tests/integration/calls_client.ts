/** Clients of a call for tests: what they say, and the sockets they say it on. */
import assert from "node:assert/strict";
import { type Frame, openSocket, type TestSocket } from "@/tests/support/socket.ts";

export const SDP = [
  "v=0",
  "o=- 4611731400430051336 2 IN IP4 127.0.0.1",
  "s=-",
  "t=0 0",
  "a=group:BUNDLE 0",
  "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
  "c=IN IP4 0.0.0.0",
  "a=ice-ufrag:4ZcD",
  "a=ice-pwd:2/1muCWoOi3uLifh0NuRHlth",
  "a=fingerprint:sha-256 " + Array(32).fill("AB").join(":"),
  "a=setup:actpass",
  "a=mid:0",
  "a=sctp-port:5000",
  "",
].join("\r\n");
export const CANDIDATE = {
  candidate: "candidate:1 1 udp 2113937151 192.0.2.1 54400 typ host",
  sdpMid: "0",
  sdpMLineIndex: 0,
};
export const KEYS = ["a", "b", "c"].map((letter) => letter.repeat(43));

export async function makeCall(origin: string, body?: unknown): Promise<Frame> {
  const response = await fetch(`${origin}/api/v1/calls`, {
    method: "POST",
    ...(body === undefined
      ? {}
      : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  assert.equal(response.status, 201);
  return await response.json();
}

export async function readRoom(
  origin: string,
  id: string,
): Promise<{ status: number; json: Frame }> {
  const response = await fetch(`${origin}/api/v1/calls/${id}`);
  return { status: response.status, json: await response.json() };
}

export async function enter(origin: string, id: string, query = ""): Promise<TestSocket> {
  return await openSocket(`${origin}/api/v1/calls/${id}/ws${query}`);
}

export async function join(
  origin: string,
  id: string,
  { avatar = "fox", key, query }: { avatar?: unknown; key?: string; query?: string } = {},
): Promise<{ socket: TestSocket; joined: Frame }> {
  const socket = await enter(origin, id, query);
  socket.send({ type: "join", avatar, ...(key ? { key } : {}) });
  return { socket, joined: await socket.next("joined") };
}

/** Everything in the store that names one of some words, keys and values. */
export async function traces(kv: Deno.Kv, words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const { key, value } of kv.list({ prefix: [] })) {
    const text = Deno.inspect([key, value], {
      depth: 20,
      iterableLimit: 1e4,
      strAbbreviateSize: 1e6,
    });
    if (words.some((word) => text.includes(word))) found.push(text);
  }
  return found;
}
