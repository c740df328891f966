/**
 * Ties a room to its drawing: who is here, where they go, what they say. The drawing is loaded when it is asked for; the
 * room does without it. Browser-safe.
 */
import { effect, untracked } from "@preact/signals";
import type { Emotion } from "@/lib/ai/model.ts";
import type { RoomEffect } from "@/lib/lounge/step.ts";
import { personBody, type Place, readBody, residentBody } from "@/lib/lounge/room.ts";
import type {
  BodyInfo,
  CreateLounge,
  Lounge,
  LoungeDeps,
  QualityChoice,
} from "@/lib/lounge/scene/model.ts";
import type { Session } from "@/lib/lounge/session.ts";

export interface PictureDeps extends
  Pick<
    LoungeDeps,
    "canvas" | "reducedMotion" | "onLost" | "onRestored" | "onProgress" | "onQuality"
  > {
  session: Session;
  createLounge: CreateLounge;
  quality: QualityChoice;
  bubbles: boolean;
  /** The face of a character; null where there is none. */
  faceUrl(characterId: string, emotion: Emotion): string | null;
  onPick(body: string): void;
  font: string;
  clock: FrameClock;
}

/** Calls back once per frame while somebody looks. */
export interface FrameClock {
  /** Milliseconds of `performance.now()`. */
  now(): number;
  /** Starts calling with the seconds since the last frame; returns how to stop. */
  run(frame: (dtS: number) => void): () => void;
}

export interface Picture {
  lounge: Lounge;
  setBubbles(on: boolean): void;
  dispose(): void;
}

/** Further from where the server has one than this is no delay but a correction, in metres. */
const CORRECTED = 2.5;

/**
 * Draws the room.
 *
 * @throws {LoungeUnavailableError} Where this machine cannot.
 */
export async function openPicture(deps: PictureDeps): Promise<Picture> {
  const { session, clock } = deps;
  let bubbles = deps.bubbles;
  const lounge = await deps.createLounge({
    canvas: deps.canvas,
    theme: session.space.value.theme,
    quality: deps.quality,
    reducedMotion: deps.reducedMotion,
    font: deps.font,
    faceUrl: (body, emotion) => {
      const characterId = faceOf(session, body);
      return characterId && deps.faceUrl(characterId, emotion);
    },
    onMove: (place) => void session.move(place),
    onPick: deps.onPick,
    ...(deps.onLost ? { onLost: deps.onLost } : {}),
    ...(deps.onRestored ? { onRestored: deps.onRestored } : {}),
    ...(deps.onQuality ? { onQuality: deps.onQuality } : {}),
    ...(deps.onProgress ? { onProgress: deps.onProgress } : {}),
  });
  const stops = [
    followPeople(session, lounge),
    followTyping(session, lounge),
    session.onEffects((effects) => {
      for (const one of effects) apply(one, { session, lounge, bubbles, atMs: clock.now() });
    }),
    clock.run((dtS) => lounge.update(dtS)),
  ];
  return {
    lounge,
    setBubbles(on) {
      bubbles = on;
    },
    dispose() {
      for (const stop of stops) stop();
      lounge.dispose();
    },
  };
}

/** The character whose face a body has: its own, or the one that a person wears. */
export function faceOf(session: Session, body: string): string | null {
  const who = readBody(body);
  if (who.kind === "resident") return who.characterId;
  return untracked(() => session.people.value.get(who.userId)?.character_id ?? null);
}

function followPeople(session: Session, lounge: Lounge): () => void {
  let meIs: string | null = null;
  const faces = new Map<string, string | null>();
  return effect(() => {
    const bodies: BodyInfo[] = [];
    const places = untracked(() => session.state.value.places);
    const add = (id: string, rest: Omit<BodyInfo, "id" | "place">) => {
      const place = places.get(id);
      if (place) bodies.push({ id, place, ...rest });
    };
    for (const one of session.people.value.values()) {
      const id = personBody(one.user_id);
      add(id, { name: one.nickname, kind: "person", connected: one.connected });
      if (faces.has(id) && faces.get(id) !== one.character_id) lounge.refreshFace(id);
      faces.set(id, one.character_id);
    }
    for (const one of session.residents.value.values()) {
      const id = residentBody(one.character_id);
      add(id, { name: one.name, kind: "resident", connected: true });
    }
    lounge.setPeople(bodies);
    const me = session.me.value;
    const own = me && bodies.some(({ id }) => id === personBody(me.userId))
      ? personBody(me.userId)
      : null;
    if (own === meIs) return;
    meIs = own;
    lounge.setMe(own, own === null ? undefined : places.get(own));
  });
}

function followTyping(session: Session, lounge: Lounge): () => void {
  let shown: readonly string[] = [];
  return effect(() => {
    const typing = session.typing.value;
    for (const body of shown) if (!typing.has(body)) lounge.setTyping(body, false);
    for (const body of typing.keys()) if (!shown.includes(body)) lounge.setTyping(body, true);
    shown = [...typing.keys()];
  });
}

function apply(
  one: RoomEffect,
  { session, lounge, bubbles, atMs }: {
    session: Session;
    lounge: Lounge;
    bubbles: boolean;
    atMs: number;
  },
): void {
  switch (one.type) {
    case "placed": {
      const me = session.me.value;
      if (me) lounge.setMe(personBody(me.userId), one.place);
      return;
    }
    case "moved":
      return move(one.bodies, { session, lounge, atMs });
    case "emote":
      return lounge.emote(one.body, one.emote);
    case "reaction":
      return lounge.emote(one.body, one.reaction);
    case "emotion":
      return lounge.setEmotion(one.body, one.emotion);
    case "speech":
      // A bubble that is there may always go.
      if (bubbles || one.text === null) lounge.say(one.body, one.text, one.key);
  }
}

function move(
  bodies: readonly string[],
  { session, lounge, atMs }: { session: Session; lounge: Lounge; atMs: number },
): void {
  const { places, me } = session.state.value;
  const own = me && personBody(me.userId);
  const others = bodies.filter((body) => body !== own);
  lounge.applyPositions(others.map((id) => ({ id, ...places.get(id)! })), atMs);
  const [told, seen] = own && bodies.includes(own) ? [places.get(own), lounge.me()] : [];
  if (own && told && seen && isFar(told, seen)) lounge.setMe(own, told);
}

function isFar(a: Pick<Place, "x" | "z">, b: Pick<Place, "x" | "z">): boolean {
  return Math.hypot(a.x - b.x, a.z - b.z) > CORRECTED;
}
