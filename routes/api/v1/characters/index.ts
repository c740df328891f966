/** `/api/v1/characters`. */
import { serve } from "@/lib/http/operation.ts";
import { createCharacterOperation, listCharactersOperation } from "@/lib/characters/api.ts";

export const handler = serve(listCharactersOperation, createCharacterOperation);
