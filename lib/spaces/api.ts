/** Operations of the API about spaces: making, reading, changing. Coming and talking are in `api_life.ts`. */
import { z } from "zod";
import { failure } from "@/lib/errors.ts";
import { listOf, ListQuery, operation } from "@/lib/http/operation.ts";
import { SpaceId, SpaceReply, spaceReply } from "@/lib/spaces/api_reply.ts";
import { INVITE_PARAMETER } from "@/lib/spaces/events/access.ts";
import { applyPatch, checkFields, newFields, SpaceInput, SpacePatch } from "@/lib/spaces/input.ts";
import { dropInvitation, invitationPath, renewInvitation } from "@/lib/spaces/invite.ts";
import { CHANGE_SPACE_RULE, MAKE_SPACE_RULE } from "@/lib/spaces/limits.ts";
import { SPACE_TYPES } from "@/lib/spaces/model.ts";
import { deleteSpace } from "@/lib/spaces/purge.ts";
import {
  createSpace,
  listOwnSpaces,
  listSpaces,
  requireOwnSpace,
  requireSpace,
  updateSpace,
} from "@/lib/spaces/store.ts";

const tag = "Spaces";
const path = "/api/v1/spatial/spaces";

/** The query by which somebody brings an invitation along. */
export const InviteQuery = z.object({
  [INVITE_PARAMETER]: z.string().max(64).optional()
    .describe("The invitation code of a private space"),
});

export const createSpaceOperation = operation({
  method: "POST",
  path,
  summary: "Make a space; only its name is needed",
  tag,
  auth: "required",
  body: SpaceInput,
  reply: SpaceReply,
  status: 201,
  fails: ["premium_theme", "too_many"],
  throttle: MAKE_SPACE_RULE,
  async run({ body, viewer, state: { services, locale } }) {
    const fields = newFields(body);
    const errors = await checkFields(services.kv, fields, { viewer, nowMs: services.now() });
    if (errors.length > 0) throw failure("invalid_input", { errors });
    const space = await createSpace(services, viewer, fields);
    return await spaceReply(services, space, { viewer, locale });
  },
});

export const listSpacesOperation = operation({
  method: "GET",
  path,
  summary: "List public spaces, or all of one's own, newest first",
  tag,
  auth: "optional",
  query: ListQuery.extend({
    type: z.enum(SPACE_TYPES).optional().describe("Without effect on one's own"),
    mine: z.literal(["true", "false"]).default("false"),
  }),
  reply: listOf(SpaceReply),
  fails: ["bad_cursor", "unauthorized"],
  async run({ query: { type, mine, ...page }, viewer, state: { services, locale } }) {
    if (mine === "true" && !viewer) throw failure("unauthorized");
    const { items, nextCursor } = mine === "true" && viewer
      ? await listOwnSpaces(services.kv, viewer.id, page)
      : await listSpaces(services.kv, { ...page, type });
    const replies = items.map((space) =>
      spaceReply(services, space, { viewer, locale, listed: true })
    );
    return { items: await Promise.all(replies), next_cursor: nextCursor };
  },
});

export const getSpaceOperation = operation({
  method: "GET",
  path: `${path}/{id}`,
  summary: "Read a space, with who is there",
  tag,
  auth: "optional",
  params: SpaceId,
  query: InviteQuery,
  reply: SpaceReply,
  fails: ["not_found"],
  async run({ params: { id }, query: { invite }, viewer, state: { services, locale } }) {
    const space = await requireSpace(services.kv, id, viewer, { inviteCode: invite });
    return await spaceReply(services, space, { viewer, locale });
  },
});

export const changeSpaceOperation = operation({
  method: "PATCH",
  path: `${path}/{id}`,
  summary: "Change some fields of one's own space; what is absent stays. Nobody is put out",
  tag,
  auth: "required",
  params: SpaceId,
  body: SpacePatch,
  reply: SpaceReply,
  fails: ["not_found", "forbidden", "premium_theme", "conflict"],
  throttle: CHANGE_SPACE_RULE,
  async run({ params: { id }, body, viewer, state: { services, locale } }) {
    const { kv, now } = services;
    await requireOwnSpace(kv, id, viewer);
    const space = await updateSpace(services, id, async (before) => {
      const fields = applyPatch(before, body);
      const errors = await checkFields(kv, fields, { viewer, nowMs: now(), before });
      if (errors.length > 0) throw failure("invalid_input", { errors });
      return { space: { ...before, ...fields } };
    });
    return await spaceReply(services, space, { viewer, locale });
  },
});

export const deleteSpaceOperation = operation({
  method: "DELETE",
  path: `${path}/{id}`,
  summary: "Delete one's own space with everything in it",
  tag,
  auth: "required",
  params: SpaceId,
  fails: ["not_found", "forbidden", "conflict"],
  throttle: CHANGE_SPACE_RULE,
  async run({ params: { id }, viewer, state: { services } }) {
    await requireOwnSpace(services.kv, id, viewer);
    await deleteSpace(services, id, viewer.id);
  },
});

const InvitationReply = z.object({
  space_id: z.string(),
  invite_code: z.string(),
  path: z.string().describe("The link, from the root of this site"),
});

export const inviteToSpaceOperation = operation({
  method: "POST",
  path: `${path}/{id}/invitation`,
  summary: "Make a new invitation link; every older one becomes worthless",
  tag,
  auth: "required",
  params: SpaceId,
  reply: InvitationReply,
  status: 201,
  fails: ["not_found", "forbidden", "conflict"],
  throttle: CHANGE_SPACE_RULE,
  async run({ params: { id }, viewer, state: { services } }) {
    await requireOwnSpace(services.kv, id, viewer);
    const space = await renewInvitation(services, id);
    return {
      space_id: id,
      invite_code: space.inviteCode!,
      path: invitationPath(space)!,
    };
  },
});

export const closeInvitationOperation = operation({
  method: "DELETE",
  path: `${path}/{id}/invitation`,
  summary: "Take the invitation link back; who came by it stays on the guest list",
  tag,
  auth: "required",
  params: SpaceId,
  fails: ["not_found", "forbidden", "conflict"],
  throttle: CHANGE_SPACE_RULE,
  async run({ params: { id }, viewer, state: { services } }) {
    await requireOwnSpace(services.kv, id, viewer);
    await dropInvitation(services, id);
  },
});
