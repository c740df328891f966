import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { Button, LinkButton } from "@/components/Button.tsx";
import { Checkbox, fieldId, FileField, Select, TextArea, TextField } from "@/components/Field.tsx";
import { errorOf, FormErrors } from "@/components/FormErrors.tsx";
import { RadioCards } from "@/components/RadioCards.tsx";
import { SearchBox } from "@/components/SearchBox.tsx";

Deno.test("TextField ties label, hint and error to its input", () => {
  const html = renderToString(
    <TextField name="name" label="Name" hint="What people call it" error="Missing" required />,
  );
  assert.match(html, /<label for="field-name"/);
  assert.match(html, /<input[^>]* id="field-name"/);
  assert.match(html, /aria-describedby="field-name-hint field-name-error"/);
  assert.match(html, /aria-invalid="true"/);
  assert.match(html, /<p[^>]* id="field-name-hint">What people call it<\/p>/);
  assert.match(html, /<p[^>]* id="field-name-error">Missing<\/p>/);
  assert.match(html, /<input[^>]* required/);
});

Deno.test("TextField without hint and error describes nothing", () => {
  const html = renderToString(<TextField name="name" label="Name" type="email" />);
  assert.doesNotMatch(html, /aria-describedby|aria-invalid/);
  assert.match(html, /type="email"/);
});

Deno.test("TextField escapes what was typed", () => {
  const html = renderToString(<TextField name="n" label="N" value={`"><script>`} />);
  assert.match(html, /value="&quot;><script>"|value="&quot;>&lt;script>"/);
});

Deno.test("TextArea holds its text, escaped", () => {
  const html = renderToString(<TextArea name="d" label="D" value="</textarea><b>" />);
  assert.match(html, /<textarea[^>]*>&lt;\/textarea>&lt;b><\/textarea>/);
});

Deno.test("Select marks the option that holds", () => {
  const options = [{ value: "ko", label: "한국어" }, { value: "en", label: "English" }];
  const html = renderToString(<Select name="lang" label="Language" options={options} value="en" />);
  assert.match(html, /<option value="en" selected>English/);
  assert.match(html, /<option value="ko"\s*>한국어/);
});

Deno.test("Checkbox and FileField have labels of their own", () => {
  assert.match(
    renderToString(<Checkbox name="a" label="Agree" checked />),
    /<label class="checkbox" for="field-a"><input[^>]*checked/,
  );
  assert.match(
    renderToString(<FileField name="file" label="Card" accept=".png" />),
    /<label for="field-file"[^>]*>Card<\/label><input[^>]*accept="\.png"[^>]*type="file"/,
  );
});

Deno.test("RadioCards are a fieldset with a legend, its error described", () => {
  const html = renderToString(
    <RadioCards
      name="who"
      legend="Who can see it"
      options={[{ value: "all", label: "Everybody" }, { value: "me", label: "Me" }]}
      value="me"
      error="Choose one"
    />,
  );
  assert.match(html, /<fieldset[^>]*aria-describedby="field-who-error"/);
  assert.match(html, /<legend[^>]*>Who can see it<\/legend>/);
  assert.equal(html.match(/type="radio"/g)?.length, 2);
  assert.match(html, /value="me" checked/);
});

Deno.test("fieldId() makes one id of any path", () => {
  assert.equal(fieldId("data.tags.3"), "field-data-tags-3");
});

Deno.test("FormErrors links each error to its field and counts them", () => {
  const errors = [{ path: "name", message: "is missing" }, { path: "x", message: "is odd" }];
  const html = renderToString(<FormErrors locale="en" errors={errors} labels={{ name: "Name" }} />);
  assert.match(html, /role="alert"/);
  assert.match(html, /2 things/);
  assert.match(html, /<a href="#field-name">Name<\/a> is missing/);
  assert.doesNotMatch(html, /#field-x/);
});

Deno.test("FormErrors shows nothing where nothing is wrong", () => {
  assert.equal(renderToString(<FormErrors locale="ko" errors={[]} />), "");
});

Deno.test("errorOf() finds the error of a field and of what is inside it", () => {
  const errors = [{ path: "tags.3", message: "too long" }];
  assert.equal(errorOf(errors, "tags"), "too long");
  assert.equal(errorOf(errors, "tag"), undefined);
});

Deno.test("a button sends its form unless it says otherwise, and a bare icon has words", () => {
  assert.match(renderToString(<Button kind="primary">Save</Button>), /type="submit"/);
  assert.match(
    renderToString(<Button type="button" icon="heart" label="Like" />),
    /type="button".*<span class="visually-hidden">Like<\/span>/,
  );
  assert.match(
    renderToString(<LinkButton href="/a" rel="next">On</LinkButton>),
    /<a [^>]*href="\/a"/,
  );
});

Deno.test("SearchBox keeps the rest of the query, and clears only the words", () => {
  const html = renderToString(
    <SearchBox
      locale="en"
      action="/characters"
      label="Search"
      value="tea"
      keep={{ sort: "new", tag: undefined }}
    />,
  );
  assert.match(html, /<search/);
  assert.match(html, /method="get"/);
  assert.match(html, /<input\s+type="hidden" name="sort" value="new"/);
  assert.doesNotMatch(html, /name="tag"/);
  assert.match(html, /href="\/characters\?sort=new"/);
});
