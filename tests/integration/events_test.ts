/** Events over the whole app: pages without a script, calendars, guest lists, reminders, the stage, the API. */
import assert from "node:assert/strict";
import { z } from "zod";
import type { Space } from "@/lib/spaces/model.ts";
import { putSpace } from "@/lib/spaces/store.ts";
import { checkEvents } from "@/lib/store/check/events.ts";
import { walkStore } from "@/lib/store/check/walk.ts";
import {
  EVENT,
  fanMeeting,
  HOUR_MS,
  seat,
  START_MS,
} from "@/lib/spaces/events/events_for_tests.ts";
import { openTestApp, type TestApp } from "@/tests/support/app.ts";
import { Caller, locationOf, Person } from "@/tests/integration/characters_client.ts";

const MINUTE = 60_000;

interface Meeting {
  app: TestApp;
  host: Person;
  hostId: string;
  space: Space;
  /** The app's clock, from the start of the event. */
  goTo(ms: number): void;
}

async function withMeeting(
  change: Partial<Space>,
  body: (meeting: Meeting) => Promise<void>,
): Promise<void> {
  await using app = await openTestApp({ startMs: START_MS - 3 * HOUR_MS });
  const host = await new Person(app).signUp("주인");
  const hostId = await idOf(app, "주인");
  const space = fanMeeting({ ownerId: hostId, residentIds: [], ...change });
  const write = app.kv.atomic();
  putSpace(write, space);
  assert.ok((await write.commit()).ok);
  const goTo = (ms: number) => app.wait(START_MS + ms - app.nowMs());
  await body({ app, host, hostId, space, goTo });
  assert.deepEqual([...checkEvents(await walkStore(app.kv))], [], "the store agrees with itself");
}

async function idOf(app: TestApp, nickname: string): Promise<string> {
  for await (
    const { value } of app.kv.list<{ id: string; nickname: string }>({ prefix: ["user"] })
  ) {
    if (value.nickname === nickname) return value.id;
  }
  throw new Error(`Nobody is called ${nickname}`);
}

const page = "/spaces/meeting/event";

Deno.test("an event's page counts down, runs no script, and looks again when the doors open", async () => {
  await withMeeting({}, async ({ app, goTo }) => {
    const reader = new Person(app);
    const early = await reader.get(page);
    const html = await early.text();
    assert.equal(early.status, 200);
    assert.match(html, /3시간 뒤에 시작해요/);
    assert.match(html, /<time datetime="2026-08-01T10:00:00.000Z">2026년 8월 1일 토요일 오후 7:00/);
    assert.match(html, /한국 표준시/);
    assert.doesNotMatch(html, /<script|style="|class="clock/);
    assert.equal(early.headers.get("refresh"), null);
    assert.doesNotMatch(html, /들어가기/);

    goTo(-15 * MINUTE);
    assert.equal((await reader.get(page)).headers.get("refresh"), String(5 * 60 + 1));
    goTo(-4 * MINUTE - 30_000);
    const doors = await reader.get(page);
    assert.equal(doors.headers.get("refresh"), "271");
    const open = await doors.text();
    assert.match(open, /class="clock is-m4 is-s30"/);
    assert.match(open, /들어가기/);
    goTo(HOUR_MS);
    assert.match(await reader.page(page), /이 자리는 끝났어요/);
  });
});

Deno.test("times are told in the zone that a reader chose, and the choice is kept", async () => {
  await withMeeting({}, async ({ app }) => {
    const reader = new Person(app);
    reader.language = "en";
    const html = await reader.page(`${page}?zone=America/New_York`);
    assert.match(html, /Saturday, August 1, 2026 at 6:00.AM/);
    assert.match(html, /Eastern Time/);
    assert.match(await reader.page(page), /6:00.AM/);
    assert.match(await reader.page(`${page}?zone=Mars/Olympus`), /6:00.AM/);
  });
});

