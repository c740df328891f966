import assert from "node:assert/strict";
import { z } from "zod";
import { asFailure, type Reason } from "@/lib/errors.ts";
import {
  formFields,
  inputErrors,
  MAX_JSON_BYTES,
  parseInput,
  readBytes,
  readForm,
  readJson,
  readUpload,
} from "@/lib/http/body.ts";

const JSON_TYPE = { "content-type": "application/json" };
const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" };
const Named = z.object({ name: z.string(), age: z.number().optional() });

function request(body: BodyInit | null, headers: Record<string, string> = {}): Request {
  return new Request("http://maru.test/", { method: "POST", body, headers });
}

/** A body in pieces, without a length. Notes whether it was read to its end, or cancelled. */
function streamed(pieces: number, pieceBytes: number) {
  const seen = { pulled: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (seen.pulled++ === pieces) controller.close();
      else controller.enqueue(new Uint8Array(pieceBytes).fill(97));
    },
    cancel: () => void (seen.cancelled = true),
  }, { highWaterMark: 0 });
  return { body, seen };
}

/** Asserts that reading is refused for a reason; returns the failure. */
async function refused(reading: Promise<unknown>, reason: Reason) {
  try {
    await reading;
  } catch (error) {
    const failed = asFailure(error);
    assert.equal(failed.reason, reason);
    return failed;
  }
  assert.fail(`was not refused as ${reason}`);
}

Deno.test("readBytes() puts a streamed body together", async () => {
  const bytes = await readBytes(request(streamed(3, 1000).body), 3000);
  assert.equal(bytes.length, 3000);
  assert(bytes.every((byte) => byte === 97));
  assert.equal((await readBytes(request(null), 0)).length, 0);
});

Deno.test("readBytes() holds no more of all bodies on their way than there is memory for", async () => {
  const waiting: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>[] = [];
  const slow = () =>
    new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        controller.enqueue(new Uint8Array(8 * 1024 * 1024));
        waiting.push(controller);
      },
    });
  const many = Array.from(
    { length: 20 },
    () => readBytes(request(slow()), 9 * 1024 * 1024).then(() => "read", (error) => error),
  );
  const refusedOnes = await Promise.all(many.slice(16));
  for (const error of refusedOnes) assert.equal(asFailure(error).reason, "rate_limited");
  for (const controller of waiting.slice(0, 16)) controller.close();
  assert.deepEqual(await Promise.all(many.slice(0, 16)), Array(16).fill("read"));
  assert.equal((await readBytes(request("a"), 1)).length, 1);
});

Deno.test("readBytes() stops a stream without a length as soon as it is too long", async () => {
  const { body, seen } = streamed(1_000_000, 1000);
  await refused(readBytes(request(body), 2500), "too_large");
  assert.equal(seen.pulled, 3);
  assert(seen.cancelled);
});

Deno.test("readBytes() refuses by Content-Length before it reads anything", async () => {
  const { body, seen } = streamed(1, 1);
  await refused(readBytes(request(body, { "content-length": "2501" }), 2500), "too_large");
  assert.equal(seen.pulled, 0);
});

Deno.test("readBytes() believes no Content-Length that says less than there is", async () => {
  for (const length of ["1", "0", "-5", "abc", "1e1"]) {
    const { body } = streamed(10, 1000);
    const reading = readBytes(request(body, { "content-length": length }), 2500);
    await refused(reading, "too_large");
  }
});

Deno.test("readBytes() takes a body that breaks off for a bad request, not for a fault of ours", async () => {
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new Error("connection reset")),
  });
  await refused(readBytes(request(body), 100), "bad_request");
});

Deno.test("readBytes() of a body that was read before is our mistake", async () => {
  const used = request("a");
  await used.text();
  await assert.rejects(readBytes(used, 100), TypeError);
});

Deno.test("readJson() reads what the schema knows, and drops the rest", async () => {
  const body = JSON.stringify({ name: "하루", admin: true, __proto__: { age: 3 } });
  assert.deepEqual(await readJson(request(body, JSON_TYPE), Named), { name: "하루" });
  const types = ["application/json; charset=utf-8", "APPLICATION/JSON", "application/ld+json"];
  for (const type of types) {
    assert.deepEqual(await readJson(request(body, { "content-type": type }), Named), {
      name: "하루",
    });
  }
});

Deno.test("readJson() refuses other types before it reads the body", async () => {
  for (const type of ["text/plain", "text/json", "application/jsonp", "multipart/form-data", ""]) {
    const { body, seen } = streamed(1, 1);
    await refused(
      readJson(request(body, type ? { "content-type": type } : {}), Named),
      "unsupported_type",
    );
    assert.equal(seen.pulled, 0, type);
  }
});

Deno.test("readJson() refuses what is no JSON, or no UTF-8, and repeats none of it", async () => {
  const bodies: BodyInit[] = [
    "",
    "{",
    '{"name":"secret-word"',
    "{'name':1}",
    new Uint8Array([0x22, 0xff, 0x22]),
  ];
  for (const body of bodies) {
    const failed = await refused(readJson(request(body, JSON_TYPE), Named), "bad_request");
    assert.doesNotMatch(failed.detail ?? "", /secret-word/);
  }
});

