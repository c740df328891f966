/** Records: each is what its schema says, and stands under its own name. */
import { z } from "zod";
import { Credential, Deletion, RefreshToken, Session, User } from "@/lib/accounts/model.ts";
import { ChatLine, ChatSession } from "@/lib/assistant/model.ts";
import { Call } from "@/lib/calls/model.ts";
import { Character } from "@/lib/characters/model.ts";
import { Standing } from "@/lib/characters/standing.ts";
import { Conversation, Message, Turn } from "@/lib/chat/model.ts";
import { SharedChat } from "@/lib/chat/share.ts";
import { PromptRecord } from "@/lib/chat/prompt_record.ts";
import { MemoryBook, Summary } from "@/lib/memory/model.ts";
import { Painting } from "@/lib/painting/model.ts";
import { Case, CharacterReport, Deed as ReviewDeed, PersonReport } from "@/lib/moderation/model.ts";
import { Persona, PersonaShelf } from "@/lib/personas/model.ts";
import { Feedback } from "@/lib/social/feedback_model.ts";
import { Inbox, News, Notice } from "@/lib/social/model.ts";
import { Claim, Guest, Reminder, Ticket } from "@/lib/spaces/events/model.ts";
import { StageState } from "@/lib/spaces/events/stage.ts";
import { Seat, Space, SpaceMessage } from "@/lib/spaces/model.ts";
import { Ban, Deed } from "@/lib/spaces/moderation_model.ts";
import { Comment, Report } from "@/lib/stories/comments/model.ts";
import { Chapter, Story } from "@/lib/stories/model.ts";
import { Place } from "@/lib/stories/place.ts";
import { StoryStanding } from "@/lib/stories/standing.ts";
import { Job, Lease, Step, UnitRecord } from "@/lib/stories/writing/job.ts";
import { StoryCast, StoryFacts } from "@/lib/stories/writing/story_facts.ts";
import { nameKey, type Walk } from "@/lib/store/check/walk.ts";
import { keys } from "@/lib/store/keys.ts";
import { WelfareService } from "@/lib/welfare/model.ts";

/** Names that a record carries itself, as the parts of its key say them again; by their place in the key. */
type Named = Readonly<Record<number, string>>;

interface Kind {
  prefix: Deno.KvKey;
  schema: z.ZodType;
  named: Named;
}

