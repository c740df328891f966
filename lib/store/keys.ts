/**
 * The whole key space of the store. No other file spells a key.
 *
 * ```
 * key                                      value                 expires    written in one atomic with
 * ["meta", name]                           anything small        –          –
 * ["secret", name]                         random bytes          –          –
 *
 * ["user", id]                             User v1               –          user_by_email, credential
 * ["user_by_email", email]                 user id               –          user
 * ["credential", userId]                   Credential v1         –          user
 * ["session", id]                          Session v1            yes        session_by_user
 * ["session_by_user", userId, id]          session id            with it    session
 * ["refresh", tokenHash]                   RefreshToken v1       yes        session
 * ["deletion", userId]                     Deletion v1           –          –  (before the user goes; removed with it)
 * ["gone", userId]                         since, ms             an hour    deletion; no expiry before the user is removed
 * ["throttle", rule, subject]              full again at, ms     yes        –
 *
 * ["character", id]                        Character v1          –          the next four
 * ["character_by_owner", ownerId, ms, id]  character id          –          character
 * ["character_rank", sort, scope, n, id]   character id          –          character_standing
 * ["character_standing", id]               Standing v1           –          character, character_rank
 * ["character_change", versionstamp]       character id          1 day      character_change_head
 * ["character_change_head"]                touched               –          character_change
 * ["standing_due", id]                     touched               –          like or chat counter
 * ["like", kind, subjectId, userId]        liked at, ms          –          liked, count
 * ["liked", userId, kind, subjectId]       liked at, ms          –          like, count
 * ["count", kind, subjectId, what]         Deno.KvU64            –          what it counts
 *
 * ["blob", hash]                           BlobMeta v1           –          whatever refers to it
 * ["blob_chunk", hash, n]                  bytes ≤ 60 KiB        –          –  (after its meta, before a reference)
 *
 * ["conversation", id]                     Conversation v1       –          the next two, message
 * ["conversation_by_owner", owner, ms, id] conversation id       –          conversation
 * ["conversation_with", owner, char, id]   conversation id       –          conversation
 * ["message", conversationId, depth, id]   Message v1            –          conversation
 * ["branch_leaf", conversationId, id]      Place                 –          conversation
 * ["purge", conversationId, id]            depth                 –          conversation
 * ["turn", conversationId]                 Turn v1               –          message, conversation
 * ["turn_part", turnId, n]                 text ≤ 8 KiB          –          turn
 * ["turn_reader", turnId, reader]          reads until, ms       seconds    –
 * ["shared_chat", code]                    SharedChat v1         –          conversation (checked), shared_chat_of
 * ["shared_chat_of", conversationId, code] code                  –          shared_chat; both go with the conversation
 * ["memory", conversationId]               MemoryBook v1         –          conversation (checked)
 * ["summary", conversationId, depth, id]   Summary v1            –          memory, conversation (checked)
 * ["prompt", conversationId, messageId]    PromptRecord v1       90 days    turn (checked)
 * ["persona_shelf", ownerId]               PersonaShelf v1       –          persona
 * ["persona", ownerId, id]                 Persona v1            –          persona_shelf
 * ["usage", userId, day]                   Usage v2              40 days    message (of a reply that is settled)
 * ["quota", scope, subject, day]           Count v1              2 days     –  (scope: address, room)
 *
 * ["story", id]                            Story v2              –          the next five, chapter
 * ["story_by_owner", ownerId, ms, id]      story id              –          story
 * ["story_rank", sort, scope, n, id]       story id              –          story_standing
 * ["story_standing", id]                   StoryStanding v1      –          story, story_rank
 * ["story_out_at", ms, id]                 story id              –          story (a draft with a time to come out)
 * ["story_change", versionstamp]           story id              1 day      story, story_change_head
 * ["story_change_head"]                    touched               –          story_change
 * ["story_standing_due", id]               touched               –          like or comment counter
 * ["story_by_time", ms, id]                story id              –          –  (of earlier versions; removed at start)
 * ["story_purge", id]                      went at, ms           –          story (as it goes)
 * ["chapter", storyId, chapterId]          Chapter v2            –          story
 * ["story_place", userId, storyId]         Place v1              –          –  (may outlive the story)
 * ["story_comment", storyId, id]           Comment v1            –          the next two, story (checked), count
 * ["story_thread", storyId, parent, ms, id] comment id           –          story_comment (parent: "" where one begins)
 * ["story_comment_by", userId, storyId, id] comment id           –          story_comment
 * ["story_comment_undo", storyId, id]      comment, by whom      minutes    story_comment (as it goes)
 * ["story_report", storyId, commentId, u]  Report v1             –          story_report_by
 * ["story_report_by", u, storyId, commentId] comment id          –          story_report
 * ["story_cast", storyId]                  StoryCast v1          –          –  (before the story; goes with it)
 * ["story_fact", storyId, chapterId]       StoryFacts v1         –          –  (before the story; goes with it)
 * ["story_job", id]                        Job v1                –          the next two
 * ["story_job_by_owner", ownerId, ms, id]  job id                –          story_job
 * ["story_job_open", id]                   job id                –          story_job (while there is work to do)
 * ["story_job_lease", id]                  Lease v1              –          –  (checked by whatever its holder writes)
 * ["story_job_unit", jobId, unit]          UnitRecord v1         –          story_job, story_job_output
 * ["story_job_output", jobId, unit]        bytes ≤ 60 KiB        –          story_job_unit
 * ["story_job_step", jobId, unit, n]       Step v1 ≤ 62 KiB      –          story_job, usage; goes with story_job_unit
 * ["follow", followerId, writerId]         since, ms             –          the next two, follow_count
 * ["following", followerId, ms, writerId]  writer id             –          follow
 * ["follower", writerId, ms, followerId]   follower id           –          follow
 * ["follow_count", userId, what]           Deno.KvU64            –          follow
 * ["block", userId, otherId]               since, ms             –          blocked_by
 * ["blocked_by", otherId, userId]          since, ms             –          block
 * ["news", writerId, ms, id]               News v1               90 days    what it tells of, news_head
 * ["news_head", writerId]                  latest news at, ms    90 days    news
 * ["notice", userId, ms, id]               Notice v1             90 days    what it tells of, notice_bell
 * ["notice_part", userId, id, byId]        when, ms              90 days    notice (of one that gathers several)
 * ["notice_bell", userId]                  touched               90 days    notice, and what else may be unread
 * ["inbox", userId]                        Inbox v1              –          –
 * ["feedback", kind, subjectId, part, by]  Feedback v1           –          the next two, feedback_count
 * ["feedback_at", kind, id, ms, part, by]  part and person       –          feedback
 * ["feedback_by", by, kind, id, part]      given at, ms          –          feedback
 * ["feedback_count", kind, id, reason]     Deno.KvU64            –          feedback
 *
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
 *
 * ["call", id]                             Call v1               minutes    log (a day before anybody met in it)
 *
 * ["welfare", id]                          WelfareService v1     –          welfare_head
 * ["welfare_head"]                         touched               –          welfare
 *
 * ["assist_session", id]                   ChatSession v1        30 days    assist_line, assist_by_user
 * ["assist_line", sessionId, n]            ChatLine v1           30 days    assist_session, log
 * ["assist_by_user", userId, sessionId]    session id            30 days    assist_session
 * ["assist_resume", hash]                  Resumption v1         an hour    –
 *
 * ["log", topic, versionstamp]             LogEntry v1           an hour    head
 * ["head", topic]                          touched               an hour for calls  log
 * ["state", topic, instance]               bytes                 seconds    –
 * ["instance", id]                         Instance v1           seconds    instances
 * ["instances"]                            touched               –          instance
 * ["ws_ticket", hash]                      Ticket v1             30 s       –
 * ```
 *
 * `ms` and `n` in a key are numbers: Deno KV sorts them as numbers, and lists are read in reverse to get newest or
 * highest first. An index holds the id of its record, never a copy.
 */

