/** `/api/v1/characters/{id}/duplicate`. */
import { serve } from "@/lib/http/operation.ts";
import { duplicateCharacterOperation } from "@/lib/characters/api.ts";

export const handler = serve(duplicateCharacterOperation);
