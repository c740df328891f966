/** The shape in which starter entries are written: as an import brings them, without the day, which they share. */
import type { z } from "zod";
import type { WelfareInput } from "@/lib/welfare/model.ts";

export type StarterService = Omit<z.input<typeof WelfareInput>, "updatedOn">;
