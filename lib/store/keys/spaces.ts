/**
 * The keys of spaces: seats, messages, guests, events, boards, stages and pictures.
 * The columns are those of [keys.ts](../keys.ts).
 *
 * ```
 * ["space", id]                            Space v2              –          the next two
 * ["space_by_time", scope, ms, id]         space id              –          space (public ones alone)
 * ["space_by_owner", ownerId, ms, id]      space id              –          space
 * ["space_seat", spaceId, n]               Seat v1               –          space_member, log
 * ["space_member", spaceId, userId]        seat number           –          space_seat, space_visit
 * ["space_visit", userId, spaceId]         last seen, ms         –          space_member, space_message, space_deed
 * ["space_purge", id]                      went at, ms           –          space (as it goes)
 * ["space_message", spaceId, versionstamp] SpaceMessage[] v1     30 days    log, head, space_message_at
 * ["space_message_at", spaceId, id]        touched               30 days    space_message (has its versionstamp)
 * ["space_pending", spaceId, id]           Pending v1            –          log, head
 * ["space_queue", spaceId]                  touched               an hour    space_pending (as one is added)
 * ["space_nonce", spaceId, userId, nonce]  message id            an hour    space_message, or space_pending
 * ["space_ban", spaceId, userId]           Ban v1                where it has an end
 * ["space_mute", spaceId, userId]          Ban v1                where it has an end
 * ["space_guest", spaceId, userId]         how they got in, ms   –          space
 * ["space_ticket", spaceId, userId]        Ticket v1             –          –
 * ["space_claim", spaceId, code]           Claim v1               –          space_guest, space_ticket
 * ["space_pass_by_user", userId, spaceId]  touched                –          space_guest, space_ticket
 * ["event_by_end", ends ms, spaceId]       space id               –          space (public ones with an event)
 * ["space_deed", spaceId, versionstamp]    Deed v1 (moderation)  90 days    what was done
 * ["space_board", spaceId]                 Board v1              –          log, space_unpinned
 * ["space_unpinned", spaceId, id]          Unpinned v1           minutes    space_board
 * ["space_pinner", userId, spaceId]        pinned last, ms       –          space_board
 * ["space_stage", spaceId]                 StageState v1         –          log
 * ["space_reminder", spaceId, userId]      Reminder v1           –          reminder_by_user
 * ["reminder_by_user", userId, ms, spaceId] space id             –          space_reminder
 * ["space_memory", spaceId, characterId]   RoomMemory v1         30 days    –
 * ["space_director", spaceId]              Lease v1              a day      –
 * ["space_image", spaceId, id]             SpaceImage v1         –          the next two, blob
 * ["space_image_due", ms, spaceId, id]     image id              –          space_image
 * ["space_image_by_user", userId, spaceId, id] image id          –          space_image (where people brought it)
 * ["link_card", urlHash]                   LinkCard v1           a day      –  (its picture may go before it)
 * ```
 */

import type { KeyBuilders } from "./parts.ts";

