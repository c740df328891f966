import assert from "node:assert/strict";
import { readRange } from "@/lib/http/byte_range.ts";

Deno.test("readRange() gives the part that a request wants of 100 bytes", () => {
  const table: [string | null, ReturnType<typeof readRange>][] = [
    [null, "whole"],
    ["", "whole"],
    ["bytes=0-", { first: 0, last: 99 }],
    ["bytes=40-", { first: 40, last: 99 }],
    ["bytes=0-0", { first: 0, last: 0 }],
    ["bytes=10-500", { first: 10, last: 99 }],
    ["bytes=-10", { first: 90, last: 99 }],
    ["bytes=-500", { first: 0, last: 99 }],
    ["bytes=99-99", { first: 99, last: 99 }],
    ["bytes=100-", "outside"],
    ["bytes=-0", "outside"],
    ["bytes=9-3", "whole"],
    ["bytes=0-1,4-5", "whole"],
    ["bytes=-", "whole"],
    ["bytes=a-b", "whole"],
    ["lines=1-2", "whole"],
    [`bytes=${"9".repeat(15)}-`, "outside"],
    [`bytes=${"9".repeat(40)}-`, "whole"],
  ];
  for (const [header, expected] of table) {
    assert.deepEqual(readRange(header, 100), expected, String(header));
  }
});
