/** `/api/v1/calls/characters/{id}/replies/{reply}`. */
import { followCharacterOperation } from "@/lib/calls/character/api.ts";
import { serve } from "@/lib/http/operation.ts";

export const handler = serve(followCharacterOperation);
