/** Words of how somebody is drawn: the kinds of drawing, and why a simpler one is shown. Browser-safe. */
import type { Words } from "@/lib/i18n/locale.ts";
import type { RendererKind } from "@/lib/avatar/stage/renderer.ts";
import type { Trouble } from "@/lib/avatar/stage/trouble.ts";

const en = {
  title: "How people are drawn",
  auto: "As well as this device can",
  kinds: {
    rig: "Drawn in 2D",
    vrm: "3D model (VRM)",
    neural: "Moving portrait",
  } satisfies Record<RendererKind, string>,
  loading: (percent: number) => `Getting the avatar ready: ${percent} %`,
  /** Why a kind of drawing is not the one that is shown. */
  trouble: {
    rig: {
      too_slow: "Drawing is slow here. Closing other windows helps.",
      unsupported: "This browser cannot draw avatars. A newer one can.",
      unreadable: "The avatar could not be read.",
      too_large: "The avatar is too large to draw.",
      outside: "The avatar needs files from elsewhere, so it is not drawn.",
      unreachable: "The avatar did not arrive. Check the connection.",
      lost: "Drawing has stopped for a moment and will start again.",
      failed: "The avatar could not be drawn. Reloading the page may help.",
    },
    vrm: {
      too_slow: "The 3D model is too slow on this device, so the 2D drawing is shown.",
      unsupported: "This browser shows no 3D, so the 2D drawing is shown.",
      unreadable: "The 3D model is no readable VRM file, so the 2D drawing is shown.",
      too_large: "The 3D model is too large for a call, so the 2D drawing is shown.",
      outside: "The 3D model needs files from elsewhere, so the 2D drawing is shown.",
      unreachable: "The 3D model did not arrive, so the 2D drawing is shown.",
      lost: "3D drawing has stopped, so the 2D drawing is shown.",
      failed: "The 3D model could not be drawn, so the 2D drawing is shown.",
    },
    neural: {
      too_slow: "The moving portrait is too slow on this device, so a simpler drawing is shown.",
      unsupported: "The moving portrait needs WebGPU, which this browser lacks.",
      unreadable: "The moving portrait cannot be used, so a simpler drawing is shown.",
      too_large: "The moving portrait is too large, so a simpler drawing is shown.",
      outside: "The moving portrait lies on another server, so it is not loaded.",
      unreachable: "The moving portrait did not arrive, so a simpler drawing is shown.",
      lost: "The moving portrait has stopped, so a simpler drawing is shown.",
      failed: "The moving portrait has failed, so a simpler drawing is shown.",
    },
  } satisfies Record<RendererKind, Record<Trouble, string>>,
  again: "It will be tried again by itself.",
};

const ko: typeof en = {
  title: "그리는 방식",
  auto: "기기에 맞춰 알아서",
  kinds: {
    rig: "2D 그림",
    vrm: "3D 모델 (VRM)",
    neural: "움직이는 초상화",
  },
  loading: (percent) => `아바타를 준비하고 있어요: ${percent}%`,
  trouble: {
    rig: {
      too_slow: "지금 그리는 속도가 느려요. 다른 창을 닫으면 나아져요.",
      unsupported: "이 브라우저에서는 아바타를 그릴 수 없어요. 최신 브라우저를 써 주세요.",
      unreadable: "아바타를 읽지 못했어요.",
      too_large: "아바타가 너무 커서 그릴 수 없어요.",
      outside: "다른 곳의 파일이 필요한 아바타라서 그리지 않아요.",
      unreachable: "아바타가 도착하지 않았어요. 연결을 확인해 주세요.",
      lost: "그리기가 잠시 멈췄어요. 곧 다시 시작해요.",
      failed: "아바타를 그리지 못했어요. 페이지를 새로 열면 나아질 수 있어요.",
    },
    vrm: {
      too_slow: "이 기기에서는 3D 모델이 느려서 2D 그림으로 보여줘요.",
      unsupported: "이 브라우저는 3D를 그리지 못해서 2D 그림으로 보여줘요.",
      unreadable: "읽을 수 있는 VRM 파일이 아니라서 2D 그림으로 보여줘요.",
      too_large: "3D 모델이 통화에 쓰기에는 너무 커서 2D 그림으로 보여줘요.",
      outside: "3D 모델에 다른 곳의 파일이 필요해서 2D 그림으로 보여줘요.",
      unreachable: "3D 모델이 도착하지 않아서 2D 그림으로 보여줘요.",
      lost: "3D 그리기가 멈춰서 2D 그림으로 보여줘요.",
      failed: "3D 모델을 그리지 못해서 2D 그림으로 보여줘요.",
    },
    neural: {
      too_slow: "이 기기에서는 움직이는 초상화가 느려서 더 가벼운 그림으로 보여줘요.",
      unsupported: "움직이는 초상화에는 WebGPU가 필요한데 이 브라우저에는 없어요.",
      unreadable: "움직이는 초상화를 쓸 수 없어서 더 가벼운 그림으로 보여줘요.",
      too_large: "움직이는 초상화가 너무 커서 더 가벼운 그림으로 보여줘요.",
      outside: "움직이는 초상화가 다른 서버에 있어서 불러오지 않아요.",
      unreachable: "움직이는 초상화가 도착하지 않아서 더 가벼운 그림으로 보여줘요.",
      lost: "움직이는 초상화가 멈춰서 더 가벼운 그림으로 보여줘요.",
      failed: "움직이는 초상화를 그리지 못해서 더 가벼운 그림으로 보여줘요.",
    },
  },
  again: "잠시 뒤에 저절로 다시 시도해요.",
};

export const stageWords: Words<typeof en> = { en, ko };
