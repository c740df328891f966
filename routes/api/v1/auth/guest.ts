/** `/api/v1/auth/guest`. */
import { serve } from "@/lib/http/operation.ts";
import { guestOperation } from "@/lib/accounts/api.ts";

export const handler = serve(guestOperation);
