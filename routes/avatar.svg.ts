/** Any drawn face by its description. */
import { parseAvatarQuery } from "@/lib/avatar/builder.ts";
import { drawFace } from "@/lib/characters/portrait_file.ts";
import { define } from "@/lib/define.ts";
import { svgResponse } from "@/lib/http/svg.ts";

export const handler = define.handlers({
  GET({ url: { searchParams } }) {
    const asked = searchParams.get("crop");
    const crop = asked === "face" || asked === "head" ? asked : "portrait";
    const svg = drawFace(parseAvatarQuery(searchParams), crop);
    // The address is the whole description; a day, as the rig's drawing may get better.
    return svgResponse(svg, "public, max-age=86400");
  },
});
