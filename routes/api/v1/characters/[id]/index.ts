/** `/api/v1/characters/{id}`. */
import { serve } from "@/lib/http/operation.ts";
import {
  changeCharacterOperation,
  deleteCharacterOperation,
  getCharacterOperation,
} from "@/lib/characters/api.ts";

export const handler = serve(
  getCharacterOperation,
  changeCharacterOperation,
  deleteCharacterOperation,
);
