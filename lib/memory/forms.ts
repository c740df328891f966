/** Forms of the page on which readers see and change what is remembered. */
import { z } from "zod";
import { decodePlace } from "@/lib/chat/view.ts";
import { FactText, SummaryText } from "@/lib/memory/model.ts";

const Id = z.string().min(1).max(64);
const PlaceField = z.string().transform((text, context) => {
  const place = decodePlace(text);
  if (place) return place;
  context.addIssue({ code: "custom", message: "must be a message of this conversation" });
  return z.NEVER;
});

/** What a button asks for. */
export const MemoryAct = z.discriminatedUnion("act", [
  z.object({ act: z.literal("add"), text: FactText }),
  z.object({ act: z.literal("edit"), id: Id, text: FactText }),
  z.object({ act: z.literal("pin"), id: Id }),
  z.object({ act: z.literal("unpin"), id: Id }),
  z.object({ act: z.literal("forget"), id: Id }),
  z.object({ act: z.literal("restore") }),
  z.object({ act: z.literal("summary"), at: PlaceField, text: SummaryText }),
]);
export type MemoryAct = z.infer<typeof MemoryAct>;

/** What was typed into a form whose words cannot be taken; null where something else is wrong with it. */
export function draftOf(
  fields: Readonly<Record<string, string>>,
  { issues }: z.ZodError,
): { act: "add" | "edit" | "summary"; text: string } | null {
  const { act, text = "" } = fields;
  const isText = issues.every(({ path }) => path[0] === "text");
  return isText && (act === "add" || act === "edit" || act === "summary") ? { act, text } : null;
}
