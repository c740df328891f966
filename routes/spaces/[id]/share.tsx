/** `/spaces/:id/share`: shares a link, a picture, a character or a story into a space, without script. */
import { page } from "fresh";
import { requireViewer } from "@/lib/accounts/identify.ts";
import type { Viewer } from "@/lib/accounts/model.ts";
import { limit } from "@/lib/characters/limits.ts";
import { listOwnCharacters } from "@/lib/characters/listing.ts";
import { viewPeople } from "@/lib/characters/people.ts";
import { define } from "@/lib/define.ts";
import { failure, type InputError } from "@/lib/errors.ts";
import { clientAddress } from "@/lib/http/address.ts";
import { readForm } from "@/lib/http/body.ts";
import type { ApiContext } from "@/lib/http/operation.ts";
import { shareWords } from "@/lib/i18n/share.ts";
import type { Space } from "@/lib/spaces/model.ts";
import type { ShareRequest } from "@/lib/spaces/protocol.ts";
import {
  emptyShare,
  FIELDS,
  type ReadForm,
  readShareRequest,
  readShareValues,
  SHARE_KINDS,
  type ShareValues,
} from "@/lib/spaces/share/form.ts";
import { putImage } from "@/lib/spaces/share/image_store.ts";
import { IMAGE_RULE, SHARE_RULE } from "@/lib/spaces/share/limits.ts";
import { IMAGE_LIMITS, takePicture } from "@/lib/spaces/share/picture.ts";
import { publishShare } from "@/lib/spaces/share/publish.ts";
import { requireSharer, sharerRefusal } from "@/lib/spaces/share/sharer.ts";
import { requireSpace } from "@/lib/spaces/store.ts";
import { listStories } from "@/lib/stories/store.ts";
import { paths } from "@/components/place.ts";
import { SharePage } from "@/components/spaces/share/SharePage.tsx";

/** The form around the largest picture. */
const MAX_FORM_BYTES = IMAGE_LIMITS.maxBytes + 64 * 1024;
/** Offered of one's own characters, and of stories. */
const OFFERED = 100;

async function show(
  ctx: ApiContext,
  space: Space,
  { viewer, values, errors = [] }: {
    viewer: Viewer;
    values: ShareValues;
    errors?: readonly InputError[];
  },
) {
  const { kv, now } = ctx.state.services;
  const [refusal, own, residents, stories] = await Promise.all([
    sharerRefusal(kv, space, { userId: viewer.id, nowMs: now() }),
    listOwnCharacters(kv, viewer.id, { limit: OFFERED }),
    viewPeople(kv, space.residentIds, viewer),
    listStories(kv, { limit: OFFERED }),
  ]);
  const characters = new Map(
    [...residents, ...own.items].map(({ character }) => character)
      .filter(({ visibility, rating }) =>
        visibility !== "private" && !(space.isPublic && rating === "mature")
      )
      .map(({ id, name }) => [id, { value: id, label: name }]),
  );
  return page({
    space,
    mayShare: refusal === null,
    characters: [...characters.values()],
    stories: stories.items.map(({ id, title }) => ({ value: id, label: title })),
    values,
    errors,
  }, { status: errors.length > 0 ? 422 : 200 });
}

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const space = await requireSpace(ctx.state.services.kv, ctx.params.id ?? "", viewer);
    const { searchParams } = ctx.url;
    const kind = SHARE_KINDS.find((known) => known === searchParams.get("kind"));
    const values = { ...emptyShare(kind), url: searchParams.get("url")?.slice(0, 2000) ?? "" };
    return await show(ctx, space, { viewer, values });
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { services, locale } = ctx.state;
    const space = await requireSpace(services.kv, ctx.params.id ?? "", viewer);
    await requireSharer(services.kv, space, viewer, services.now());
    await limit(ctx, SHARE_RULE);
    const form = await readForm(ctx.req, MAX_FORM_BYTES);
    const values = readShareValues(form);
    const sendBack = (errors: readonly InputError[]) =>
      show(ctx, space, { viewer, values, errors });
    const { refusals } = shareWords[locale];
    const read = readShareRequest(values, refusals);
    if (!read.ok) return await sendBack(read.errors);
    const request = read.value
      ? { ok: true as const, value: read.value }
      : await takeImage(ctx, space, { viewer, form, alt: values.alt });
    if (!request.ok) return await sendBack(request.errors);
    const published = await publishShare(services, {
      space,
      speaker: { userId: viewer.id, nickname: viewer.nickname },
      payer: { kind: viewer.kind, address: clientAddress(ctx) },
      request: request.value,
      caption: values.caption,
      nonce: null,
    });
    if (published.ok) return ctx.redirect(paths.space(space.id), 303);
    if (!("said" in published)) {
      return await sendBack([{ path: FIELDS[values.kind], message: refusals[published.reason] }]);
    }
    const { reason, retryAfterS } = published;
    throw failure(reason, retryAfterS === undefined ? {} : { retryAfterS });
  },
});

/** Takes the picture of a form, and asks for it to be shared. */
async function takeImage(
  ctx: ApiContext,
  space: Space,
  { viewer, form, alt }: { viewer: Viewer; form: FormData; alt: string },
): Promise<ReadForm<ShareRequest>> {
  const { services: { kv, now }, locale } = ctx.state;
  const { refusals, pictures } = shareWords[locale];
  const refuse = (message: string) => ({ ok: false as const, errors: [{ path: "file", message }] });
  const file = form.get("file");
  if (!(file instanceof File) || file.name === "") return refuse(refusals.no_file);
  await limit(ctx, IMAGE_RULE);
  const taken = await takePicture(new Uint8Array(await file.arrayBuffer()), IMAGE_LIMITS);
  if (!taken.ok) return refuse(pictures[taken.reason]);
  const { picture } = taken;
  const spaceId = space.id;
  const image = await putImage(kv, { spaceId, userId: viewer.id, picture, nowMs: now() });
  return { ok: true, value: { kind: "image", image: image.id, alt } };
}

export default define.page<typeof handler>(({ data, ...place }) => (
  <SharePage place={place} {...data} />
));