const KINDS: readonly Kind[] = [
  { prefix: keys.users(), schema: User, named: { 1: "id" } },
  { prefix: keys.credentials(), schema: Credential, named: {} },
  { prefix: keys.sessions(), schema: Session, named: { 1: "id" } },
  { prefix: keys.refreshes(), schema: RefreshToken, named: {} },
  { prefix: keys.deletions(), schema: Deletion, named: { 1: "userId" } },
  { prefix: keys.characters(), schema: Character, named: { 1: "id" } },
  { prefix: keys.characterTotals(), schema: z.int().min(0), named: {} },
  { prefix: keys.characterStandings(), schema: Standing, named: {} },
  { prefix: keys.conversations(), schema: Conversation, named: { 1: "id" } },
  { prefix: keys.anyMessages(), schema: Message, named: { 2: "depth", 3: "id" } },
  { prefix: keys.turns(), schema: Turn, named: { 1: "conversationId" } },
  { prefix: keys.sharedChats(), schema: SharedChat, named: { 1: "code" } },
  { prefix: keys.memories(), schema: MemoryBook, named: {} },
  { prefix: keys.anySummaries(), schema: Summary, named: {} },
  { prefix: keys.anyPromptRecords(), schema: PromptRecord, named: {} },
  { prefix: keys.personaShelves(), schema: PersonaShelf, named: {} },
  { prefix: keys.anyPersonas(), schema: Persona, named: { 1: "ownerId", 2: "id" } },
  { prefix: keys.stories(), schema: Story, named: { 1: "id" } },
  { prefix: keys.anyChapters(), schema: Chapter, named: { 1: "storyId", 2: "id" } },
  { prefix: keys.storyStandings(), schema: StoryStanding, named: {} },
  { prefix: keys.anyStoryComments(), schema: Comment, named: { 1: "storyId", 2: "id" } },
  { prefix: keys.anyStoryReports(), schema: Report, named: { 1: "storyId", 2: "commentId" } },
  { prefix: keys.anyStoryPlaces(), schema: Place, named: { 1: "userId", 2: "storyId" } },
  { prefix: keys.anyNews(), schema: News, named: { 1: "writerId" } },
  { prefix: keys.anyNotices(), schema: Notice, named: {} },
  { prefix: keys.inboxes(), schema: Inbox, named: {} },
  { prefix: keys.anyFeedback(), schema: Feedback, named: { 3: "part", 4: "byId" } },
  { prefix: keys.storyCasts(), schema: StoryCast, named: { 1: "storyId" } },
  { prefix: keys.anyStoryFacts(), schema: StoryFacts, named: { 1: "storyId", 2: "chapterId" } },
  // Their names are looked at in `reviews.ts`, as what they are about is not always a story.
  { prefix: keys.reviewCases(), schema: Case, named: {} },
  { prefix: keys.reviewDeeds(), schema: ReviewDeed, named: {} },
  { prefix: keys.personReports(), schema: PersonReport, named: { 1: "personId", 2: "reporterId" } },
  {
    prefix: keys.characterReports(),
    schema: CharacterReport,
    named: { 1: "characterId", 2: "reporterId" },
  },
  { prefix: keys.paintings(), schema: Painting, named: { 1: "kind", 2: "id" } },
  { prefix: keys.storyJobs(), schema: Job, named: { 1: "id" } },
  { prefix: keys.storyJobLeases(), schema: Lease, named: {} },
  { prefix: keys.anyStoryJobUnits(), schema: UnitRecord, named: { 1: "jobId", 2: "unit" } },
  { prefix: keys.anyStoryJobOutputs(), schema: z.instanceof(Uint8Array), named: {} },
  { prefix: keys.anyStoryJobSteps(), schema: Step, named: { 1: "jobId", 2: "unit", 3: "n" } },
  { prefix: keys.spaces(), schema: Space, named: { 1: "id" } },
  { prefix: keys.anySpaceSeats(), schema: Seat, named: { 1: "spaceId", 2: "n" } },
  { prefix: keys.anySpaceMessages(), schema: z.array(SpaceMessage), named: {} },
  { prefix: keys.anySpaceBans(), schema: Ban, named: { 1: "spaceId", 2: "userId" } },
  { prefix: keys.anySpaceMutes(), schema: Ban, named: { 1: "spaceId", 2: "userId" } },
  { prefix: keys.anySpaceDeeds(), schema: Deed, named: {} },
  { prefix: keys.anySpaceGuests(), schema: Guest, named: {} },
  { prefix: keys.anySpaceTickets(), schema: Ticket, named: {} },
  { prefix: keys.anySpaceClaims(), schema: Claim, named: { 2: "code" } },
  { prefix: keys.anySpaceReminders(), schema: Reminder, named: { 1: "spaceId", 2: "userId" } },
  { prefix: keys.spaceStages(), schema: StageState, named: {} },
  { prefix: keys.calls(), schema: Call, named: { 1: "id" } },
  { prefix: keys.assistSessions(), schema: ChatSession, named: { 1: "id" } },
  { prefix: keys.anyAssistLines(), schema: ChatLine, named: { 1: "sessionId", 2: "n" } },
  { prefix: keys.welfareServices(), schema: WelfareService, named: { 1: "id" } },
];

/** First parts of every key there is. Whoever makes a key makes it with any parts, these with none. */
const KNOWN = new Set(
  Object.values(keys).map((make: (...parts: never[]) => Deno.KvKey) => make()[0]),
);

export function* checkShapes(walk: Walk): Generator<string> {
  for (const { key } of walk.all()) {
    if (!KNOWN.has(key[0]!)) yield `${nameKey(key)} is of no known kind`;
  }
  for (const { prefix, schema, named } of KINDS) {
    for (const { key, value } of walk.below(prefix)) {
      const parsed = schema.safeParse(value);
      if (!parsed.success) {
        const paths = parsed.error.issues.map(({ path }) => path.join(".") || "the whole");
        yield `${nameKey(key)} does not fit its schema: ${paths.join(", ")}`;
      } else if (!isNamed(key, value, named)) {
        yield `${nameKey(key)} stands under another's name`;
      }
    }
  }
}

function isNamed(key: Deno.KvKey, value: unknown, named: Named): boolean {
  return Object.entries(named).every(([place, field]) =>
    typeof value === "object" && value !== null &&
    Reflect.get(value, field) === key[Number(place)]
  );
}
