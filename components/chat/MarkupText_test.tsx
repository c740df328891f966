/** What a message's words come out as. */
import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { MarkupText } from "@/components/chat/MarkupText.tsx";

const rendered = (text: string) =>
  renderToString(
    <p>
      <MarkupText text={text} />
    </p>,
  );

Deno.test("MarkupText escapes what HTML would read, once", () => {
  assert.equal(
    rendered('a "b" & <i>c</i> *d "e" & f*'),
    "<p>a &quot;b&quot; &amp; &lt;i>c&lt;/i> <em>d &quot;e&quot; &amp; f</em></p>",
  );
});

Deno.test("MarkupText keeps lines and nests stress in action", () => {
  assert.equal(
    rendered("*he **really** nods*\nYes."),
    "<p><em>he <strong>really</strong> nods</em><br>Yes.</p>",
  );
});
