/**
 * Owns how the character speaks of itself.
 *
 * Browser-safe.
 */
import { hook } from "@/lib/ai/demo/hooks.ts";
import type { Intent } from "@/lib/ai/demo/intent.ts";
import { speakSentence } from "@/lib/ai/demo/conjugation.ts";
import { fromExample, fromLore, maybeHook, type Plan } from "@/lib/ai/demo/moves.ts";
import type { Scene } from "@/lib/ai/demo/scene.ts";

interface SelfHints {
  attribute: RegExp;
  fact: RegExp;
}

const SELF_HINTS: Partial<Record<Intent, SelfHints>> = {
  where: {
    attribute: /사는|거주|집|고향|장소|위치|home|live|location|place|from/i,
    fact: /살|집|마을|동네|고향|에서|\b(?:live|lives|home|house|village|town|city|from)\b/i,
  },
  age: {
    attribute: /나이|연령|생일|age|birth/i,
    fact: /살이|살의|세의|태어|올해|\b(?:years? old|aged|born)\b/i,
  },
  job: {
    attribute: /직업|하는 일|신분|job|occupation|work|profession|role/i,
    fact: /일하|일을|직업|맡|\b(?:work|job|keeper|by trade|serve|teach|run)\b/i,
  },
  likes: {
    attribute: /좋아|취미|관심|like|love|hobb|interest|favou?rite/i,
    fact:
      /(?:나는|저는|내가|제가).*(?:좋아|즐기|즐겨|아끼|아껴)|취미|\bI (?:\w+ )?(?:like|love|enjoy|adore)\b|\bfond of\b|\bdelight in\b/i,
  },
  dislikes: {
    attribute: /싫|무서|약점|두려|dislike|hate|fear|weakness/i,
    fact: /싫|무서|두려|못 견디|약하|\b(?:hate|dislike|fear|afraid|weak)/i,
  },
  family: {
    attribute: /가족|부모|형제|친구|family|relation|friend/i,
    fact:
      /어머니|아버지|엄마|아빠|할머니|할아버지|동생|언니|오빠|남편|아내|가족|친구|\b(?:mother|father|brother|sister|grand\w+|family|friend|husband|wife)\b/i,
  },
  dream: {
    attribute: /꿈|목표|소원|dream|goal|wish/i,
    fact: /꿈|소원|바라|언젠가|\b(?:dream|wish|hope|someday|one day)\b/i,
  },
};

/** Tells of oneself: an example, a line of the card, lore, a sentence of the description. */
export const planSelf: Plan = (scene) => {
  const { lead } = scene.reading;
  const hints = SELF_HINTS[lead];
  const example = fromExample(scene);
  if (example !== null) return maybeHook(scene, example, 0.35);
  const place = lead === "where" ? placeOf(scene) : null;
  if (place !== null) return maybeHook(scene, [place], 0.7);
  const attribute = scene.voice.attributes.find(({ name, value }) =>
    hints?.attribute.test(name) === true && !scene.isSaid(value)
  );
  if (attribute !== undefined) {
    return maybeHook(scene, [scene.say("self_lead"), scene.own(asSentence(attribute.value))], 0.6);
  }
  const lore = fromLore(scene);
  if (lore !== null) return maybeHook(scene, lore, 0.4);
  const fact = hints === undefined
    ? null
    : scene.findFact({ leastScore: 0.9, pattern: hints.fact });
  if (fact !== null) return maybeHook(scene, [fact], 0.5);
  if (!scene.isHome) return null;
  const tale = scene.untoldTales().find(({ isOwnVoice }) => isOwnVoice);
  return tale === undefined ? null : [scene.say("self_lead"), scene.tell(tale)];
};

/** Where the scene is, when the scenario opens by naming the place and no more. */
function placeOf(scene: Scene): string | null {
  const { scenario, language, level } = scene.voice;
  const first = (scenario[0] ?? "").replace(/\.$/, "");
  if (first === "" || first.length > 140 || scene.isSaid(first)) return null;
  if (language === "ko") {
    const isNamed = /[가-힣]['’”]?$/.test(first) && !/(?:다|요|오)$/.test(first);
    const bare = first.replace(/['’”]$/, "");
    const said = isNamed ? speakSentence(`${bare}이다.`, level) : null;
    return said === null ? null : scene.own(said.replace(bare, first));
  }
  const isNamed = !/\b(?:is|are|was|were|has|have|had|you|I|it's)\b/.test(first);
  const start = first.replace(/^(?:The|An?)\b/, (article) => article.toLowerCase());
  return isNamed ? scene.own(`This is ${start}.`) : null;
}

function asSentence(value: string): string {
  return `${value.charAt(0).toUpperCase()}${value.slice(1).replace(/[.]+$/, "")}.`;
}

/** Introduces itself. */
export const planWho: Plan = (scene) => {
  const example = fromExample(scene);
  if (example !== null) return maybeHook(scene, example, 0.35);
  const own = scene.voice.tales.find((tale) =>
    tale.isOwnVoice && scene.leftOf(tale).length > 0 &&
    tale.sentences[0]?.includes(scene.voice.name)
  );
  if (own !== undefined) return maybeHook(scene, [scene.tell(own)], 0.5);
  const facts = scene.voice.facts.filter(({ text }) => !scene.isSaid(text)).slice(0, 2);
  if (facts.length === 0) return [scene.say("i_am"), ...hook(scene)];
  return maybeHook(
    scene,
    [scene.say("self_lead"), scene.own(facts.map(({ text }) => text).join(" "))],
    0.5,
  );
};
