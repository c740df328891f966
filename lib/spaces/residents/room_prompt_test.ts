import assert from "node:assert/strict";
import { hideCharacter, showCharacter } from "@/lib/characters/model.ts";
import { inHouse } from "@/lib/spaces/residents/room_for_tests.ts";
import { maySpeak } from "@/lib/spaces/residents/room_prompt.ts";
import { residentsOf } from "@/lib/spaces/wire.ts";
import { keys } from "@/lib/store/keys.ts";

Deno.test("a hidden character neither stands in a room nor speaks there, also where its maker keeps the room", () =>
  inHouse(async ({ kv, space, sundeok }) => {
    const { id, ownerId } = sundeok;
    const own = { ...space, ownerId };
    const names = async () => (await residentsOf(kv, own)).map(({ name }) => name);
    assert.deepEqual(await names(), ["고순덕", "윤소담"]);
    assert.equal(maySpeak({ ...sundeok, visibility: "private" }, own, "민수"), true);

    const hidden = hideCharacter(sundeok, 1);
    await kv.set(keys.character(id), hidden);
    assert.deepEqual(await names(), ["윤소담"]);
    assert.equal(maySpeak(hidden, own, "민수"), false);
    assert.equal(maySpeak(hidden, { ...own, residentIds: [] }, ownerId), false);
    assert.deepEqual(showCharacter(hidden), sundeok);
    assert.equal(maySpeak(showCharacter(hidden), own, "민수"), true);
  }));
