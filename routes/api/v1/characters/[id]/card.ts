/** `/api/v1/characters/{id}/card`. */
import { serve } from "@/lib/http/operation.ts";
import { cardOperation } from "@/lib/characters/api_files.ts";

export const handler = serve(cardOperation);
