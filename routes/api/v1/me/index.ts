/** `/api/v1/me`. */
import { serve } from "@/lib/http/operation.ts";
import { changeMeOperation, deleteMeOperation } from "@/lib/accounts/api_me.ts";

export const handler = serve(changeMeOperation, deleteMeOperation);
