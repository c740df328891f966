/**
 * One visit to a room, as the island shows it: the session, how it is looked at, whom one speaks to, and the own body,
 * drawn or not. Browser-safe.
 */
import { batch, computed, createModel, signal } from "@preact/signals";
import type { Emotion } from "@/lib/ai/model.ts";
import { floorOf } from "@/lib/spaces/floor.ts";
import type { Emote } from "@/lib/spaces/motion.ts";
import { type Body, createFeet, type Feet } from "@/lib/lounge/feet.ts";
import { type FrameClock, openPicture, type Picture } from "@/lib/lounge/picture.ts";
import { personBody } from "@/lib/lounge/room.ts";
import type { CreateLounge, Lounge, QualityLevel } from "@/lib/lounge/scene/model.ts";
import type { Session } from "@/lib/lounge/session.ts";
import {
  DEFAULT_SETTINGS,
  type LoungeSettings,
  type OpenDrawer,
  readSettings,
  writeSettings,
} from "@/lib/lounge/settings.ts";

/** Why there is no picture. */
export type NoPicture = "no_webgl" | "too_weak" | "failed";

export type PictureState =
  | { kind: "off" }
  /** From 0 to 1. */
  | { kind: "loading"; fraction: number }
  | { kind: "on" }
  /** The machine took the graphics away for a while. */
  | { kind: "lost" }
  | { kind: "none"; why: NoPicture };

export interface VisitDeps {
  session: Session;
  /** Whom one speaks to at first. */
  to: string | null;
  /** May throw where storing is not allowed. */
  drawer: OpenDrawer;
  /** Loads the drawing's script. */
  loadScene(): Promise<{ createLounge: CreateLounge }>;
  canDraw(): boolean;
  faceUrl(characterId: string, emotion: Emotion): string | null;
  font(): string;
  reducedMotion(): boolean;
  clock: FrameClock;
  after(ms: number, call: () => void): () => void;
}

/** What of all loading the script is; the rest is building the room. */
const SCRIPT_SHARE = 0.4;

/** A place in the room that one can walk to by name. */
export type Spot = "board" | "stage" | "entrance";

