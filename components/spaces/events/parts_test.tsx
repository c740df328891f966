/** Parts of events: what they say, escape and leave out. */
import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { EVENT, fanMeeting, HOUR_MS, START_MS } from "@/lib/spaces/events/events_for_tests.ts";
import { emptyEvent } from "@/lib/spaces/events/form.ts";
import type { Stage } from "@/lib/spaces/protocol.ts";
import { EventFields } from "@/components/spaces/events/EventFields.tsx";
import { ReminderNotices } from "@/components/spaces/events/ReminderNotices.tsx";
import { StagePanel, type StagePanelProps } from "@/components/spaces/events/StagePanel.tsx";
import { UpcomingEvents } from "@/components/spaces/events/UpcomingEvents.tsx";

const until = new Date(START_MS + 90_000).toISOString();
const busy: Stage = {
  open: true,
  current: { user_id: "a", nickname: "Tom & Ann", until },
  queue: [{ user_id: "b", nickname: "<b>" }, { user_id: "c", nickname: "C" }],
};

const panel = (props: Partial<StagePanelProps> = {}) =>
  renderToString(
    <StagePanel
      locale="en"
      stage={busy}
      userId="c"
      isHost={false}
      isHere
      hostName="Haru"
      nowMs={START_MS}
      hasBegun
      action="/spaces/meeting/stage"
      {...props}
    />,
  );

Deno.test("the stage names whoever is on it, once escaped, and the time that is left", () => {
  const html = panel();
  assert.match(html, /Tom &amp; Ann/);
  assert.match(html, /&lt;b>/);
  assert.doesNotMatch(html, /&amp;amp;|&amp;lt;/);
  assert.match(html, /class="clock is-m1 is-s30"/);
  assert.match(html, /1 minute left/);
});

const MINE: readonly [string, Partial<StagePanelProps>, RegExp, RegExp][] = [
  ["whoever waits knows their place", {}, /number 2 in the queue/, /Queue up/],
  ["whoever is next knows it", { userId: "b" }, /You are next/, /Queue up/],
  ["whoever is on it may leave", { userId: "a" }, /Haru hears.*Leave the stage/s, /Queue up/],
  [
    "with a human host, it is for the host",
    { userId: "a", hostName: null },
    /for the host/,
    /hears/,
  ],
  ["who is here may queue up", { userId: "d" }, />Queue up</, /step into/i],
  ["who is not steps in first", { userId: "d", isHere: false }, /Step into the room/, />Queue up</],
  ["a stranger signs in first", { userId: null }, /Sign in to queue up/, />Queue up</],
  [
    "a closed queue takes nobody",
    { userId: "d", stage: { ...busy, open: false } },
    /takes nobody more/,
    />Queue up</,
  ],
  ["guests see no controls", {}, /The queue/, /Next, please|Take out/],
  [
    "hosts do",
    { isHost: true },
    /Next, please.*30 seconds more.*Close the queue/s,
    /Open the queue/,
  ],
  [
    "an empty stage has nothing to end",
    { isHost: true, stage: { open: false, current: null, queue: [] } },
    /The stage is empty.*Open the queue/s,
    /Next, please|Send everybody|30 seconds/,
  ],
];
for (const [name, props, shown, absent] of MINE) {
  Deno.test(`StagePanel: ${name}`, () => {
    const html = panel(props);
    assert.match(html, shown);
    assert.doesNotMatch(html, absent);
  });
}

Deno.test("the form of an event ties its errors to their fields, and offers every zone once", () => {
  const html = renderToString(
    <EventFields
      locale="en"
      values={{ ...emptyEvent(START_MS), event_zone: "Asia/Calcutta", event_host: "haru" }}
      errors={[{ path: "event_ends", message: "Too late" }]}
      residents={[{ id: "haru", name: "Haru" }]}
      type="fanmeeting"
    />,
  );
  assert.match(html, /id="field-event_ends-error">Too late</);
  assert.match(html, /<option value="Asia\/Calcutta" selected/);
  assert.equal(html.match(/value="Asia\/Seoul"/g)?.length, 1);
  assert.match(html, /<option value="haru" selected/);
  assert.match(html, /name="event_turn_s"/);
});

Deno.test("only a fan meeting asks for the time on the stage", () => {
  const html = renderToString(
    <EventFields
      locale="ko"
      values={emptyEvent(START_MS)}
      errors={[]}
      residents={[]}
      type="event"
    />,
  );
  assert.match(html, /<input type="hidden" name="event_turn_s" value="90"/);
});

Deno.test("a list of events says of each when it is, and nothing where none is planned", () => {
  const list = (nowMs: number) =>
    renderToString(
      <UpcomingEvents
        events={[{ ...fanMeeting(), event: EVENT }]}
        locale="ko"
        nowMs={nowMs}
        zone="Asia/Seoul"
      />,
    );
  assert.match(list(START_MS - 2 * HOUR_MS), /2시간 뒤에 시작해요/);
  assert.match(list(START_MS), /is-live">지금 열려 있어요.*1시간 뒤에 끝나요/s);
  const none = <UpcomingEvents events={[]} locale="ko" nowMs={0} zone="UTC" />;
  assert.equal(renderToString(none), "");
});

Deno.test("a notice about an event is not told on its own pages", () => {
  const reminders = [{ spaceId: "m", name: { ko: "루나", en: "Luna" }, startsInMs: 60_000 }];
  const at = (here: string) =>
    renderToString(<ReminderNotices reminders={reminders} locale="ko" here={here} />);
  assert.match(at("/spaces/more"), /‘루나’가 1분 뒤에 시작해요/);
  for (const here of ["/spaces/m", "/spaces/m/event?x=1", "/spaces/m?invite=a"]) {
    assert.equal(at(here), "");
  }
});
