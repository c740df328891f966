/** `/api/v1/welfare/{id}`. */
import { serve } from "@/lib/http/operation.ts";
import { getWelfareOperation } from "@/lib/welfare/api.ts";

export const handler = serve(getWelfareOperation);