Deno.test("a private event is seen by its invitation code alone, its calendar too", async () => {
  await withMeeting({ isPublic: false, inviteCode: "code" }, async ({ app }) => {
    const stranger = new Person(app);
    for (const path of [page, "/spaces/meeting/calendar.ics", "/spaces/meeting/stage"]) {
      assert.equal((await stranger.get(path)).status, 404, path);
      assert.equal((await stranger.get(`${path}?invite=wrong`)).status, 404, path);
      assert.equal((await stranger.get(`${path}?invite=code`)).status, 200, path);
    }
    const html = await stranger.page(`${page}?invite=code`);
    assert.match(html, /calendar\.ics\?invite=code/);
    assert.match(html, /name="robots" content="noindex"/);
    const file = await (await stranger.get("/spaces/meeting/calendar.ics?invite=code")).text();
    assert.match(
      file.replaceAll("\r\n ", ""),
      /URL:http:\/\/maru.test\/spaces\/meeting\/event\?invite=code/,
    );
  });
});

Deno.test("a calendar is answered 304 until the event changes", async () => {
  await withMeeting({}, async ({ app, space }) => {
    const path = "/spaces/meeting/calendar.ics?remind=60";
    const first = await app.fetch(path);
    assert.equal(first.headers.get("content-type"), "text/calendar; charset=utf-8");
    assert.match(await first.text(), /TRIGGER:-PT60M/);
    const known = { headers: { "if-none-match": first.headers.get("etag") ?? "" } };
    assert.equal((await app.fetch(path, known)).status, 304);
    const write = app.kv.atomic();
    const moved = { ...EVENT, startsAtMs: START_MS + MINUTE };
    putSpace(write, { ...space, event: moved, updatedAtMs: space.updatedAtMs + 1000 }, space);
    await write.commit();
    const second = await app.fetch(path, known);
    assert.equal(second.status, 200);
    assert.match(await second.text(), /DTSTART:20260801T100100Z/);
    assert.equal((await app.fetch("/spaces/nowhere/calendar.ics")).status, 404);
  });
});

Deno.test("a reminder is told on every page when it is due, until it is dismissed", async () => {
  await withMeeting({}, async ({ app, goTo }) => {
    const reader = new Person(app);
    assert.equal(
      locationOf(await reader.post("/spaces/meeting/reminder", { minutes: "10" })),
      page,
    );
    assert.match(await reader.page(page), /10분 전에 알려 드릴게요/);
    assert.doesNotMatch(await reader.page("/about"), /팬미팅/);
    goTo(-9 * MINUTE);
    const about = await reader.page("/about");
    assert.match(about, /‘하루 팬미팅’이 9분 뒤에 시작해요/);
    assert.doesNotMatch(await reader.page(page), /class="reminders"/);
    goTo(5 * MINUTE);
    assert.match(await reader.page("/stories"), /‘하루 팬미팅’이 시작했어요/);
    const dismissed = await reader.post("/spaces/meeting/reminder", {
      minutes: "off",
      back: "/about",
    });
    assert.equal(locationOf(dismissed), "/about");
    assert.doesNotMatch(await reader.page("/about"), /팬미팅/);
    assert.ok(!reader.cookies.has("maru-remind"));
  });
});

Deno.test("a reminder goes with its event, and the pages of everybody else look for none", async () => {
  await withMeeting({}, async ({ app, goTo }) => {
    const reader = await new Person(app).signUp("손님");
    await reader.post("/spaces/meeting/reminder", { minutes: "60" });
    const read = await readsOf(app, () => reader.page("/about"));
    assert.ok(!read.some((key) => key.startsWith("reminder")), "not before it may be due");
    const other = await new Person(app).signUp("다른이");
    assert.ok(
      !(await readsOf(app, () => other.page("/about"))).some((key) => key.startsWith("reminder")),
    );
    goTo(2 * HOUR_MS);
    assert.doesNotMatch(await reader.page("/about"), /팬미팅/);
    const left = await Array.fromAsync(app.kv.list({ prefix: ["reminder_by_user"] }));
    assert.deepEqual(left, []);
    assert.ok(!reader.cookies.has("maru-remind"));
  });
});

