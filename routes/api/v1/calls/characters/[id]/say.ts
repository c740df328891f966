/** `/api/v1/calls/characters/{id}/say`. */
import { sayToCharacterOperation } from "@/lib/calls/character/api.ts";
import { serve } from "@/lib/http/operation.ts";

export const handler = serve(sayToCharacterOperation);
