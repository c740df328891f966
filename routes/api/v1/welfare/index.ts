/** `/api/v1/welfare`. */
import { serve } from "@/lib/http/operation.ts";
import { listWelfareOperation } from "@/lib/welfare/api.ts";

export const handler = serve(listWelfareOperation);
