import assert from "node:assert/strict";
import fc from "fast-check";
import { ResponseParser } from "@/tests/bench/response_parser.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

const RESPONSES: Record<
  string,
  { text: string; status: number; body: number; keepAlive: boolean }
> = {
  "with a length": {
    text: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    status: 200,
    body: 5,
    keepAlive: true,
  },
  "with an empty body": {
    text: "HTTP/1.1 303 See Other\r\nlocation: /\r\ncontent-length:0\r\n\r\n",
    status: 303,
    body: 0,
    keepAlive: true,
  },
  "without a body by its status": {
    text: "HTTP/1.1 304 Not Modified\r\ncontent-length: 99\r\n\r\n",
    status: 304,
    body: 0,
    keepAlive: true,
  },
  "without a reason phrase": {
    text: "HTTP/1.1 204\r\ndate: x\r\n\r\n",
    status: 204,
    body: 0,
    keepAlive: true,
  },
  "in chunks, with an extension and a trailer": {
    text:
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5;x=y\r\nhe\r\nl\r\nA\r\n0123456789\r\n" +
      "0\r\nx-sum: 1\r\n\r\n",
    status: 200,
    body: 15,
    keepAlive: true,
  },
  "that closes": {
    text: "HTTP/1.1 500 Oh\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno",
    status: 500,
    body: 2,
    keepAlive: false,
  },
  "after an interim response": {
    text:
      "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx",
    status: 200,
    body: 1,
    keepAlive: true,
  },
};

for (const [name, { text, status, body, keepAlive }] of Object.entries(RESPONSES)) {
  Deno.test(`ResponseParser reads a response ${name}, however it is cut`, () => {
    const all = bytes(text);
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: all.length })), (sizes) => {
      const parser = new ResponseParser();
      let complete = false;
      for (let offset = 0; offset < all.length;) {
        assert.equal(complete, false);
        const size = sizes.shift() ?? all.length;
        complete = parser.push(all.subarray(offset, offset + size));
        offset += size;
      }
      assert.equal(complete, true);
      assert.deepEqual(
        [parser.status, parser.bodyBytes, parser.keepAlive],
        [status, body, keepAlive],
      );
    }));
  });
}

Deno.test("ResponseParser reads one response after another once it is reset", () => {
  const parser = new ResponseParser();
  for (const { text, status, body } of Object.values(RESPONSES)) {
    parser.reset();
    assert.equal(parser.push(bytes(text)), true);
    assert.deepEqual([parser.status, parser.bodyBytes], [status, body]);
  }
});

Deno.test("ResponseParser takes the end of the connection for the end of a body without a length", () => {
  const parser = new ResponseParser();
  assert.equal(parser.push(bytes("HTTP/1.1 200 OK\r\n\r\nabc")), false);
  assert.equal(parser.end(), true);
  assert.deepEqual([parser.bodyBytes, parser.keepAlive], [3, false]);
});

Deno.test("ResponseParser does not take a cut response for a whole one", () => {
  const parser = new ResponseParser();
  assert.equal(parser.push(bytes("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc")), false);
  assert.equal(parser.end(), false);
});

Deno.test("ResponseParser expects no body after HEAD", () => {
  const parser = new ResponseParser("HEAD");
  assert.equal(parser.push(bytes("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n")), true);
});

Deno.test("ResponseParser refuses what is no HTTP/1.1 response", () => {
  const push = (text: string) => () => new ResponseParser().push(bytes(text));
  const chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
  assert.throws(push("SSH-2.0-OpenSSH\r\n\r\n"), /Not an HTTP\/1.1 response/);
  assert.throws(push("HTTP/1.0 200 OK\r\n\r\n"), /Not an HTTP\/1.1 response/);
  assert.throws(push("x".repeat(70_000)), /no end/);
  assert.throws(push(`${chunked}zz\r\n`), /Not a chunk size/);
  assert.throws(push(`${chunked}2\r\nabc\r\n`), /longer than its size/);
  assert.throws(push("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nab"), /1 bytes follow/);
});
