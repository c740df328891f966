/** Which plan belongs to which theme. Browser-safe. */
import type { Theme } from "@/lib/spaces/floor.ts";
import { MARU } from "@/lib/lounge/scene/rooms/maru.ts";
import type { RoomPlan } from "@/lib/lounge/scene/rooms/plan.ts";
import { ROOFTOP } from "@/lib/lounge/scene/rooms/rooftop.ts";
import { SEASIDE } from "@/lib/lounge/scene/rooms/seaside.ts";
import { TEAHOUSE } from "@/lib/lounge/scene/rooms/teahouse.ts";
import { THEATRE } from "@/lib/lounge/scene/rooms/theatre.ts";

export const ROOMS: Readonly<Record<Theme, RoomPlan>> = {
  maru: MARU,
  teahouse: TEAHOUSE,
  rooftop: ROOFTOP,
  seaside: SEASIDE,
  theatre: THEATRE,
};
