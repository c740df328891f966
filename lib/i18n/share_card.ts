/** Words on what was shared. Browser-safe, and small: the lounge brings them along. */
import type { Words } from "@/lib/i18n/locale.ts";

const en = {
  opens: "opens in a new tab",
  /** Beside a host that is written in letters of another alphabet. */
  coded: "The address is shown as computers write it, as its letters may look like others.",
  character: "Character",
  story: "Story",
  pictureBy: (name: string) => `A picture from ${name}`,
  screenOn: (name: string) => `${name} is showing a screen to those nearby`,
  screenOff: (name: string) => `${name} stopped showing a screen`,
  somebody: "Somebody",
};

const ko: typeof en = {
  opens: "새 탭에서 열려요",
  coded: "닮은 글자로 속이는 주소일 수 있어서, 컴퓨터가 쓰는 모양 그대로 보여 드려요.",
  character: "캐릭터",
  story: "이야기",
  pictureBy: (name) => `${name}님이 나눈 그림`,
  screenOn: (name) => `${name}님이 가까운 이들에게 화면을 보여 주고 있어요`,
  screenOff: (name) => `${name}님이 화면 보여 주기를 마쳤어요`,
  somebody: "누군가",
};

export type ShareCardWords = typeof en;
export const shareCardWords: Words<ShareCardWords> = { en, ko };
