/** Small drawings of the house, by day and by night. */

/** Name → width and height of its drawing in `static/art/`. */
const SCENES = {
  /** The stepping stone, empty: nobody has come yet. */
  step: [320, 200],
  /** A pair of shoes on the stone: somebody is in, and it is not you. */
  shoes: [320, 200],
  /** A lattice door a hand's breadth open: something is not right with the house. */
  door: [320, 200],
} as const;

export type SceneName = keyof typeof SCENES;

/** A drawing; decoration, silent for screen readers. */
export function Scene({ name }: { name: SceneName }) {
  const [width, height] = SCENES[name];
  return (
    <picture class="scene">
      <source srcset={`/art/${name}-night.svg`} media="(prefers-color-scheme: dark)" />
      <img src={`/art/${name}-day.svg`} alt="" width={width} height={height} />
    </picture>
  );
}
