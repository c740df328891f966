/** Tests of the drawn avatar: well-formed, self-contained, safe beside others, small, complete. */
import assert from "node:assert/strict";
import {
  AVATAR_FIELDS,
  AVATAR_PARTS,
  AvatarSpec,
  DEFAULT_AVATAR,
  randomAvatar,
} from "@/lib/avatar/model.ts";
import { buildRig } from "@/lib/avatar/rig/rig.ts";
import { renderAvatarSvg, renderSocialSvg } from "@/lib/avatar/svg.ts";

const ELEMENTS = new Set([
  "svg",
  "title",
  "defs",
  "g",
  "path",
  "use",
  "clipPath",
  "linearGradient",
  "radialGradient",
  "stop",
]);

const ATTRIBUTES = new Set([
  ..."xmlns width height viewBox role id d fill stroke opacity href x y cx cy r x1 y1 x2 y2".split(
    " ",
  ),
  ..."aria-hidden aria-labelledby stroke-width stroke-linecap stroke-linejoin transform".split(" "),
  ..."clip-path gradientUnits offset stop-color stop-opacity".split(" "),
]);

/** Reads our SVG strictly: balanced tags, quoted attributes, known names, each id once. Returns the ids. */
function readStrictly(svg: string): { ids: Set<string>; text: string } {
  const open: string[] = [];
  const ids = new Set<string>();
  const refs = new Set<string>();
  let text = "";
  const token = /<(\/?)([A-Za-z]+)((?: [A-Za-z:-]+[A-Za-z0-9-]*="[^"<]*")*)(\/?)>|([^<>]+)/y;
  while (token.lastIndex < svg.length) {
    const at = token.lastIndex;
    const match = token.exec(svg);
    assert.ok(match, `ill-formed at ${at}: ${svg.slice(at, at + 60)}`);
    const [, close, name, attributes = "", empty, words] = match;
    if (words !== undefined) {
      assert.equal(open.at(-1), "title", "text outside the title");
      text += words;
      continue;
    }
    assert.ok(name !== undefined && ELEMENTS.has(name), `element ${name}`);
    if (close) {
      assert.equal(open.pop(), name);
      continue;
    }
    const seen = new Set<string>();
    for (const [, key = "", value = ""] of attributes.matchAll(/ ([^=]+)="([^"]*)"/g)) {
      assert.ok(ATTRIBUTES.has(key), `attribute ${key}`);
      assert.ok(!seen.has(key), `attribute ${key} twice`);
      assert.doesNotMatch(value, /NaN|undefined|Infinity|null/);
      seen.add(key);
      if (key === "id") {
        assert.ok(!ids.has(value), `id ${value} twice`);
        ids.add(value);
      }
      if (key === "href") refs.add(value.slice(1));
      for (const [, ref = ""] of value.matchAll(/url\(#([^)]+)\)/g)) refs.add(ref);
      if (key === "href") assert.match(value, /^#/);
    }
    if (!empty) open.push(name);
  }
  assert.deepEqual(open, []);
  for (const ref of refs) assert.ok(ids.has(ref), `reference to ${ref}`);
  return { ids, text };
}

Deno.test("renderAvatarSvg() draws every option of every part well-formed and differently", async (t) => {
  const people = [DEFAULT_AVATAR, randomAvatar("a"), randomAvatar("b")];
  for (const field of AVATAR_FIELDS) {
    await t.step(field, () => {
      for (const person of people) {
        // Ears, jewels and fringes show only where nothing covers them.
        const base = {
          ...person,
          hair: "bun",
          headwear: "none",
          expression: "neutral",
          beard: "none",
          jewel: "none",
          glasses: "none",
          fringe: "side",
          lashes: "soft",
        } as const;
        const drawn = AVATAR_PARTS[field].options.map((option) => {
          const spec = AvatarSpec.parse({ ...base, [field]: option.key });
          const svg = renderAvatarSvg(spec);
          readStrictly(svg);
          return svg;
        });
        assert.equal(new Set(drawn).size, drawn.length, "two options look the same");
      }
    });
  }
});

Deno.test("renderAvatarSvg() draws every hair under every headwear and with every fringe", () => {
  for (const { key: hair } of AVATAR_PARTS.hair.options) {
    for (const { key: headwear } of AVATAR_PARTS.headwear.options) {
      readStrictly(renderAvatarSvg(AvatarSpec.parse({ hair, headwear })));
    }
    for (const { key: fringe } of AVATAR_PARTS.fringe.options) {
      readStrictly(renderAvatarSvg(AvatarSpec.parse({ hair, fringe })));
    }
  }
});

Deno.test("renderAvatarSvg() draws every eye in every expression and at every age", () => {
  for (const { key: eyes } of AVATAR_PARTS.eyes.options) {
    for (const { key: expression } of AVATAR_PARTS.expression.options) {
      for (const { key: age } of AVATAR_PARTS.age.options) {
        readStrictly(renderAvatarSvg(AvatarSpec.parse({ eyes, expression, age, lashes: "long" })));
      }
    }
  }
});

Deno.test("renderAvatarSvg() of 500 people stays under 17 KB, most of them under 14 KB", () => {
  const sizes = Array.from({ length: 500 }, (_, i) => {
    const svg = renderAvatarSvg(randomAvatar(`size ${i}`), { idPrefix: "a1", title: "이름" });
    readStrictly(svg);
    return new TextEncoder().encode(svg).length;
  }).toSorted((a, b) => a - b);
  assert.ok((sizes.at(-1) ?? 0) < 17 * 1024, `largest is ${sizes.at(-1)}`);
  assert.ok((sizes[400] ?? 0) < 14 * 1024, `four of five are up to ${sizes[400]}`);
  assert.ok((sizes[250] ?? 0) < 12.5 * 1024, `median is ${sizes[250]}`);
});

Deno.test("renderAvatarSvg() is deterministic", () => {
  const spec = randomAvatar("again");
  assert.equal(renderAvatarSvg(spec), renderAvatarSvg({ ...spec }));
});

Deno.test("renderAvatarSvg() keeps two avatars of one page apart", () => {
  const spec = randomAvatar("twins");
  const [one, two] = ["a1", "a2"].map((idPrefix) =>
    readStrictly(renderAvatarSvg(spec, { idPrefix, title: "x" })).ids
  );
  assert.ok(one && two && one.size > 10);
  assert.ok([...one].every((id) => !two.has(id)));
});

Deno.test("renderAvatarSvg() keeps ids apart whose prefixes are one another's beginning", () => {
  const ids = ["a", "a1", "a-1", "a-"].flatMap((idPrefix) => [
    ...readStrictly(renderAvatarSvg(DEFAULT_AVATAR, { idPrefix })).ids,
  ]);
  assert.equal(new Set(ids).size, ids.length);
});

Deno.test("renderAvatarSvg() makes a safe id of a hostile prefix", () => {
  for (const idPrefix of [`"><script>alert(1)</script>`, "", "9", "한글", " a b "]) {
    const { ids } = readStrictly(renderAvatarSvg(DEFAULT_AVATAR, { idPrefix, title: "x" }));
    for (const id of ids) assert.match(id, /^[A-Za-z_][A-Za-z0-9_-]*$/);
  }
});

Deno.test("renderAvatarSvg() escapes a hostile name", () => {
  const title = `</title><script>alert("1")</script><!-- & '\u0000\u0008\ud800 --> 하늬`;
  const svg = renderAvatarSvg(DEFAULT_AVATAR, { title });
  const { text } = readStrictly(svg);
  assert.ok(!svg.includes("<script") && !svg.includes("<!--"));
  assert.equal(
    text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))),
    `</title><script>alert("1")</script><!-- & '\ufffd --> 하늬`,
  );
});

Deno.test("renderAvatarSvg() without a title is hidden from assistive technology, with one it is named", () => {
  assert.match(renderAvatarSvg(DEFAULT_AVATAR), /^<svg [^>]*aria-hidden="true">/);
  const named = renderAvatarSvg(DEFAULT_AVATAR, { title: "하늬", idPrefix: "p" });
  assert.match(
    named,
    /^<svg [^>]*role="img" aria-labelledby="p-title"><title id="p-title">하늬<\/title>/,
  );
});

Deno.test("renderAvatarSvg() cuts a 4:5 portrait and a square face", () => {
  const box = (svg: string) => /viewBox="([^"]+)"/.exec(svg)?.[1]?.split(" ").map(Number) ?? [];
  const [, , w = 0, h = 1] = box(renderAvatarSvg(DEFAULT_AVATAR));
  assert.ok(Math.abs(w / h - 0.8) < 0.001);
  const [, , side, other] = box(renderAvatarSvg(DEFAULT_AVATAR, { crop: "face" }));
  assert.equal(side, other);
});

