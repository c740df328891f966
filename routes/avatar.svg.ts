/** Any drawn face by its description. */
import { parseAvatarQuery } from "@/lib/avatar/builder.ts";
import { renderAvatarSvg } from "@/lib/avatar/svg.ts";
import { define } from "@/lib/define.ts";
import { svgResponse } from "@/lib/http/svg.ts";

export const handler = define.handlers({
  GET({ url: { searchParams } }) {
    const crop = searchParams.get("crop") === "face" ? "face" : "portrait";
    const svg = renderAvatarSvg(parseAvatarQuery(searchParams), { crop });
    // The address is the whole description; a day, as the rig's drawing may get better.
    return svgResponse(svg, "public, max-age=86400");
  },
});
