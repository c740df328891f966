/** What a reader set for calls on this machine, and what this tab remembers of a call. Browser-safe. */
import { type Background, BACKGROUNDS, type RendererKind } from "@/lib/avatar/stage/renderer.ts";

export type RendererChoice = RendererKind | "auto";
export const RENDERER_CHOICES = [
  "auto",
  "rig",
  "vrm",
  "neural",
] as const satisfies readonly RendererChoice[];

/** The corners that one's own picture goes through. */
export const CORNERS = ["end-bottom", "start-bottom", "start-top", "end-top"] as const;
export type Corner = typeof CORNERS[number];

export interface CallSettings {
  background: Background;
  renderer: RendererChoice;
  corner: Corner;
  hands: boolean;
  body: boolean;
  mirror: boolean;
  /** Device ids; null lets the browser choose. */
  camera: string | null;
  microphone: string | null;
  /** Keys without Ctrl do something. */
  keys: boolean;
  /** Wears a VRM file that is kept in this browser. */
  ownModel: boolean;
}

export const DEFAULT_CALL_SETTINGS: CallSettings = {
  background: "art",
  renderer: "auto",
  corner: "end-bottom",
  hands: false,
  body: false,
  mirror: true,
  camera: null,
  microphone: null,
  keys: true,
  ownModel: false,
};

/** The part of a `Storage` that is needed. Where storing is not allowed, even asking for it throws. */
export type OpenDrawer = () => Pick<Storage, "getItem" | "setItem" | "removeItem">;

const KEY = "maru-call";

/** Reads what was set; whatever is missing or unreadable is as it comes. */
export function readCallSettings(drawer: OpenDrawer): CallSettings {
  const found = readObject(drawer, KEY);
  const standard = DEFAULT_CALL_SETTINGS;
  if (!found) return standard;
  const flag = (name: "hands" | "body" | "mirror" | "keys" | "ownModel") =>
    typeof found[name] === "boolean" ? found[name] : standard[name];
  const device = (name: "camera" | "microphone") =>
    typeof found[name] === "string" && found[name] !== "" ? found[name] : null;
  return {
    background: BACKGROUNDS.find((one) => one === found.background) ?? standard.background,
    renderer: RENDERER_CHOICES.find((one) => one === found.renderer) ?? standard.renderer,
    corner: CORNERS.find((one) => one === found.corner) ?? standard.corner,
    hands: flag("hands"),
    body: flag("body"),
    mirror: flag("mirror"),
    camera: device("camera"),
    microphone: device("microphone"),
    keys: flag("keys"),
    ownModel: flag("ownModel"),
  };
}

export function writeCallSettings(drawer: OpenDrawer, settings: CallSettings): void {
  write(drawer, KEY, settings);
}

/** What a tab remembers of its call, so that a reload is no leaving. */
export interface CallVisit {
  /** Who one was. */
  name: string;
  face: string;
  /** Was on before the reload, and is on again after it. */
  camera: boolean;
  microphone: boolean;
}

const visitKey = (roomId: string) => `maru-call-in:${roomId}`;

/** What this tab remembers; null where it was not in the call. */
export function readVisit(drawer: OpenDrawer, roomId: string): CallVisit | null {
  const found = readObject(drawer, visitKey(roomId));
  if (!found || typeof found.name !== "string" || typeof found.face !== "string") return null;
  return {
    name: found.name,
    face: found.face,
    camera: found.camera === true,
    microphone: found.microphone === true,
  };
}

/** Remembers a visit, or forgets it. */
export function writeVisit(drawer: OpenDrawer, roomId: string, visit: CallVisit | null): void {
  if (visit) return write(drawer, visitKey(roomId), visit);
  try {
    drawer().removeItem(visitKey(roomId));
  } catch {
    // Storing is not allowed: then nothing was stored.
  }
}

/** Reads an object that was stored as JSON; null for anything else. */
export function readObject(drawer: OpenDrawer, key: string): Record<string, unknown> | null {
  try {
    const found: unknown = JSON.parse(drawer().getItem(key) ?? "null");
    return typeof found === "object" && found !== null ? { ...found } : null;
  } catch {
    // Not ours, or not allowed to be read.
    return null;
  }
}

export function write(drawer: OpenDrawer, key: string, value: object): void {
  try {
    drawer().setItem(key, JSON.stringify(value));
  } catch {
    // Storing is not allowed, or the drawer is full: it holds for this page alone.
  }
}
