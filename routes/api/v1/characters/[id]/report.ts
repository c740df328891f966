/** `/api/v1/characters/{id}/report`. */
import { serve } from "@/lib/http/operation.ts";
import { reportCharacterOperation } from "@/lib/moderation/api.ts";

export const handler = serve(reportCharacterOperation);
