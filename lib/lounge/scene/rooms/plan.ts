/** What a room is: its light, its air, its shapes, and where a camera may be. Browser-safe. */
import type { Floor } from "@/lib/spaces/floor.ts";
import type { Box } from "@/lib/lounge/scene/camera.ts";
import type { Light } from "@/lib/lounge/scene/clay/bake.ts";
import type { Clay } from "@/lib/lounge/scene/clay/clay.ts";
import type { Vec3 } from "@/lib/lounge/scene/clay/vector.ts";
import type { Rgb } from "@/lib/lounge/scene/clay/color.ts";

/** Distance and weather between the eye and things. */
export interface Air {
  color: Rgb;
  /** What it takes on towards the sun. */
  glow: Rgb;
  /** Metres before it begins. */
  near: number;
  /** Share that it takes at each metre after that. */
  density: number;
}

/** Rain that falls in a box, seen only there. */
export interface Rain {
  box: Box;
  streaks: number;
  color: Rgb;
}

/** A sea that glitters: level, and how far it reaches. */
export interface Sea {
  y: number;
  minX: number;
  maxX: number;
  minZ: number;
  maxZ: number;
  shallow: Rgb;
  deep: Rgb;
  glitter: Rgb;
}

/** A cone of light in the air, from a lamp to the floor. */
export interface Beam {
  from: Vec3;
  to: Vec3;
  radius: number;
  color: Rgb;
}

export interface RoomPlan {
  light: Light;
  air: Air;
  /** Colours of the sky from the horizon up, with their height from 0 to 1; the ground's below. */
  sky: readonly (readonly [height: number, color: Rgb])[];
  /** No camera leaves it. */
  bounds: Box;
  /** The room itself: lit by the bake, seen through the air. */
  build(clay: Clay, floor: Floor): void;
  /** What lies behind: drawn as coloured, without air. */
  backdrop(clay: Clay): void;
  rain?: Rain;
  sea?: Sea;
  beams?: readonly Beam[];
}