/** First parts of the keys that are read meanwhile. */
async function readsOf(app: TestApp, body: () => Promise<unknown>): Promise<string[]> {
  const { kv } = app.services;
  const read: string[] = [];
  const note = (keys: readonly Deno.KvKey[]) => read.push(...keys.map(([first]) => String(first)));
  app.services.kv = new Proxy(kv, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        if (name === "get") note([args[0] as Deno.KvKey]);
        if (name === "getMany") note(args[0] as Deno.KvKey[]);
        if (name === "list") note([(args[0] as { prefix: Deno.KvKey }).prefix]);
        return value.apply(target, args);
      };
    },
  });
  await body();
  app.services.kv = kv;
  assert.ok(read.length > 0, "the session at least is read");
  return read;
}

Deno.test("a host makes a link by forms, and one person takes the ticket it is", async () => {
  await withMeeting({ event: { ...EVENT, entry: "ticket" } }, async ({ app, host }) => {
    const guests = "/spaces/meeting/guests";
    const made = await host.post(guests, {
      do: "links",
      kind: "ticket",
      count: "2",
      note: "민지 & 친구",
    });
    assert.equal(locationOf(made), `${guests}?done=links`);
    const html = await host.page(guests);
    assert.match(html, /민지 &amp; 친구/);
    assert.doesNotMatch(html, /&amp;amp;/);
    const [link = ""] = /http:\/\/maru\.test(\/spaces\/meeting\/guests\/claim\?code=[\w-]+)/.exec(
      html,
    )!.slice(1);
    const guest = new Person(app);
    assert.match(await guest.page(page), /아직 표가 없어요/);
    assert.match(await guest.page(link), /표가 왔어요/);
    assert.equal(guest.cookies.size, 0, "nobody becomes a guest by looking");
    const code = new URLSearchParams(link.split("?")[1]).get("code")!;
    const taken = await guest.post("/spaces/meeting/guests/claim", { code });
    assert.equal(locationOf(taken), `${page}?done=ticket`);
    assert.match(await guest.page(page), /표를 가지고 있어요/);
    const late = new Person(app);
    assert.equal((await late.post("/spaces/meeting/guests/claim", { code })).status, 410);
    assert.equal((await late.get(link)).status, 410);
    assert.equal(late.cookies.size, 0);
    assert.match(await host.page(guests), /님이 씀/);
  });
});

Deno.test("a host invites by e-mail, gives a ticket, and takes both back", async () => {
  await withMeeting({ event: { ...EVENT, entry: "invited" } }, async ({ app, host }) => {
    const guests = "/spaces/meeting/guests";
    await new Person(app).signUp("민지");
    const userId = await idOf(app, "민지");
    const { value } = await app.kv.get<{ email: string }>(["user", userId]);
    const wrong = await host.post(guests, {
      do: "invite",
      who: "nobody@example.com",
      kind: "invitation",
    });
    assert.equal(wrong.status, 422);
    assert.match(await wrong.text(), /value="nobody@example.com"[^>]*|찾지 못했어요/);
    const invite = { do: "invite", who: value!.email, kind: "invitation" };
    assert.equal(locationOf(await host.post(guests, invite)), `${guests}?done=invited`);
    assert.equal(
      locationOf(await host.post(guests, { do: "give", user_id: userId })),
      `${guests}?done=ticketed`,
    );
    assert.match(await host.page(guests), /민지/);
    assert.equal(
      locationOf(await host.post(guests, { do: "take", user_id: userId })),
      `${guests}?done=taken`,
    );
    assert.equal(
      locationOf(await host.post(guests, { do: "remove", user_id: userId })),
      `${guests}?done=removed`,
    );
    assert.match(await host.page(guests), /아직 명단이 비어 있어요/);
    assert.equal(
      (await host.post(guests, { do: "links", kind: "ticket", count: "0" })).status,
      422,
    );
    assert.equal((await host.post(guests, { do: "burn" })).status, 422);
  });
});