/** What can be liked and counted. */
export type SubjectKind = "character" | "story";
/** What is counted of a subject. */
export type CountName = "likes" | "chats" | "comments";
/** Orders in which public characters are listed. */
export type RankSort = "new" | "popular" | "trending";

export const keys = {
  meta: (name: string) => ["meta", name],
  secret: (name: string) => ["secret", name],

  user: (id: string) => ["user", id],
  users: () => ["user"],
  userByEmail: (email: string) => ["user_by_email", email],
  usersByEmail: () => ["user_by_email"],
  credential: (userId: string) => ["credential", userId],
  credentials: () => ["credential"],
  session: (id: string) => ["session", id],
  sessions: () => ["session"],
  sessionByUser: (userId: string, id: string) => ["session_by_user", userId, id],
  sessionsByUser: (userId: string) => ["session_by_user", userId],
  sessionsByAnyUser: () => ["session_by_user"],
  refresh: (tokenHash: string) => ["refresh", tokenHash],
  refreshes: () => ["refresh"],
  deletion: (userId: string) => ["deletion", userId],
  deletions: () => ["deletion"],
  /** Marks an account that is going away or has gone: what is written for it checks that this is not there. */
  gone: (userId: string) => ["gone", userId],
  throttle: (rule: string, subject: string) => ["throttle", rule, subject],

  character: (id: string) => ["character", id],
  characters: () => ["character"],
  characterByOwner: (
    ownerId: string,
    createdAtMs: number,
    id: string,
  ) => ["character_by_owner", ownerId, createdAtMs, id],
  charactersByOwner: (ownerId: string) => ["character_by_owner", ownerId],
  charactersByAnyOwner: () => ["character_by_owner"],
  /** `scope` is `""` for all, `lang:ko`, or `tag:` and the folded tag. */
  characterRank: (
    sort: RankSort,
    scope: string,
    score: number,
    id: string,
  ) => ["character_rank", sort, scope, score, id],
  charactersRanked: (sort: RankSort, scope: string) => ["character_rank", sort, scope],
  characterRanks: () => ["character_rank"],
  characterStanding: (id: string) => ["character_standing", id],
  characterStandings: () => ["character_standing"],
  standingDue: (id: string) => ["standing_due", id],
  standingsDue: () => ["standing_due"],
  characterChange: (versionstamp: string) => ["character_change", versionstamp],
  characterChanges: () => ["character_change"],
  characterChangeHead: () => ["character_change_head"],

  like: (kind: SubjectKind, subjectId: string, userId: string) => ["like", kind, subjectId, userId],
  likesOf: (kind: SubjectKind, subjectId: string) => ["like", kind, subjectId],
  likes: () => ["like"],
  liked: (
    userId: string,
    kind: SubjectKind,
    subjectId: string,
  ) => ["liked", userId, kind, subjectId],
  likedBy: (userId: string, kind: SubjectKind) => ["liked", userId, kind],
  likedByAny: () => ["liked"],
  count: (
    kind: SubjectKind,
    subjectId: string,
    what: CountName,
  ) => ["count", kind, subjectId, what],
  counts: () => ["count"],

  blob: (hash: string) => ["blob", hash],
  blobs: () => ["blob"],
  blobChunk: (hash: string, n: number) => ["blob_chunk", hash, n],
  blobChunks: (hash: string) => ["blob_chunk", hash],
  anyBlobChunks: () => ["blob_chunk"],

  conversation: (id: string) => ["conversation", id],
  conversations: () => ["conversation"],
  conversationByOwner: (
    ownerId: string,
    updatedAtMs: number,
    id: string,
  ) => ["conversation_by_owner", ownerId, updatedAtMs, id],
  conversationsByOwner: (ownerId: string) => ["conversation_by_owner", ownerId],
  conversationsByAnyOwner: () => ["conversation_by_owner"],
  conversationWith: (
    ownerId: string,
    characterId: string,
    id: string,
  ) => ["conversation_with", ownerId, characterId, id],
  conversationsWith: (
    ownerId: string,
    characterId: string,
  ) => ["conversation_with", ownerId, characterId],
  conversationsWithAny: () => ["conversation_with"],
  /** `depth` is the message's distance from the start of the conversation; siblings share it. */
  message: (
    conversationId: string,
    depth: number,
    id: string,
  ) => ["message", conversationId, depth, id],
  messages: (conversationId: string) => ["message", conversationId],
  messagesAt: (conversationId: string, depth: number) => ["message", conversationId, depth],
  anyMessages: () => ["message"],
  branchLeaf: (conversationId: string, id: string) => ["branch_leaf", conversationId, id],
  branchLeaves: (conversationId: string) => ["branch_leaf", conversationId],
  anyBranchLeaves: () => ["branch_leaf"],
  turn: (conversationId: string) => ["turn", conversationId],
  turns: () => ["turn"],
  turnPart: (turnId: string, n: number) => ["turn_part", turnId, n],
  turnParts: (turnId: string) => ["turn_part", turnId],
  anyTurnParts: () => ["turn_part"],
  turnReader: (turnId: string, reader: string) => ["turn_reader", turnId, reader],
  turnReaders: (turnId: string) => ["turn_reader", turnId],
  purge: (conversationId: string, id: string) => ["purge", conversationId, id],
  purgesOf: (conversationId: string) => ["purge", conversationId],
  purges: () => ["purge"],
  sharedChat: (code: string) => ["shared_chat", code],
  sharedChats: () => ["shared_chat"],
  sharedChatOf: (conversationId: string, code: string) => ["shared_chat_of", conversationId, code],
  sharedChatsOf: (conversationId: string) => ["shared_chat_of", conversationId],
  sharedChatsOfAny: () => ["shared_chat_of"],
  memory: (conversationId: string) => ["memory", conversationId],
  memories: () => ["memory"],
  /** By the place of the last message that the summary tells of: it holds on the branches that go through it. */
  summary: (
    conversationId: string,
    depth: number,
    messageId: string,
  ) => ["summary", conversationId, depth, messageId],
  summaries: (conversationId: string) => ["summary", conversationId],
  summariesAt: (conversationId: string, depth: number) => ["summary", conversationId, depth],
  anySummaries: () => ["summary"],
  promptRecord: (conversationId: string, messageId: string) => [
    "prompt",
    conversationId,
    messageId,
  ],
  promptRecords: (conversationId: string) => ["prompt", conversationId],
  anyPromptRecords: () => ["prompt"],
  personaShelf: (ownerId: string) => ["persona_shelf", ownerId],
  personaShelves: () => ["persona_shelf"],
  persona: (ownerId: string, id: string) => ["persona", ownerId, id],
  personas: (ownerId: string) => ["persona", ownerId],
  anyPersonas: () => ["persona"],
  usage: (userId: string, day: string) => ["usage", userId, day],
  usages: (userId: string) => ["usage", userId],
  quota: (
    scope: "address" | "room",
    subject: string,
    day: string,
  ) => ["quota", scope, subject, day],

  story: (id: string) => ["story", id],
  stories: () => ["story"],
  storyByOwner: (
    ownerId: string,
    createdAtMs: number,
    id: string,
  ) => ["story_by_owner", ownerId, createdAtMs, id],
  storiesByOwner: (ownerId: string) => ["story_by_owner", ownerId],
  storiesByAnyOwner: () => ["story_by_owner"],
  /** `scope` is `""` for all, or a kind and a name: `genre:fantasy`, `tag:` and the folded tag. */
  storyRank: (
    sort: RankSort,
    scope: string,
    score: number,
    id: string,
  ) => ["story_rank", sort, scope, score, id],
  storiesRanked: (sort: RankSort, scope: string) => ["story_rank", sort, scope],
  storyRanks: () => ["story_rank"],
  storyStanding: (id: string) => ["story_standing", id],
  storyStandings: () => ["story_standing"],
  storyStandingDue: (id: string) => ["story_standing_due", id],
  storyStandingsDue: () => ["story_standing_due"],
  storyOutAt: (publishAtMs: number, id: string) => ["story_out_at", publishAtMs, id],
  storiesOutAt: () => ["story_out_at"],
  storyChange: (versionstamp: string) => ["story_change", versionstamp],
  storyChanges: () => ["story_change"],
  storyChangeHead: () => ["story_change_head"],
  storiesByTime: () => ["story_by_time"],
  storyPurge: (id: string) => ["story_purge", id],
  storyPurges: () => ["story_purge"],
  chapter: (storyId: string, chapterId: number) => ["chapter", storyId, chapterId],
  chapters: (storyId: string) => ["chapter", storyId],
  anyChapters: () => ["chapter"],
  /** How far somebody has read. */
  storyPlace: (userId: string, storyId: string) => ["story_place", userId, storyId],
  storyPlaces: (userId: string) => ["story_place", userId],
  anyStoryPlaces: () => ["story_place"],
  storyComment: (storyId: string, id: string) => ["story_comment", storyId, id],
  storyComments: (storyId: string) => ["story_comment", storyId],
  anyStoryComments: () => ["story_comment"],
  /** `parentId` is `""` for those that begin a thread. */
  storyThread: (
    storyId: string,
    parentId: string,
    createdAtMs: number,
    id: string,
  ) => ["story_thread", storyId, parentId, createdAtMs, id],
  storyThreads: (storyId: string, parentId: string) => ["story_thread", storyId, parentId],
  storyThreadsOf: (storyId: string) => ["story_thread", storyId],
  anyStoryThreads: () => ["story_thread"],
  storyCommentBy: (
    userId: string,
    storyId: string,
    id: string,
  ) => ["story_comment_by", userId, storyId, id],
  storyCommentsBy: (userId: string) => ["story_comment_by", userId],
  storyCommentsByAny: () => ["story_comment_by"],
  storyCommentUndo: (storyId: string, id: string) => ["story_comment_undo", storyId, id],
  storyCommentUndos: (storyId: string) => ["story_comment_undo", storyId],
  storyReport: (
    storyId: string,
    commentId: string,
    userId: string,
  ) => ["story_report", storyId, commentId, userId],
  storyReports: (storyId: string) => ["story_report", storyId],
  storyReportsOn: (storyId: string, commentId: string) => ["story_report", storyId, commentId],
  anyStoryReports: () => ["story_report"],
  storyReportBy: (
    userId: string,
    storyId: string,
    commentId: string,
  ) => ["story_report_by", userId, storyId, commentId],
  storyReportsBy: (userId: string) => ["story_report_by", userId],
  storyReportsByAny: () => ["story_report_by"],
  /** Who a story that was written here is about. */
  storyCast: (storyId: string) => ["story_cast", storyId],
  storyCasts: () => ["story_cast"],
  /** What is so, and who knows it, once a chapter is over. */
  storyFact: (storyId: string, chapterId: number) => ["story_fact", storyId, chapterId],
  storyFacts: (storyId: string) => ["story_fact", storyId],
  anyStoryFacts: () => ["story_fact"],

  storyJob: (id: string) => ["story_job", id],
  storyJobs: () => ["story_job"],
  storyJobByOwner: (
    ownerId: string,
    createdAtMs: number,
    id: string,
  ) => ["story_job_by_owner", ownerId, createdAtMs, id],
  storyJobsByOwner: (ownerId: string) => ["story_job_by_owner", ownerId],
  storyJobsByAnyOwner: () => ["story_job_by_owner"],
  storyJobOpen: (id: string) => ["story_job_open", id],
  storyJobsOpen: () => ["story_job_open"],
  storyJobLease: (id: string) => ["story_job_lease", id],
  storyJobLeases: () => ["story_job_lease"],
  storyJobUnit: (jobId: string, unit: string) => ["story_job_unit", jobId, unit],
  storyJobUnits: (jobId: string) => ["story_job_unit", jobId],
  anyStoryJobUnits: () => ["story_job_unit"],
  storyJobOutput: (jobId: string, unit: string) => ["story_job_output", jobId, unit],
  storyJobOutputs: (jobId: string) => ["story_job_output", jobId],
  anyStoryJobOutputs: () => ["story_job_output"],
  /** One answer of a model within a unit that has not ended. */
  storyJobStep: (jobId: string, unit: string, n: number) => ["story_job_step", jobId, unit, n],
  storyJobSteps: (jobId: string, unit: string) => ["story_job_step", jobId, unit],
  storyJobAllSteps: (jobId: string) => ["story_job_step", jobId],
  anyStoryJobSteps: () => ["story_job_step"],

  follow: (followerId: string, writerId: string) => ["follow", followerId, writerId],
  follows: () => ["follow"],
  following: (
    followerId: string,
    sinceMs: number,
    writerId: string,
  ) => ["following", followerId, sinceMs, writerId],
  followings: (followerId: string) => ["following", followerId],
  followingsOfAny: () => ["following"],
  follower: (
    writerId: string,
    sinceMs: number,
    followerId: string,
  ) => ["follower", writerId, sinceMs, followerId],
  followers: (writerId: string) => ["follower", writerId],
  followersOfAny: () => ["follower"],
  followCount: (userId: string, what: "followers" | "following") => ["follow_count", userId, what],
  followCounts: (userId: string) => ["follow_count", userId],
  anyFollowCounts: () => ["follow_count"],
  /** Somebody keeps another away. */
  block: (userId: string, otherId: string) => ["block", userId, otherId],
  blocks: (userId: string) => ["block", userId],
  anyBlocks: () => ["block"],
  blockedBy: (otherId: string, userId: string) => ["blocked_by", otherId, userId],
  blockersOf: (otherId: string) => ["blocked_by", otherId],
  anyBlockers: () => ["blocked_by"],
  /** What a writer published, once however many follow: followers come and read it. */
  news: (writerId: string, ms: number, id: string) => ["news", writerId, ms, id],
  newsOf: (writerId: string) => ["news", writerId],
  anyNews: () => ["news"],
  newsHead: (writerId: string) => ["news_head", writerId],
  newsHeads: () => ["news_head"],
  notice: (userId: string, ms: number, id: string) => ["notice", userId, ms, id],
  notices: (userId: string) => ["notice", userId],
  anyNotices: () => ["notice"],
  noticePart: (userId: string, id: string, byId: string) => ["notice_part", userId, id, byId],
  noticeParts: (userId: string, id: string) => ["notice_part", userId, id],
  noticePartsOf: (userId: string) => ["notice_part", userId],
  anyNoticeParts: () => ["notice_part"],
  noticeBell: (userId: string) => ["notice_bell", userId],
  noticeBells: () => ["notice_bell"],
  inbox: (userId: string) => ["inbox", userId],
  inboxes: () => ["inbox"],
  feedback: (
    kind: SubjectKind,
    subjectId: string,
    part: string,
    byId: string,
  ) => ["feedback", kind, subjectId, part, byId],
  feedbackOn: (kind: SubjectKind, subjectId: string) => ["feedback", kind, subjectId],
  anyFeedback: () => ["feedback"],
  feedbackAt: (
    kind: SubjectKind,
    subjectId: string,
    ms: number,
    part: string,
    byId: string,
  ) => ["feedback_at", kind, subjectId, ms, part, byId],
  feedbackInTime: (kind: SubjectKind, subjectId: string) => ["feedback_at", kind, subjectId],
  anyFeedbackInTime: () => ["feedback_at"],
  feedbackBy: (
    byId: string,
    kind: SubjectKind,
    subjectId: string,
    part: string,
  ) => ["feedback_by", byId, kind, subjectId, part],
  feedbackOf: (byId: string) => ["feedback_by", byId],
  feedbackOfAny: () => ["feedback_by"],
  feedbackCount: (
    kind: SubjectKind,
    subjectId: string,
    reason: string,
  ) => ["feedback_count", kind, subjectId, reason],
  feedbackCounts: (kind: SubjectKind, subjectId: string) => ["feedback_count", kind, subjectId],
  anyFeedbackCounts: () => ["feedback_count"],

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

  call: (id: string) => ["call", id],
  calls: () => ["call"],

  welfareService: (id: string) => ["welfare", id],
  welfareServices: () => ["welfare"],
  welfareHead: () => ["welfare_head"],

  assistSession: (id: string) => ["assist_session", id],
  assistSessions: () => ["assist_session"],
  assistLine: (sessionId: string, n: number) => ["assist_line", sessionId, n],
  assistLines: (sessionId: string) => ["assist_line", sessionId],
  anyAssistLines: () => ["assist_line"],
  /** Of sessions that somebody with an account began. */
  assistByUser: (userId: string, sessionId: string) => ["assist_by_user", userId, sessionId],
  assistsByUser: (userId: string) => ["assist_by_user", userId],
  assistsByAnyUser: () => ["assist_by_user"],
  /** `hash` is that of the secret by which a connection goes on where another broke. */
  assistResume: (hash: string) => ["assist_resume", hash],

  log: (topic: string, versionstamp: string) => ["log", topic, versionstamp],
  logs: (topic: string) => ["log", topic],
  head: (topic: string) => ["head", topic],
  topicState: (topic: string, instance: string) => ["state", topic, instance],
  instance: (id: string) => ["instance", id],
  instances: () => ["instance"],
  instancesBell: () => ["instances"],
  wsTicket: (hash: string) => ["ws_ticket", hash],
} satisfies Record<string, (...parts: never[]) => Deno.KvKey>;
