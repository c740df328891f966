/** What every material of a room shares: the air between eye and thing, the sun, the clock. Browser-safe. */
import { Color, type IUniform, Vector2, Vector3 } from "three";
import type { Rgb } from "@/lib/lounge/scene/clay/color.ts";
import type { RoomPlan } from "@/lib/lounge/scene/rooms/plan.ts";

export function colorOf([r, g, b]: Rgb): Color {
  return new Color().setRGB(r, g, b);
}

/** Uniforms by reference: changing `clock.value` moves everything that moves. */
export interface AirUniforms {
  [name: string]: IUniform;
  clock: IUniform<number>;
  airColor: IUniform<Color>;
  airGlow: IUniform<Color>;
  airReach: IUniform<Vector2>;
  sunDirection: IUniform<Vector3>;
  sunColor: IUniform<Color>;
  skyLight: IUniform<Color>;
  groundLight: IUniform<Color>;
}

export function airOf({ air, light }: RoomPlan): AirUniforms {
  return {
    clock: { value: 0 },
    airColor: { value: colorOf(air.color) },
    airGlow: { value: colorOf(air.glow) },
    airReach: { value: new Vector2(air.near, air.density) },
    sunDirection: { value: new Vector3(...light.sun) },
    sunColor: { value: colorOf(light.sunColor) },
    skyLight: { value: colorOf(light.sky) },
    groundLight: { value: colorOf(light.ground) },
  };
}

/** GLSL: `throughAir(color, fromEye)`, where `fromEye` leads from the eye to the point in metres. */
export const AIR_GLSL = /* glsl */ `
uniform vec3 airColor;
uniform vec3 airGlow;
uniform vec2 airReach;
uniform vec3 sunDirection;
vec3 throughAir(vec3 color, vec3 fromEye) {
  float far = length(fromEye);
  float share = 1.0 - exp(-max(0.0, far - airReach.x) * airReach.y);
  float towards = pow(max(0.0, dot(fromEye / max(far, 0.001), sunDirection)), 5.0);
  return mix(color, mix(airColor, airGlow, towards), share);
}
`;
