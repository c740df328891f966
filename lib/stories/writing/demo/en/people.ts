/** English words of people. */
import type { PeopleWords } from "@/lib/stories/writing/demo/bank.ts";

export const EN_PEOPLE: PeopleWords = {
  names: {
    modern: {
      she: [
        "Nora Finch",
        "Maeve Tolland",
        "Ines Carrow",
        "Junia Park",
        "Clara Wren",
        "Tessaly Moon",
        "Ruth Ashdown",
        "Imogen Vale",
      ],
      he: [
        "Callum Reed",
        "Jonah Birch",
        "Felix Arden",
        "Samir Hale",
        "Tobias Lund",
        "Ewan Brook",
        "Daniel Sorrel",
        "Hugo Marsh",
      ],
      old: ["Granny Pell", "Old Whitlock", "Aunt Dorothea", "Mrs Abernathy"],
      stern: ["Mr Crane", "Mrs Stroud", "Mr Pemberton", "Miss Lockhart"],
    },
    past: {
      she: [
        "Alys Thorne",
        "Margery Low",
        "Isolde Penn",
        "Rosamund Gray",
        "Cecily Fayre",
        "Edith Marlow",
      ],
      he: [
        "Wat Miller",
        "Tam Fletcher",
        "Gilbert Hale",
        "Robin Oake",
        "Piers Holloway",
        "Jack Ferrier",
      ],
      old: ["Mother Bettany", "Old Gaffer Dunn", "Goody Sparrow", "Master Ambrose"],
      stern: ["Steward Vane", "Clerk Harrow", "Bailiff Corbin", "Warden Locke"],
    },
    other: {
      she: [
        "Liora Vance",
        "Senna Quill",
        "Mirelle Ashe",
        "Ysolde Kerr",
        "Thessa Rook",
        "Orla Venn",
      ],
      he: ["Kael Morrow", "Teodor Lysk", "Ravi Stellan", "Idris Fen", "Bram Oster", "Levin Dray"],
      old: ["Old Marta", "Grandfather Oren", "Nan Boru", "Old Pelagia"],
      stern: ["Overseer Basil", "Magister Karel", "Warden Drane", "Keeper Orso"],
    },
  },
  masters: ["Hollis", "Brannock", "Wystan"],
  ages: {
    L: ["Twenty-three, {job}", "Twenty-one, {job}", "Nineteen, {job}"],
    P: ["Twenty-four, {job}", "Twenty-two, {job}", "Twenty, {job}"],
    O: ["Forty-eight, {job}", "Fifty-two, {job}", "Forty-three, {job}"],
    H: ["Seventy-one, {job}", "Sixty-eight, {job}", "Seventy-five, {job}"],
  },
  appearance: {
    L: [
      "Stained cuffs, and a habit of rubbing fingertips together when thinking",
      "Hair tied back in a hurry, with a pencil in it, and a quick step",
      "Eyebrows that went up before any smile came",
    ],
    P: [
      "A sunburnt nose and laces that were never tied",
      "Tall enough to duck under every door",
      "Pockets so full of things that walking made a noise",
    ],
    O: [
      "Gloves without a speck, and a very straight collar",
      "An unhurried step and a low voice",
      "Silver spectacles, and an eye on the time",
    ],
    H: [
      "A bent back and eyes sharper than a youngster's",
      "Thick knuckles and slow words",
      "A flowered coat, out of fashion and well looked after",
    ],
  },
  wants: {
    L: [
      "To finish one thing, properly and by hand, was all that mattered.",
      "There was {master}'s last piece of work to finish, and to finish without shame.",
      "A place of one's own, and not somebody else's: it did not seem much to ask.",
    ],
    P: [
      "To stop drifting, and have somewhere to come back to.",
      "To say what he felt just once, and not as a joke.",
      "To mend a boat some day and see how far it would go.",
    ],
    O: [
      "To hand on everything that was entrusted, and lose none of it.",
      "To make good a promise that was broken once.",
      "To prove that rules can keep people safe.",
    ],
    H: [
      "To put one thing right before it is too late.",
      "To see somebody who can be taught.",
      "To set an old burden down.",
    ],
  },
  fears: {
    L: [
      "To be remembered as one who never finished anything.",
      "To be forgotten by everyone.",
      "To lose somebody a second time.",
    ],
    P: [
      "To say what he meant and lose what there was.",
      "Never to take root anywhere.",
      "To be late again when it counted.",
    ],
    O: [
      "That one exception would bring everything down.",
      "To have been wrong all along.",
      "That in the end no one would be left.",
    ],
    H: [
      "To be forgotten before being forgiven.",
      "That the young would make the same mistake.",
      "To miss the moment for telling it.",
    ],
  },
  secrets: {
    L: [
      "There is a letter of resignation in the drawer, written and not sent.",
      "{master}'s last words have never been passed on.",
      "At night there is practice that nobody knows of.",
    ],
    P: [
      "He has never told anyone why he left home.",
      "He owes a debt to {master}.",
      "He reads only with difficulty.",
    ],
    O: [
      "Once, when young, broke the rules to save somebody.",
      "Sends money each month to someone, and never says so.",
      "Wanted, as a child, to be a singer.",
    ],
    H: [
      "Made a promise long ago and did not keep it.",
      "Still has one thing that was {master}'s.",
      "Is slowly losing the sight of both eyes.",
    ],
  },
  pasts: {
    L: [
      "Brought up by old {master}, who died two winters ago and left one set of tools.",
      "Taught by {master}; and since {master} died, everything had stopped halfway.",
    ],
    P: [
      "He has moved three times and changed his work four, and each time he packed other people's addresses first.",
      "He was the youngest of a large family and got used to speaking last.",
    ],
    O: [
      "Born poor, and came this far by keeping the rules. The rules never lied.",
      "Not late for a day in twenty years, but for one.",
    ],
    H: [
      "A name for clever hands, once. Then came a certain winter.",
      "Those eyes had seen everyone here come, and most of them go.",
    ],
  },
  manners: {
    L: [{
      manner: "Says little, and less when there is more to say.",
      phrases: ["Wait.", "Well,", "No, listen."],
      never: "Never flatters.",
    }, {
      manner: "Thinks aloud, and asks before telling.",
      phrases: ["Hm.", "Look,", "All right."],
      never: "Never interrupts.",
    }],
    P: [{
      manner: "Begins with a joke and ends in earnest.",
      phrases: ["Oh, come on.", "Honestly,", "Look here."],
      never: "Never laughs at anyone.",
    }, {
      manner: "Likes comparisons, most of them about food.",
      phrases: ["Mind you,", "The thing is,", "Right."],
      never: "Never promises lightly.",
    }],
    O: [{
      manner: "Formal, in whole sentences, with no feeling on show.",
      phrases: ["Let us be clear.", "With respect,", "To be exact,"],
      never: "Never raises a voice.",
    }],
    H: [{
      manner: "Slow and homely; teaches sideways.",
      phrases: ["Dear me.", "Well now.", "There, there."],
      never: "Never hands over an answer.",
    }],
  },
  bonds: [
    [
      "L",
      "P",
      "Each knows where the other is weakest",
      "One says too little and the other hides behind jokes.",
    ],
    [
      "L",
      "O",
      "They want the same thing, from two sides",
      "{O} sees in {L} somebody young, long ago.",
    ],
    ["L", "H", "Very nearly teacher and pupil", "{H} never tells the whole of it."],
    [
      "P",
      "O",
      "Distrust, with some respect in it",
      "{P} dislikes rules and {O} dislikes exceptions.",
    ],
    ["O", "H", "They share one old story", "They remember it differently."],
  ],
};
