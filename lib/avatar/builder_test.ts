/** Tests of the builder's URL state and of what its page is given. */
import assert from "node:assert/strict";
import {
  avatarQuery,
  BUILDER_SECTIONS,
  builderGroups,
  builderSection,
  hiddenFields,
  parseAvatarQuery,
  QUERY_NAMES,
  surprise,
  withChoice,
} from "@/lib/avatar/builder.ts";
import { AVATAR_FIELDS, AVATAR_PARTS, DEFAULT_AVATAR, randomAvatar } from "@/lib/avatar/model.ts";

Deno.test("avatarQuery() and parseAvatarQuery() are inverse for 500 people", () => {
  for (let i = 0; i < 500; i++) {
    const spec = randomAvatar(`person ${i}`);
    const query = avatarQuery(spec);
    assert.deepEqual(parseAvatarQuery(new URLSearchParams(query)), spec);
    assert.ok(query.length < 320, `${query.length} characters`);
  }
});

Deno.test("avatarQuery() of the default avatar is empty", () => {
  assert.equal(avatarQuery(DEFAULT_AVATAR), "");
  assert.deepEqual(parseAvatarQuery(new URLSearchParams("")), DEFAULT_AVATAR);
});

Deno.test("parseAvatarQuery() takes short and full names and drops what it does not know", () => {
  const query = "h=braid&hair_color=jade&f=nonsense&constructor=x&__proto__=y&x=%00&e=round&e=wide";
  assert.deepEqual(parseAvatarQuery(new URLSearchParams(query)), {
    ...DEFAULT_AVATAR,
    hair: "braid",
    hair_color: "jade",
    eyes: "wide",
  });
});

Deno.test("parseAvatarQuery() takes a posted form, files in it included", () => {
  const form = new FormData();
  form.set(QUERY_NAMES.outfit, "durumagi");
  form.set(QUERY_NAMES.skin, new File(["x"], "honey2"));
  assert.deepEqual(parseAvatarQuery(form), { ...DEFAULT_AVATAR, outfit: "durumagi" });
});

Deno.test("QUERY_NAMES are unique and clash with no other field's full name", () => {
  const names = Object.values(QUERY_NAMES);
  assert.equal(new Set(names).size, AVATAR_FIELDS.length);
  const full: readonly string[] = AVATAR_FIELDS;
  assert.ok(names.every((name) => !full.includes(name)));
});

Deno.test("BUILDER_SECTIONS hold every field exactly once", () => {
  assert.deepEqual(BUILDER_SECTIONS.flatMap((s) => s.fields).toSorted(), AVATAR_FIELDS.toSorted());
});

Deno.test("builderSection() falls to the first section", () => {
  assert.equal(builderSection("hair").key, "hair");
  assert.equal(builderSection("nonsense").key, "face");
  assert.equal(builderSection(null).key, "face");
});

Deno.test("builderGroups() offers every option, each with the link that chooses it alone", () => {
  const spec = randomAvatar("seen from here");
  for (const section of BUILDER_SECTIONS) {
    for (const group of builderGroups(spec, section)) {
      assert.equal(group.options.length, AVATAR_PARTS[group.field].options.length);
      assert.equal(group.options.filter((o) => o.selected).length, 1);
      for (const option of group.options) {
        const expected = { ...spec, [group.field]: option.key };
        assert.deepEqual(option.spec, expected);
        assert.deepEqual(parseAvatarQuery(new URLSearchParams(option.query)), expected);
      }
    }
  }
});

Deno.test("builderGroups() marks colours", () => {
  const colors = BUILDER_SECTIONS.flatMap((s) => builderGroups(DEFAULT_AVATAR, s))
    .filter((g) => g.colors).map((g) => g.field);
  assert.deepEqual(colors, [
    "skin",
    "eye_color",
    "hair_color",
    "outfit_color",
    "accent_color",
    "backdrop_color",
  ]);
});

Deno.test("hiddenFields() and a section's own fields make up the whole avatar", () => {
  const spec = randomAvatar("kept");
  for (const section of BUILDER_SECTIONS) {
    const hidden = hiddenFields(spec, section).map(({ name, value }) => [name, value] as const);
    const own = section.fields.map((field) => [QUERY_NAMES[field], spec[field]] as const);
    assert.deepEqual(parseAvatarQuery([...hidden, ...own]), spec);
  }
});

Deno.test("withChoice() of an option that does not exist is the default", () => {
  const spec = withChoice(DEFAULT_AVATAR, "hair", "braid");
  assert.equal(spec.hair, "braid");
  assert.equal(withChoice(spec, "hair", "toString").hair, DEFAULT_AVATAR.hair);
});

Deno.test("surprise() is the seed's person and keeps what it is told to", () => {
  assert.deepEqual(surprise("x"), randomAvatar("x"));
  const spec = withChoice(DEFAULT_AVATAR, "skin", "olive5");
  const kept = surprise("y", { spec, fields: ["skin"] });
  assert.deepEqual(kept, { ...randomAvatar("y"), skin: "olive5" });
});
