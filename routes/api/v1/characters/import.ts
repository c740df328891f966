/** `/api/v1/characters/import`. */
import { serve } from "@/lib/http/operation.ts";
import { importOperation } from "@/lib/characters/api_files.ts";

export const handler = serve(importOperation);