Deno.test("renderSocialSvg() is 1200×630 and well-formed", () => {
  for (let i = 0; i < 30; i++) {
    const svg = renderSocialSvg(randomAvatar(`social ${i}`));
    readStrictly(svg);
    assert.match(svg, /width="1200" height="630" viewBox="0 0 1200 630"/);
  }
});

Deno.test("buildRig() names its layers once, far to near, with pivots inside the frame", () => {
  for (let i = 0; i < 100; i++) {
    const rig = buildRig(randomAvatar(`rig ${i}`));
    const names = rig.layers.map((l) => l.name);
    assert.equal(new Set(names).size, names.length);
    assert.deepEqual(
      rig.layers.map((l) => l.depth),
      rig.layers.map((l) => l.depth).toSorted((a, b) => a - b),
    );
    for (
      const name of [
        "backdrop",
        "neck",
        "outfit",
        "face",
        "mouth",
        "nose",
        "eye_left",
        "eye_right",
        "brow_left",
        "brow_right",
      ]
    ) {
      assert.ok(names.includes(name), name);
    }
    for (const { pivot: [x, y], paths } of rig.layers) {
      assert.ok(x >= 0 && x <= rig.width && y >= 0 && y <= rig.height);
      assert.ok(paths.length > 0);
    }
  }
});

Deno.test("buildRig() gives every anchor a place for the expression to move about", () => {
  const { anchors } = buildRig(DEFAULT_AVATAR);
  const { eye_left, eye_right, mouth, nose, chin } = anchors;
  assert.ok(eye_left && eye_right && mouth && nose && chin);
  assert.equal(eye_left[0] + eye_right[0], 640);
  assert.ok(eye_left[1] < nose[1] && nose[1] < mouth[1] && mouth[1] < chin[1]);
});

Deno.test("renderAvatarSvg() cuts out the head alone, and tells what the body wears", () => {
  const spec = AvatarSpec.parse({ outfit: "jeogori", outfit_color: "celadon", object: "lantern" });
  const head = renderAvatarSvg(spec, { crop: "head" });
  const face = renderAvatarSvg(spec, { crop: "face" });
  assert.ok(head.length < face.length, "no ground and no clothes");
  assert.match(head, /data-wears="(#[0-9A-Fa-f]{6} ){4}jeogori"/);
  assert.doesNotMatch(face, /data-wears/);
});