Deno.test("nobody but hosts sees the guest list", async () => {
  await withMeeting({}, async ({ app }) => {
    const guest = await new Person(app).signUp("손님");
    assert.equal((await guest.get("/spaces/meeting/guests")).status, 403);
    assert.equal(
      (await guest.post("/spaces/meeting/guests", { do: "revoke", code: "x" })).status,
      403,
    );
    assert.match(locationOf(await new Person(app).get("/spaces/meeting/guests")), /^\/login/);
    const caller = await new Caller(app).enter();
    for (const path of ["guests", "tickets"]) {
      assert.equal((await caller.call("GET", `/spatial/spaces/meeting/${path}`)).status, 403);
    }
  });
});

Deno.test("people queue up on the stage's page, and its host runs it", async () => {
  await withMeeting({}, async ({ app, host, goTo }) => {
    const stage = "/spaces/meeting/stage";
    const a = await new Person(app).signUp("가람");
    const b = await new Person(app).signUp("나래");
    goTo(MINUTE);
    const outside = await a.post(stage, { act: "join" });
    assert.equal(outside.status, 409);
    assert.match(await outside.text(), /먼저 공간에 들어와 주세요/);
    await seat(app.kv, "meeting", await idOf(app, "가람"), await idOf(app, "나래"));
    assert.equal(locationOf(await a.post(stage, { act: "join" })), stage);
    await b.post(stage, { act: "join" });
    assert.match(await a.page(stage), /내 차례예요/);
    const waiting = await b.get(stage);
    assert.equal(waiting.headers.get("refresh"), "10");
    const html = await waiting.text();
    assert.match(html, /다음이 내 차례예요/);
    assert.match(html, /class="clock is-m1 is-s30"/);
    assert.doesNotMatch(html, /<script|무대에서|다음 분/);
    assert.equal((await b.post(stage, { act: "next" })).status, 403);
    assert.match(await host.page(stage), /다음 분/);
    await host.post(stage, { act: "next" });
    assert.match(await b.page(stage), /내 차례예요/);
    // The turn ends by whoever looks next, without a socket.
    goTo(MINUTE + 91_000);
    assert.match(await host.page(`${stage}?still=1`), /무대가 비어 있어요/);
    assert.equal((await host.get(`${stage}?still=1`)).headers.get("refresh"), null);
  });
});

Deno.test("the API tells of events, reminds, and moves the stage", async () => {
  await withMeeting({}, async ({ app, goTo }) => {
    const caller = await new Caller(app).enter();
    const list = await caller.call("GET", "/spatial/events");
    const Items = z.object({
      items: z.array(z.object({ space_id: z.string(), phase: z.string() })),
    });
    assert.deepEqual(Items.parse(list.json).items, [{ space_id: "meeting", phase: "before" }]);
    const base = "/spatial/spaces/meeting";
    assert.equal((await caller.call("PUT", `${base}/event/reminder`, { minutes: 60 })).status, 204);
    assert.equal((await caller.call("PUT", `${base}/event/reminder`, { minutes: 61 })).status, 422);
    const event = await caller.call("GET", `${base}/event`);
    const Event = z.object({ coming: z.number(), you: z.object({ remind_minutes: z.number() }) });
    assert.deepEqual(Event.parse(event.json), { coming: 1, you: { remind_minutes: 60 } });
    assert.equal((await caller.call("DELETE", `${base}/event/reminder`)).status, 204);
    goTo(0);
    // A token of three hours ago has run out.
    const later = await new Caller(app).enter();
    const outside = await later.call("POST", `${base}/stage`, { act: "join" });
    assert.equal(outside.status, 409);
    for (const act of ["open", "next", "clear", "extend"]) {
      assert.equal((await later.call("POST", `${base}/stage`, { act })).status, 403, act);
    }
    assert.equal((await later.call("POST", `${base}/stage`, { act: "dance" })).status, 422);
    const stage = await later.call("GET", `${base}/stage`);
    assert.deepEqual(stage.json, { open: true, current: null, queue: [] });
    assert.equal((await later.call("GET", "/spatial/spaces/nowhere/event")).status, 404);
  });
});
