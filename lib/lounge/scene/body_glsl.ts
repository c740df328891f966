/** How the parts of a body move and take their colours, on the graphics card. Browser-safe. */
import { AIR_GLSL } from "@/lib/lounge/scene/air.ts";

/**
 * Instance attributes:
 * `place` x, y (of the ground, or of the seat), z, heading · `gait` phase, walk, run, own clock offset ·
 * `pose` sit, wave, dance, nod · `look` head's turn, cell of the face, skirt, how much is shown ·
 * `shine` lamps' red, green, blue, sun's share · four colours, whose spare bytes are: `bottom` bent knees.
 */
export const BODY_VERTEX = /* glsl */ `
attribute vec2 kind;
attribute vec4 place;
attribute vec4 gait;
attribute vec4 pose;
attribute vec4 look;
attribute vec4 shine;
attribute vec4 skin;
attribute vec4 top;
attribute vec4 bottom;
attribute vec4 hair;
uniform float clock;
uniform vec2 cells;
varying vec3 vColor;
varying vec3 vNormal;
varying vec3 vFromEye;
varying vec2 vFace;
varying vec4 vShine;
varying vec3 vKind;

/** Bytes of colour are as on the page: out of the sRGB curve. */
vec3 paint(vec4 bytes) { return pow(bytes.rgb, vec3(2.2)); }
vec3 spinX(vec3 p, float a) { float s = sin(a), c = cos(a); return vec3(p.x, c * p.y - s * p.z, s * p.y + c * p.z); }
vec3 spinY(vec3 p, float a) { float s = sin(a), c = cos(a); return vec3(c * p.x + s * p.z, p.y, c * p.z - s * p.x); }
vec3 spinZ(vec3 p, float a) { float s = sin(a), c = cos(a); return vec3(c * p.x - s * p.y, s * p.x + c * p.y, p.z); }

void main() {
  float part = kind.x;
  float slot = kind.y;
  vec3 p = position;
  vec3 n = normal;
  float t = clock + gait.w;
  float phase = gait.x;
  float walk = gait.y;
  float run = gait.z;
  float sit = pose.x;
  float dance = pose.z;
  float beat = t * 5.2;
  float swing = sin(phase) * (0.55 * walk + 0.9 * run);

  if (part > 3.5 && part < 5.5) {
    float side = part < 4.5 ? 1.0 : -1.0;
    vec3 hip = vec3(side * 0.09, 0.47, 0.0);
    p -= hip;
    // The shin hangs from the knee: back in a stride, down from a bench, folded on a cushion.
    float bend = max(0.0, -cos(phase) * side) * (0.5 * walk + 1.3 * run)
      + sit * mix(2.1, 1.45, bottom.a) + dance * 0.4 * max(0.0, sin(beat + side * 1.57));
    if (p.y < -0.22) {
      vec3 knee = vec3(0.0, -0.22, 0.0);
      p = knee + spinX(p - knee, bend);
      n = spinX(n, bend);
    }
    float forward = side * swing + sit * 1.5 + dance * 0.45 * max(0.0, sin(beat + side * 1.57));
    p = spinX(p, -forward);
    n = spinX(n, -forward);
    float spread = side * sit * mix(0.75, 0.1, bottom.a);
    p = spinY(p, spread);
    n = spinY(n, spread);
    p += hip;
  } else if (part > 1.5 && part < 3.5) {
    float side = part < 2.5 ? 1.0 : -1.0;
    vec3 shoulder = vec3(side * 0.19, 0.9, 0.0);
    p -= shoulder;
    float raise = 0.17 + 0.02 * sin(t * 1.7) + dance * (1.25 + 0.75 * sin(beat + side));
    if (side < 0.0) raise += pose.y * (2.35 + 0.38 * sin(t * 9.0));
    float forward = -side * swing * 0.95 + 0.35 * run + sit * 0.75 * (1.0 - pose.y);
    // A bent elbow when one runs or sits.
    float bend = (0.25 * walk + 1.2 * run + 0.5 * sit * (1.0 - pose.y));
    if (p.y < -0.17) {
      vec3 elbow = vec3(0.0, -0.17, 0.0);
      p = elbow + spinX(p - elbow, -bend);
      n = spinX(n, -bend);
    }
    p = spinX(p, -forward);
    n = spinX(n, -forward);
    p = spinZ(p, side * raise);
    n = spinZ(n, side * raise);
    p += shoulder;
  } else if (part > 5.5) {
    float low = clamp((0.79 - p.y) / 0.66, 0.0, 1.0);
    float flare = (1.0 + 0.07 * walk + 0.14 * run) * (1.0 + 0.34 * sit * low);
    p.xz *= flare;
    p.y = mix(p.y, 0.43 + (p.y - 0.13) * 0.5, sit);
    p.z += low * (sit * 0.12 - 0.06 * walk - 0.14 * run) + low * 0.03 * sin(phase * 2.0) * (walk + run);
    p.x += low * (0.035 * sin(phase) * (walk + run) + 0.05 * sin(beat) * dance);
    if (look.z < 0.5) p = vec3(0.0, 0.6, 0.0);
  } else if (part > 0.5) {
    vec3 neck = vec3(0.0, 1.02, 0.0);
    p -= neck;
    float nod = pose.w * (0.12 + 0.2 * sin(t * 7.5)) + 0.018 * sin(t * 1.1) - 0.1 * run;
    float tilt = dance * 0.13 * sin(beat) + 0.012 * sin(t * 0.7);
    p = spinY(spinZ(spinX(p, nod), tilt), look.x);
    n = spinY(spinZ(spinX(n, nod), tilt), look.x);
    p += neck;
  } else {
    p.xz *= 1.0 + 0.014 * sin(t * 1.7) * smoothstep(0.5, 0.8, p.y);
  }

  if (part < 3.5 || part > 5.5) {
    float lean = 0.05 * walk + 0.2 * run;
    vec3 hip = vec3(0.0, 0.47, 0.0);
    p = spinX(p - hip, lean * smoothstep(0.2, 0.6, p.y)) + hip;
    p.y += 0.006 * sin(t * 1.7);
  }
  p = spinZ(p, dance * 0.09 * sin(beat));
  p = spinY(p, dance * 0.35 * sin(beat * 0.5));
  p.y += abs(sin(phase)) * (0.03 * walk + 0.08 * run) + dance * 0.07 * abs(sin(beat));
  p = spinY(p, place.w);
  n = spinY(n, place.w);
  vec3 world = p + place.xyz;

  vColor = slot < 0.5 ? paint(skin) : slot < 1.5 ? paint(top) : slot < 2.5 ? paint(bottom) : slot < 3.5 ? paint(hair)
    : slot < 4.5 ? paint(bottom) * 0.35 + vec3(0.03, 0.025, 0.02) : slot < 6.5 ? paint(hair)
    : mix(paint(top), vec3(0.9, 0.86, 0.78), 0.75);
  vNormal = n;
  vFromEye = world - cameraPosition;
  float column = mod(look.y, cells.x);
  float row = floor(look.y / cells.x);
  vFace = (vec2(column, row) + uv) * cells.y;
  vShine = shine;
  vKind = vec3(slot, look.w, p.y);
  gl_Position = projectionMatrix * viewMatrix * vec4(world, 1.0);
}
`;

