/** Words of the pages about signing in and one's own account. */
import type { Words } from "@/lib/i18n/locale.ts";

const en = {
  nickname: "Nickname",
  nicknameHint: "What characters and people call you. You can change it at any time.",
  email: "E-mail",
  emailHint: "Only for signing in. Nobody else sees it, and nothing is sent there.",
  password: "Password",
  newPassword: "New password",
  newPasswordHint: "At least 8 characters. A sentence of your own is good.",
  currentPassword: "Current password",
  currentPasswordHint: "To be sure that it is you.",
  save: "Save",

  logIn: {
    title: "Sign in",
    lede: "Welcome back. The floor is still warm.",
    submit: "Sign in",
    noAccount: "New here?",
    signUp: "Make an account",
    guestNotice: "What you made as a guest comes along to your account.",
    leave: "Leave behind what I made as a guest",
    leaveHint: "Tick this if somebody else was the guest here. It cannot be fetched later.",
  },
  signUp: {
    title: "Sign up",
    lede: "A name, an e-mail, a password: that is all it takes.",
    submit: "Make my account",
    guestTitle: "Keep what you made",
    guestLede:
      "Your characters and conversations are still on a guest's mat. With an account they stay yours, on every device.",
    guestSubmit: "Keep it all",
    haveAccount: "Been here before?",
    logIn: "Sign in",
  },
  logOut: {
    title: "Sign out?",
    body: "You can come back at any time with e-mail and password.",
    guestTitle: "Leave as a guest?",
    guestBody:
      "A guest who leaves cannot come back: your conversations and private characters would be out of reach. Make an account first and everything stays with you.",
    confirm: "Sign out",
    guestConfirm: "Leave anyway",
    keep: "Make an account",
  },
  guest: {
    title: "You are here as a guest",
    body: "Make an account and what you made stays with you, on every device.",
    action: "Keep what I made",
  },
  account: {
    title: "Your account",
    back: "Your account",
    since: (day: string) => `Here since ${day}`,
    profile: "Profile",
    myCharacters: "My characters",
    signingIn: "Signing in",
    changeEmail: "Change e-mail",
    changePassword: "Change password",
    sessions: "Signed-in devices",
    sessionsLede: (count: number) =>
      count === 1 ? "Signed in on this device alone." : `Signed in on ${count} devices.`,
    seeSessions: "See devices",
    data: "Your data",
    dataLede: "Everything that is yours here, in one ZIP file that any computer opens.",
    download: "Download my data",
    remove: "Delete the account",
    removeLede: "Takes away the account and everything you made. It cannot be taken back.",
  },
  emailPage: {
    title: "Change e-mail",
    now: (email: string) => `You sign in with ${email} now.`,
    field: "New e-mail",
  },
  passwordPage: {
    title: "Change password",
    lede: "Every other device is signed out when you change it.",
  },
  sessionsPage: {
    title: "Signed-in devices",
    lede: "Anything here you do not know? Sign it out, and change your password.",
    unknown: "An unknown device",
    on: (browser: string, os: string) => `${browser} on ${os}`,
    here: "this device",
    seen: "Last seen",
    opened: "Signed in",
    end: "Sign out",
    endOf: (name: string) => `Sign out ${name}`,
    endOthers: "Sign out all other devices",
    alone: "Nobody is signed in anywhere else.",
  },
  deletePage: {
    title: "Delete your account?",
    body:
      "Your characters, their portraits, your conversations, likes and settings go with it, at once and for good.",
    exportFirst: "Want to keep a copy? Download your data first.",
    typeWord: "To be sure, type this word",
    word: "delete",
    wordHint: "Type: delete",
    confirm: "Delete everything",
  },
  done: {
    welcome: "Welcome. This is your account; everything you made is safe in it.",
    nickname: "Your new nickname is saved.",
    email: "Your new e-mail is saved. Use it the next time you sign in.",
    password: "Your new password is saved. Every other device is signed out.",
    session: "That device is signed out.",
    sessions: "All other devices are signed out.",
    deleted: "Your account and everything in it is gone. Thank you for having been here.",
  },
  errors: {
    email: "Please check the e-mail address. It looks like name@example.com.",
    email_taken: "This e-mail has an account already. Sign in with it, or use another.",
    nickname: "A nickname has 1 to 30 characters, without < and >.",
    password: "Please type your password.",
    password_short: "A password has at least 8 characters, and at most 200.",
    password_common:
      "Many people use this password, so it is guessed first. Please choose another.",
    password_wrong: "This is not the password of your account.",
    word: "Please type the word as it is shown.",
    other: "Please look at this once more.",
    wait: (minutes: number) =>
      minutes <= 1
        ? "That was a lot of tries. Please try again in a minute."
        : `That was a lot of tries. Please try again in about ${minutes} minutes.`,
  },
};

