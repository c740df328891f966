/** `/api/v1/characters/{id}/portrait`. */
import { serve } from "@/lib/http/operation.ts";
import { dropPortraitOperation, portraitOperation } from "@/lib/characters/api_files.ts";

export const handler = serve(portraitOperation, dropPortraitOperation);
