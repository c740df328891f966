/** `/api/v1/characters/{id}/like`. */
import { serve } from "@/lib/http/operation.ts";
import { likeCharacterOperation, unlikeCharacterOperation } from "@/lib/characters/api.ts";

export const handler = serve(likeCharacterOperation, unlikeCharacterOperation);