export const spaceKeys = {
  space: (id: string) => ["space", id],
  spaces: () => ["space"],
  /** `scope` is `all`, or a type. */
  spaceByTime: (scope: string, ms: number, id: string) => ["space_by_time", scope, ms, id],
  spacesByTime: (scope: string) => ["space_by_time", scope],
  spacesByAnyTime: () => ["space_by_time"],
  spaceByOwner: (ownerId: string, ms: number, id: string) => ["space_by_owner", ownerId, ms, id],
  spacesByOwner: (ownerId: string) => ["space_by_owner", ownerId],
  spacesByAnyOwner: () => ["space_by_owner"],
  spaceSeat: (spaceId: string, n: number) => ["space_seat", spaceId, n],
  spaceSeats: (spaceId: string) => ["space_seat", spaceId],
  anySpaceSeats: () => ["space_seat"],
  spaceMember: (spaceId: string, userId: string) => ["space_member", spaceId, userId],
  spaceMembers: (spaceId: string) => ["space_member", spaceId],
  anySpaceMembers: () => ["space_member"],
  spaceVisit: (userId: string, spaceId: string) => ["space_visit", userId, spaceId],
  spaceVisits: (userId: string) => ["space_visit", userId],
  anySpaceVisits: () => ["space_visit"],
  spacePurge: (id: string) => ["space_purge", id],
  spacePurges: () => ["space_purge"],
  spaceMessage: (spaceId: string, versionstamp: string) => ["space_message", spaceId, versionstamp],
  spaceMessages: (spaceId: string) => ["space_message", spaceId],
  anySpaceMessages: () => ["space_message"],
  /** Written once, with the message: its own versionstamp tells where that is. */
  spaceMessageAt: (spaceId: string, id: string) => ["space_message_at", spaceId, id],
  spaceMessagesAt: (spaceId: string) => ["space_message_at", spaceId],
  anySpaceMessagesAt: () => ["space_message_at"],
  spacePending: (spaceId: string, id: string) => ["space_pending", spaceId, id],
  spacePendings: (spaceId: string) => ["space_pending", spaceId],
  /** Touched with each pending that is added, so that no two commits add the last one that has room. */
  spaceQueue: (spaceId: string) => ["space_queue", spaceId],
  spaceNonce: (spaceId: string, userId: string, nonce: string) => [
    "space_nonce",
    spaceId,
    userId,
    nonce,
  ],
  spaceNonces: (spaceId: string) => ["space_nonce", spaceId],
  spaceBan: (spaceId: string, userId: string) => ["space_ban", spaceId, userId],
  spaceBans: (spaceId: string) => ["space_ban", spaceId],
  anySpaceBans: () => ["space_ban"],
  spaceMute: (spaceId: string, userId: string) => ["space_mute", spaceId, userId],
  spaceMutes: (spaceId: string) => ["space_mute", spaceId],
  anySpaceMutes: () => ["space_mute"],
  spaceGuest: (spaceId: string, userId: string) => ["space_guest", spaceId, userId],
  spaceGuests: (spaceId: string) => ["space_guest", spaceId],
  anySpaceGuests: () => ["space_guest"],
  spaceTicket: (spaceId: string, userId: string) => ["space_ticket", spaceId, userId],
  spaceTickets: (spaceId: string) => ["space_ticket", spaceId],
  anySpaceTickets: () => ["space_ticket"],
  /** `code` is the secret of the claim's link. */
  spaceClaim: (spaceId: string, code: string) => ["space_claim", spaceId, code],
  spaceClaims: (spaceId: string) => ["space_claim", spaceId],
  anySpaceClaims: () => ["space_claim"],
  /** Of spaces where somebody is on the guest list, or holds a ticket. */
  spacePassByUser: (userId: string, spaceId: string) => ["space_pass_by_user", userId, spaceId],
  spacePassesByUser: (userId: string) => ["space_pass_by_user", userId],
  anySpacePasses: () => ["space_pass_by_user"],
  /** In the order in which they end: from now on, those that are live or to come. */
  eventByEnd: (endsAtMs: number, spaceId: string) => ["event_by_end", endsAtMs, spaceId],
  eventsByEnd: () => ["event_by_end"],
  spaceDeeds: (spaceId: string) => ["space_deed", spaceId],
  anySpaceDeeds: () => ["space_deed"],
  spaceDeed: (spaceId: string, versionstamp: string) => ["space_deed", spaceId, versionstamp],
  spaceBoard: (spaceId: string) => ["space_board", spaceId],
  spaceBoards: () => ["space_board"],
  spaceUnpinned: (spaceId: string, id: string) => ["space_unpinned", spaceId, id],
  spacesUnpinned: (spaceId: string) => ["space_unpinned", spaceId],
  spacePinner: (userId: string, spaceId: string) => ["space_pinner", userId, spaceId],
  spacesPinnedIn: (userId: string) => ["space_pinner", userId],
  spaceStage: (spaceId: string) => ["space_stage", spaceId],
  spaceStages: () => ["space_stage"],
  spaceReminder: (spaceId: string, userId: string) => ["space_reminder", spaceId, userId],
  spaceReminders: (spaceId: string) => ["space_reminder", spaceId],
  anySpaceReminders: () => ["space_reminder"],
  reminderByUser: (
    userId: string,
    ms: number,
    spaceId: string,
  ) => ["reminder_by_user", userId, ms, spaceId],
  remindersByUser: (userId: string) => ["reminder_by_user", userId],
  remindersByAnyUser: () => ["reminder_by_user"],
  spaceMemory: (
    spaceId: string,
    characterId: string,
  ) => ["space_memory", spaceId, characterId],
  spaceMemories: (spaceId: string) => ["space_memory", spaceId],
  spaceDirector: (spaceId: string) => ["space_director", spaceId],
  spaceImage: (spaceId: string, id: string) => ["space_image", spaceId, id],
  spaceImages: (spaceId: string) => ["space_image", spaceId],
  anySpaceImages: () => ["space_image"],
  spaceImageDue: (ms: number, spaceId: string, id: string) => ["space_image_due", ms, spaceId, id],
  spaceImagesDue: () => ["space_image_due"],
  spaceImageByUser: (
    userId: string,
    spaceId: string,
    id: string,
  ) => ["space_image_by_user", userId, spaceId, id],
  spaceImagesByUser: (userId: string) => ["space_image_by_user", userId],
  linkCard: (urlHash: string) => ["link_card", urlHash],
} satisfies KeyBuilders;