Deno.test("readJson() gives only Unicode on, however it was escaped", async () => {
  const read = async (text: string) => (await readJson(request(text, JSON_TYPE), Named)).name;
  assert.equal(await read('{"name":"a\\ud800b"}'), "a\ufffdb");
  assert.equal(await read('{"name":"\\uDC00"}'), "\ufffd");
  assert.equal(await read('{"name":"\\ud83d\\ude00 하루"}'), "😀 하루");
  const deep = `{"name":"\\ud800","more":${"[".repeat(20_000)}${"]".repeat(20_000)}}`;
  await refused(readJson(request(deep, JSON_TYPE), Named), "bad_request");
});

Deno.test("readJson() holds a body to its size", async () => {
  const text = JSON.stringify({ name: "a".repeat(MAX_JSON_BYTES) });
  await refused(readJson(request(text, JSON_TYPE), Named), "too_large");
  const deep = "[".repeat(30_000) + "]".repeat(30_000);
  await refused(readJson(request(deep, JSON_TYPE), Named), "invalid_input");
});

Deno.test("readForm() reads both kinds of forms", async () => {
  const urlencoded = await readForm(request("name=%ED%95%98%EB%A3%A8&a=1&a=2", FORM_TYPE));
  assert.deepEqual(formFields(urlencoded), { name: "하루", a: "2" });
  const form = new FormData();
  form.set("name", "하루");
  form.set("file", new File(["x"], "x.txt"));
  assert.deepEqual(formFields(await readForm(request(form))), { name: "하루" });
});

Deno.test("readForm() refuses other types, and what is no form", async () => {
  await refused(readForm(request("name=a", JSON_TYPE)), "unsupported_type");
  await refused(readForm(request("name=a")), "unsupported_type");
  const whole = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n';
  const type = { "content-type": "multipart/form-data; boundary=x" };
  assert.deepEqual(formFields(await readForm(request(whole, type))), { a: "1" });
  for (const body of ["", "--y--", whole.replace("Content", "C\0ntent")]) {
    await refused(readForm(request(body, type)), "bad_request");
  }
  const unbound = { "content-type": "multipart/form-data" };
  await refused(readForm(request(whole, unbound)), "bad_request");
});

Deno.test("readForm() gives no part of a field that breaks off", async () => {
  const whole = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nwords\r\n--x--\r\n';
  const type = { "content-type": "multipart/form-data; boundary=x" };
  for (let length = 5; length < whole.indexOf("--x--"); length++) {
    const form = await readForm(request(whole.slice(0, length), type));
    assert.deepEqual([...form], [], whole.slice(0, length));
  }
});

Deno.test("readForm() holds a form to its size, however many fields it has", async () => {
  await refused(readForm(request("a=1&".repeat(20_000), FORM_TYPE)), "too_large");
  const text = "1".repeat(80_000);
  const large = request(`a=${text}`, FORM_TYPE);
  assert.deepEqual(formFields(await readForm(large, 100_000)), { a: text });
});

function upload(sizeBytes: number, fields: Record<string, string> = {}): Request {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", new File([new Uint8Array(sizeBytes)], "a.png", { type: "image/png" }));
  return request(form);
}

Deno.test("readForm() refuses more fields than any page has, of both kinds", async () => {
  const encoded = (fields: number) =>
    readForm(request(Array(fields).fill("a=1").join("&"), FORM_TYPE));
  assert.equal((await encoded(500)).getAll("a").length, 500);
  await refused(encoded(502), "too_large");
  const parts = (fields: number) => {
    const form = new FormData();
    for (let n = 0; n < fields; n++) form.append("a", "&&&&");
    return readForm(request(form));
  };
  assert.equal((await parts(499)).getAll("a").length, 499);
  await refused(parts(501), "too_large");
  const disguised = { "content-type": `${FORM_TYPE["content-type"]}; boundary=none` };
  await refused(readForm(request("a&".repeat(600), disguised)), "too_large");
});

Deno.test("readUpload() takes a file of exactly the largest size, with fields beside it", async () => {
  const { file, form } = await readUpload(upload(5000, { alt: "그림" }), 5000);
  assert.equal(file.size, 5000);
  assert.equal(file.name, "a.png");
  assert.equal(form.get("alt"), "그림");
});

Deno.test("readUpload() refuses a larger file, by one byte or by many", async () => {
  await refused(readUpload(upload(5001), 5000), "too_large");
  await refused(readUpload(upload(500_000), 5000), "too_large");
});

Deno.test("readUpload() refuses a form whose file is a word, empty, or not there", async () => {
  const word = new FormData();
  word.set("file", "a.png");
  const other = new FormData();
  other.set("picture", new File(["x"], "a.png"));
  // What a browser sends for a file input that nobody used.
  const unused = new FormData();
  unused.set("file", new File([], ""));
  for (const form of [word, other, unused]) {
    const failed = await refused(readUpload(request(form), 5000), "invalid_input");
    assert.deepEqual(failed.errors, [{ path: "file", message: "needed" }]);
  }
});

Deno.test("parseInput() names every field at fault by its path", async () => {
  const schema = z.object({ name: z.string().min(1), tags: z.array(z.string().max(3)) });
  const failed = await refused(
    (async () => await Promise.resolve(parseInput(schema, { name: "", tags: ["ok", "longer"] })))(),
    "invalid_input",
  );
  assert.deepEqual(failed.errors.map(({ path }) => path), ["name", "tags.1"]);
  assert(failed.errors.every(({ message }) => message.length > 0));
});

Deno.test("inputErrors() puts what is wrong with the whole under an empty path", () => {
  const { error } = z.object({}).safeParse(3);
  assert.deepEqual(inputErrors(error!).map(({ path }) => path), [""]);
});