export const Visit = createModel((deps: VisitDeps) => {
  const { session } = deps;
  const settings = signal<LoungeSettings>(DEFAULT_SETTINGS);
  /** False in the server's markup, where nothing of a script may be offered. */
  const ready = signal(false);
  const picture = signal<PictureState>({ kind: "off" });
  const to = signal<string | null>(deps.to);
  const picked = signal<string | null>(null);
  /** What draws the room; null while nothing does. */
  const drawing = signal<Lounge | null>(null);
  /** How well it is drawn at the moment. */
  const level = signal<QualityLevel | null>(null);
  /** Whether the reader looks for a body of their own. */
  const fitting = signal(false);
  const view = computed<"room" | "list">(() =>
    !ready.value || picture.value.kind === "none" ? "list" : settings.value.view ?? "room"
  );
  let drawn: Picture | null = null;
  let feet: Feet | null = null;
  /** Which attempt at drawing counts: an older one that ends later is let go. */
  let attempt = 0;

  const stopFeet = session.onEffects((effects) => {
    for (const one of effects) {
      if (one.type !== "placed") continue;
      if (feet) feet.put(one.place);
      else {
        feet = createFeet({
          floor: floorOf(session.space.value.theme),
          place: one.place,
          placeOf: (body) => session.state.value.places.get(body) ?? null,
          others: () => othersOf(session),
          onMove: (place) => void session.move(place),
          after: deps.after,
        });
      }
    }
  });

  /** The body that moves: the drawn one, or bare feet; null at the door. */
  function body(): Body | null {
    if (!session.me.value) return null;
    return drawn ? drawnBody(drawn.lounge) : feet;
  }

  function set(change: Partial<LoungeSettings>): void {
    settings.value = { ...settings.value, ...change };
    writeSettings(deps.drawer, settings.value);
    if (change.quality) drawn?.lounge.setQuality(change.quality);
    if (change.bubbles !== undefined) drawn?.setBubbles(change.bubbles);
  }

  async function draw(canvas: HTMLCanvasElement): Promise<void> {
    const mine = ++attempt;
    picture.value = { kind: "loading", fraction: 0 };
    const progress = (fraction: number) => {
      if (mine === attempt && picture.value.kind === "loading") {
        picture.value = { kind: "loading", fraction };
      }
    };
    try {
      const { createLounge } = await deps.loadScene();
      if (mine !== attempt) return;
      progress(SCRIPT_SHARE);
      const opened = await openPicture({
        ...deps,
        font: deps.font(),
        reducedMotion: deps.reducedMotion(),
        createLounge,
        canvas,
        quality: settings.value.quality,
        bubbles: settings.value.bubbles,
        onPick: (id) => picked.value = id,
        onProgress: (fraction) => progress(SCRIPT_SHARE + fraction * (1 - SCRIPT_SHARE)),
        onLost: () => picture.value = { kind: "lost" },
        onRestored: () => picture.value = { kind: "on" },
        onQuality: (next) => level.value = next,
      });
      if (mine !== attempt) return opened.dispose();
      batch(() => {
        drawn = opened;
        drawing.value = opened.lounge;
        picture.value = { kind: "on" };
      });
    } catch (error) {
      // The lists are the lounge then; the picture can be asked for again.
      if (mine === attempt) picture.value = { kind: "none", why: reasonOf(error) };
    }
  }

  function erase(): void {
    attempt++;
    const place = drawn?.lounge.me();
    drawn?.dispose();
    drawn = null;
    drawing.value = null;
    if (place) feet?.put(place);
    if (picture.value.kind !== "none") picture.value = { kind: "off" };
  }

  return {
    session,
    settings,
    ready,
    picture,
    view,
    to,
    picked,
    drawing,
    level,
    fitting,
    fit: (on: boolean): void => void (fitting.value = on),
    /** Begins with what needs a script. Called once, after the first paint. */
    start: (): void => {
      settings.value = readSettings(deps.drawer);
      if (!deps.canDraw()) picture.value = { kind: "none", why: "no_webgl" };
      ready.value = true;
    },
    draw,
    erase,
    set,
    /** Asks for the picture again, or for the lists. */
    show: (next: "room" | "list"): void => {
      if (next === "room" && deps.canDraw()) picture.value = { kind: "off" };
      set({ view: next });
    },
    approach: (id: string): boolean => body()?.approach(id) ?? false,
    goTo: (spot: Spot): boolean => {
      const floor = floorOf(session.space.value.theme);
      const at = floor[spot];
      return at !== null && (body()?.walkTo(at.x, at.z) ?? false);
    },
    sit: (): boolean => {
      const own = body();
      if (!own) return false;
      if (own.me()?.motion !== "sit") return own.sit();
      own.stand();
      return true;
    },
    emote: (emote: Emote): boolean => {
      if (!session.emote(emote)) return false;
      if (emote === "wave" || emote === "dance" || emote === "nod") body()?.act(emote);
      return true;
    },
    /** Asks a resident to answer what one says next. */
    address: (characterId: string | null): void => void (to.value = characterId),
    pick: (id: string | null): void => void (picked.value = id),
    stick: (right: number, forward: number): void => drawn?.lounge.setStick(right, forward),
    resetCamera: (): void => drawn?.lounge.resetCamera(),
    turnCamera: (yaw: number): void => drawn?.lounge.turnCamera(yaw, 0),
    setVoice: (id: string, level: number | null): void => drawn?.lounge.setVoice(id, level),
    /** Where the camera looks, for panning voices; where the body looks without one. */
    viewHeading: (): number => drawn?.lounge.cameraHeading() ?? feet?.me()?.heading ?? 0,
    close: (): void => {
      erase();
      stopFeet();
      feet?.dispose();
      feet = null;
      session.close();
    },
  };
});
export type Visit = InstanceType<typeof Visit>;

function drawnBody(lounge: Lounge): Body {
  return {
    approach: (id) => lounge.approach(id),
    walkTo: (x, z) => lounge.walkTo(x, z),
    sit: () => lounge.sit(),
    stand: () => lounge.stand(),
    act: (motion) => lounge.act(motion),
    me: () => lounge.me(),
  };
}

function othersOf(session: Session) {
  const { places, me } = session.state.value;
  const own = me && personBody(me.userId);
  return [...places].filter(([body]) => body !== own).map(([, place]) => place);
}

function reasonOf(error: unknown): NoPicture {
  const reason = typeof error === "object" && error !== null && "reason" in error
    ? error.reason
    : null;
  return reason === "no_webgl" || reason === "too_weak" ? reason : "failed";
}