export const BODY_FRAGMENT = /* glsl */ `
${AIR_GLSL}
uniform sampler2D faces;
uniform vec3 sunColor;
uniform vec3 skyLight;
uniform vec3 groundLight;
varying vec3 vColor;
varying vec3 vNormal;
varying vec3 vFromEye;
varying vec2 vFace;
varying vec4 vShine;
varying vec3 vKind;

/** Even noise for bodies that are half there (Jimenez, "interleaved gradient noise", 2014). */
float pattern(vec2 at) {
  return fract(52.9829189 * fract(dot(floor(at), vec2(0.06711056, 0.00583715))));
}

void main() {
  if (vKind.y < 0.99 && pattern(gl_FragCoord.xy) > vKind.y) discard;
  vec3 color = vColor;
  vec3 n = normalize(vNormal);
  // Hair is one with its back, which is flat: light falls on both alike.
  float drawn = vKind.x > 2.5 && vKind.x < 3.5 ? 0.75 : 0.0;
  float cover = 1.0;
  if (vKind.x > 4.5 && vKind.x < 6.5) {
    vec4 face = texture2D(faces, vFace);
    cover = clamp((face.a - 0.5) / max(fwidth(face.a), 0.0001) + 0.5, 0.0, 1.0);
    if (cover < 0.05) discard;
    bool behind = vKind.x > 5.5 && !gl_FrontFacing;
    // The picture comes multiplied by its alpha before the sRGB curve.
    if (behind) { color *= 0.94; n = -n; drawn = 0.75; }
    else { color = face.rgb / pow(max(face.a, 0.3), 2.2); drawn = 1.0; }
  }
  vec3 look = normalize(vFromEye);
  float facing = dot(n, sunDirection);
  // Drawings carry their own shade: light falls on them evenly.
  float sun = mix(smoothstep(-0.35, 0.9, facing), 0.62 + 0.2 * facing, drawn);
  vec3 ambient = mix(groundLight, skyLight, mix(0.5 + 0.5 * n.y, 0.72, drawn));
  vec3 light = ambient * 1.08 + sunColor * sun * vShine.w + vShine.rgb * mix(0.75 + 0.25 * n.y, 0.9, drawn);
  light = mix(light, light * (0.72 + 0.28 * smoothstep(0.0, 0.5, vKind.z)), 1.0 - drawn);
  float rim = pow(1.0 - max(0.0, -dot(n, look)), 3.0) * (1.0 - drawn);
  light += rim * (sunColor * 0.3 * vShine.w + skyLight * 0.35 + vShine.rgb * 0.3);
  // Faces stay readable where a room is dark.
  light = max(light, vec3(0.34, 0.31, 0.3) * mix(0.7, 1.0, drawn));
  color *= light;
  gl_FragColor = vec4(throughAir(color, vFromEye), cover);
  #include <colorspace_fragment>
}
`;

/** Blob shadows: flat ellipses, drawn out away from a low sun. */
export const SHADOW_VERTEX = /* glsl */ `
attribute vec4 spot;
uniform vec3 sunDirection;
varying vec2 vAt;
varying float vStrength;
void main() {
  vec2 away = -normalize(sunDirection.xz + vec2(0.0001, 0.0));
  float longer = spot.w * clamp(0.9 / max(0.3, sunDirection.y) - 0.55, 0.0, 2.2);
  vec2 across = vec2(-away.y, away.x);
  vec2 flat_ = away * (position.x * (0.42 + longer * 0.5) + longer * 0.42) + across * position.z * 0.4;
  vAt = position.xz;
  vStrength = 0.3 + 0.16 * spot.w;
  gl_Position = projectionMatrix * viewMatrix * vec4(spot.x + flat_.x, spot.y + 0.025, spot.z + flat_.y, 1.0);
}
`;

export const SHADOW_FRAGMENT = /* glsl */ `
varying vec2 vAt;
varying float vStrength;
void main() {
  float soft = smoothstep(1.0, 0.15, length(vAt));
  gl_FragColor = vec4(0.05, 0.03, 0.03, soft * vStrength);
}
`;