const ko: typeof en = {
  nickname: "닉네임",
  nicknameHint: "캐릭터와 사람들이 부를 이름이에요. 언제든 바꿀 수 있어요.",
  email: "이메일",
  emailHint: "로그인할 때만 써요. 다른 사람에게 보이지 않고, 메일도 보내지 않아요.",
  password: "비밀번호",
  newPassword: "새 비밀번호",
  newPasswordHint: "8자 이상이면 돼요. 나만 아는 문장이 좋아요.",
  currentPassword: "지금 비밀번호",
  currentPasswordHint: "본인인지 한 번 더 확인할게요.",
  save: "저장하기",

  logIn: {
    title: "로그인",
    lede: "다시 오셨네요. 마루는 아직 따뜻해요.",
    submit: "로그인",
    noAccount: "처음이신가요?",
    signUp: "가입하기",
    guestNotice: "손님으로 만든 것들이 계정으로 함께 옮겨져요.",
    leave: "손님으로 만든 것은 두고 갈게요",
    leaveHint: "다른 사람이 손님으로 쓰던 기기라면 체크해 주세요. 나중에 가져올 수는 없어요.",
  },
  signUp: {
    title: "가입하기",
    lede: "이름과 이메일, 비밀번호만 있으면 돼요.",
    submit: "계정 만들기",
    guestTitle: "만든 것을 간직하세요",
    guestLede:
      "캐릭터와 대화가 아직 손님 자리에 놓여 있어요. 계정을 만들면 어느 기기에서나 그대로 이어져요.",
    guestSubmit: "모두 간직하기",
    haveAccount: "와 보신 적이 있나요?",
    logIn: "로그인",
  },
  logOut: {
    title: "로그아웃할까요?",
    body: "이메일과 비밀번호로 언제든 다시 올 수 있어요.",
    guestTitle: "손님으로 떠날까요?",
    guestBody:
      "손님은 떠나면 다시 돌아올 수 없어서, 대화와 나만 보는 캐릭터를 다시 열 수 없게 돼요. 먼저 계정을 만들면 모두 그대로 남아요.",
    confirm: "로그아웃",
    guestConfirm: "그래도 떠나기",
    keep: "계정 만들기",
  },
  guest: {
    title: "손님으로 머물고 있어요",
    body: "계정을 만들면 지금까지 만든 것이 어느 기기에서나 그대로 이어져요.",
    action: "만든 것 간직하기",
  },
  account: {
    title: "내 계정",
    back: "내 계정",
    since: (day) => `${day}부터 함께하고 있어요`,
    profile: "프로필",
    myCharacters: "내 캐릭터",
    signingIn: "로그인",
    changeEmail: "이메일 바꾸기",
    changePassword: "비밀번호 바꾸기",
    sessions: "로그인한 기기",
    sessionsLede: (count) =>
      count === 1 ? "이 기기에서만 로그인했어요." : `기기 ${count}대에서 로그인했어요.`,
    seeSessions: "기기 살펴보기",
    data: "내 데이터",
    dataLede: "이곳에 있는 내 것을 모두 ZIP 파일 하나로 받아요. 어느 컴퓨터에서나 열려요.",
    download: "내 데이터 받기",
    remove: "계정 지우기",
    removeLede: "계정과 만든 것이 모두 사라져요. 되돌릴 수 없어요.",
  },
  emailPage: {
    title: "이메일 바꾸기",
    now: (email) => `지금은 ${email} 주소로 로그인해요.`,
    field: "새 이메일",
  },
  passwordPage: {
    title: "비밀번호 바꾸기",
    lede: "비밀번호를 바꾸면 다른 기기에서는 모두 로그아웃돼요.",
  },
  sessionsPage: {
    title: "로그인한 기기",
    lede: "모르는 기기가 있나요? 로그아웃하고 비밀번호를 바꿔 주세요.",
    unknown: "알 수 없는 기기",
    on: (browser, os) => `${os}의 ${browser}`,
    here: "이 기기",
    seen: "마지막으로 본 때",
    opened: "로그인한 때",
    end: "로그아웃",
    endOf: (name) => `${name} 로그아웃`,
    endOthers: "다른 기기 모두 로그아웃",
    alone: "다른 곳에서는 로그인하지 않았어요.",
  },
  deletePage: {
    title: "계정을 지울까요?",
    body: "캐릭터와 초상, 대화, 좋아요, 설정이 모두 곧바로, 영영 사라져요.",
    exportFirst: "남겨 두고 싶다면 먼저 내 데이터를 받아 두세요.",
    typeWord: "확인을 위해 아래 낱말을 적어 주세요",
    word: "삭제",
    wordHint: "이렇게 적어 주세요: 삭제",
    confirm: "모두 지우기",
  },
  done: {
    welcome: "반가워요. 이제 내 계정이 생겼어요. 만든 것은 모두 여기에 잘 있어요.",
    nickname: "새 닉네임을 저장했어요.",
    email: "새 이메일을 저장했어요. 다음부터 이 주소로 로그인해 주세요.",
    password: "새 비밀번호를 저장했어요. 다른 기기에서는 모두 로그아웃했어요.",
    session: "그 기기에서 로그아웃했어요.",
    sessions: "다른 기기에서 모두 로그아웃했어요.",
    deleted: "계정과 그 안의 모든 것을 지웠어요. 함께해 주셔서 고마웠어요.",
  },
  errors: {
    email: "이메일 주소를 다시 확인해 주세요. name@example.com 같은 모양이에요.",
    email_taken: "이미 가입한 이메일이에요. 로그인하거나 다른 이메일을 써 주세요.",
    nickname: "닉네임은 1자에서 30자까지, < 와 > 없이 지어 주세요.",
    password: "비밀번호를 적어 주세요.",
    password_short: "비밀번호는 8자 이상, 200자 이하로 정해 주세요.",
    password_common: "많은 사람이 쓰는 비밀번호라 금방 들킬 수 있어요. 다른 것으로 정해 주세요.",
    password_wrong: "이 계정의 비밀번호가 아니에요.",
    word: "보이는 낱말을 그대로 적어 주세요.",
    other: "이 칸을 다시 살펴봐 주세요.",
    wait: (minutes) =>
      minutes <= 1
        ? "여러 번 시도했어요. 1분 뒤에 다시 해 주세요."
        : `여러 번 시도했어요. 약 ${minutes}분 뒤에 다시 해 주세요.`,
  },
};

export const accountWords: Words<typeof en> = { en, ko };
export type AccountWords = typeof en;

/** What can have been done just now; travels as `?done=` to the page that says so. */
export type Done = keyof AccountWords["done"];

/** The sentence for `?done=`, if it is one of ours. */
export function doneWords(words: AccountWords, url: URL): string | null {
  const done = url.searchParams.get("done");
  return done !== null && isDone(done) ? words.done[done] : null;
}

function isDone(done: string): done is Done {
  return Object.hasOwn(en.done, done);
}
