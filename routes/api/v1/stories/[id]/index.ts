/** `/api/v1/stories/{id}`. */
import { serve } from "@/lib/http/operation.ts";
import {
  changeStoryOperation,
  deleteStoryOperation,
  getStoryOperation,
} from "@/lib/stories/api.ts";

export const handler = serve(changeStoryOperation, deleteStoryOperation, getStoryOperation);
