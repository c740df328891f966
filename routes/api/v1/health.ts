import { serve } from "@/lib/http/operation.ts";
import { healthOperation } from "@/lib/service/health.ts";

export const handler = serve(healthOperation);
