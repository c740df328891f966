/** `/characters/import`: brings a Character Card from elsewhere. */
import { page } from "fresh";
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { orFull } from "@/lib/characters/cap.ts";
import { CARD_REFUSALS } from "@/lib/characters/card/refusals.ts";
import { capWords, withDone } from "@/lib/characters/done.ts";
import { importCharacter, MAX_CARD_BYTES } from "@/lib/characters/import.ts";
import { IMPORT_RULE, limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { asFailure, REASONS } from "@/lib/errors.ts";
import { readForm } from "@/lib/http/body.ts";
import { characterWords } from "@/lib/i18n/characters.ts";
import { ImportPage } from "@/components/characters/ImportPage.tsx";
import { paths } from "@/components/place.ts";

/** A card and the form around it. */
const MAX_FORM_BYTES = MAX_CARD_BYTES + 64 * 1024;

/** The file of the form: null where none was chosen, `too_large` where it broke off. */
async function readFile(request: Request): Promise<Uint8Array | null | "too_large"> {
  try {
    const file = (await readForm(request, MAX_FORM_BYTES)).get("file");
    return file instanceof File && file.size > 0 ? new Uint8Array(await file.arrayBuffer()) : null;
  } catch (error) {
    if (asFailure(error).reason === "too_large") return "too_large";
    throw error;
  }
}

const refused = (problem: string, status = 422) =>
  page({ problem }, { status, headers: { "cache-control": "no-store" } });

export const handler = define.handlers({
  GET: () => page({ problem: null }),

  async POST(ctx) {
    const { services: { kv, now }, locale } = ctx.state;
    const file = await readFile(ctx.req);
    if (file === null) return refused(characterWords[locale].import.missing);
    if (file === "too_large") return refused(CARD_REFUSALS.too_large[locale], 413);
    const viewer = await ensureViewer(ctx);
    await limit(ctx, IMPORT_RULE);
    const read = await orFull(
      importCharacter(kv, { ownerId: viewer.id, bytes: file, nowMs: now() }),
    );
    if (read === "full") return refused(capWords(viewer.kind, locale), REASONS.too_many.status);
    if (!read.ok) return refused(CARD_REFUSALS[read.reason][locale]);
    return ctx.redirect(
      withDone(paths.character(read.character.id), "imported", read.warnings),
      303,
    );
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <ImportPage place={place} problem={data.problem} />
));
