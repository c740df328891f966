/**
 * Owns the colours that a 2D face can have, by the key of their choice. Apart from `choices.ts` as drawing a face needs
 * colours and no list of keys. Pure and browser-safe.
 */

/** The colours of each field that is one, as CSS hex. */
export const SWATCHES = {
  skin: {
    rose1: "#FBE3D8",
    rose2: "#F4CDBB",
    rose3: "#E2AA92",
    rose4: "#BC7F69",
    rose5: "#8C5849",
    rose6: "#5E3932",
    honey1: "#FCE8D0",
    honey2: "#F5D3AE",
    honey3: "#E3B383",
    honey4: "#C08A58",
    honey5: "#8F6039",
    honey6: "#603E27",
    olive1: "#F5E6CE",
    olive2: "#EAD0A8",
    olive3: "#D9B58A",
    olive4: "#B38B62",
    olive5: "#815C41",
    olive6: "#553A2B",
    moon: "#E8E6F0",
    jade: "#A9CDB4",
    dusk: "#B9A3C9",
    steel: "#C3CCD2",
  },
  hair_color: {
    ink: "#2B2528",
    espresso: "#3D2C27",
    chestnut: "#6A4330",
    auburn: "#86402C",
    copper: "#B96535",
    honey: "#CF9D5C",
    flax: "#E6CD97",
    ash: "#857A74",
    silver: "#B9B7BA",
    white: "#EDE9E3",
    indigo: "#34446F",
    jade: "#3F7F70",
    rose: "#D98F95",
    lilac: "#9A86B5",
    madder: "#AE3B33",
  },
  eye_color: {
    dark: "#3B2620",
    brown: "#6B4128",
    hazel: "#7C6A34",
    amber: "#B5762B",
    green: "#4C7B57",
    blue: "#4A7398",
    grey: "#6E7880",
    violet: "#75599A",
    crimson: "#A43A3A",
    gold: "#D3A12C",
  },
  outfit_color: {
    indigo: "#33508A",
    navy: "#263450",
    sky: "#8FB5CC",
    jade: "#2F7F6B",
    celadon: "#9CC3B0",
    moss: "#6B7A45",
    pine: "#31503F",
    ochre: "#D19A3B",
    butter: "#EFCB6B",
    persimmon: "#D8683A",
    madder: "#A93A2E",
    rose: "#D98A8C",
    blossom: "#F0C3BE",
    plum: "#6E3654",
    lilac: "#A898C4",
    walnut: "#6B4A35",
    sand: "#CDB48F",
    ivory: "#F2E8D5",
    white: "#FBF8F2",
    stone: "#9A938B",
    charcoal: "#45403E",
    ink: "#262225",
  },
  backdrop_color: {
    hanji: "#F1E7D6",
    sand: "#E5CFAE",
    apricot: "#F3CDAF",
    blossom: "#EFD0CB",
    celadon: "#CADBCD",
    mist: "#CFD9DC",
    ochre: "#E9C680",
    lilac: "#D6CCDD",
    clay: "#C98F6C",
    pine: "#56776A",
    dusk: "#8C7391",
    night: "#333D5C",
  },
} as const;

type ColorField = keyof typeof SWATCHES | "accent_color";

/** The colour of a field's chosen option, as CSS hex. */
export function swatchOf(
  spec: { readonly [F in ColorField]: string },
  field: ColorField,
): string {
  const colors: { readonly [key: string]: string } =
    SWATCHES[field === "accent_color" ? "outfit_color" : field];
  return colors[spec[field]] ?? "#808080";
}
