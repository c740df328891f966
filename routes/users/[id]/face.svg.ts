/** `/users/:id/face.svg`: a face for a name. It tells nothing of whether there is such a person. */
import { randomAvatar } from "@/lib/avatar/model.ts";
import { drawFace } from "@/lib/characters/portrait_file.ts";
import { define } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { svgResponse } from "@/lib/http/svg.ts";
import { isId } from "@/lib/id.ts";

export const handler = define.handlers({
  GET({ params }) {
    const id = params.id ?? "";
    if (!isId(id)) throw failure("not_found");
    // A day, as the rig's drawing may get better.
    return svgResponse(drawFace(randomAvatar(id), "face"), "public, max-age=86400");
  },
});
