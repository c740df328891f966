/** English words of genres and tones. */
import type { GenreWords, ToneWords } from "@/lib/stories/writing/demo/bank.ts";
import type { Genre, Tone } from "@/lib/stories/writing/model.ts";

export const EN_GENRES: Readonly<Record<Genre, GenreWords>> = {
  fantasy: {
    name: "Fantasy",
    audience: "Readers who like to learn the rules of a strange world one at a time",
    promises: ["Magic with clear rules", "Small people who do large things", "Places one can see"],
    avoid: ["Magic that costs nothing", "A world made of explanations"],
    era: "A time when magic was as common as market day",
    everyday:
      "In the morning one leaves a pinch of salt for whatever lives under the step; in the evening one says goodnight to the lamp by name.",
    rules: [
      "Magic costs its own weight.",
      "Whoever is called by name must answer.",
      "A promise made after sunset cannot be taken back.",
    ],
    glossary: [
      ["breath-price", "What one gives for a piece of magic. It has to weigh something."],
      ["gate star", "A low star that only the lost can see."],
    ],
    places: {
      home: [[
        "the Weathervane Workshop",
        "A ceiling full of weathervanes, each pointing somewhere else, with no wind at all",
      ], ["Silverbell Mill", "A mill whose stone is turned by moonlight, slowly"]],
      site: [[
        "Mosshill",
        "A hill as round as a sleeper's back, and if one lay down and listened, breath",
      ], ["the Upside-down Tower", "A tower with its top in the ground and its roots in the sky"]],
      road: [[
        "Whisper Pass",
        "A road where the things that travellers mutter stay caught in the reeds",
      ], ["the Lantern Path", "Lanterns that came out by themselves at dusk and stood in line"]],
      far: [[
        "Newmoon Alley",
        "An alley that was only there on nights without a moon, and had no way out but through",
      ], ["the Glass Wood", "Clear leaves, and in each of them a day of someone's life"]],
      crowd: [["Threeway Market", "One pair of scales for dragon scales and for leeks"], [
        "Belltower Square",
        "Paper birds where another town would have had pigeons",
      ]],
    },
    jobs: {
      L: ["apprentice to a mender of winds", "errand runner for lost spells"],
      P: ["a guide without a map", "a wandering flute maker"],
      O: ["inspector of magical weights", "dealer in memories"],
      H: ["a retired keeper of stars", "an old teller of tales"],
    },
    names: "other",
    senses: [
      "Somewhere a dry old spell rustled like a leaf.",
      "The air smelt of mint and of candles just blown out.",
      "A small spirit under the eaves sneezed, and pretended that it had not.",
      "A low star had caught on a chimney, and blinked.",
      "Blue dust was leaking out between the stones.",
      "A pair of scales tipped, with only a breeze in it.",
    ],
  },
  romance: {
    name: "Romance",
    audience: "Readers who enjoy the whole long way until two hands touch",
    promises: [
      "Two people who grow close slowly",
      "Kindness that outlasts a misunderstanding",
      "One thing said at last",
    ],
    avoid: ["Love at first sight for no reason", "Calling it love when somebody is hurt"],
    era: "The present, in a small town by the sea where notes still go from hand to hand",
    everyday:
      "The shops open late, and before the evening everybody knows who walked next to whom.",
    rules: [
      "No secret in town lasts three days.",
      "What is left in trust is delivered.",
      "A promise made at the festival has the whole town for a witness.",
    ],
    glossary: [["tide bell", "Rung at high water; time to say goodnight."], [
      "the trust shelf",
      "Keeps things until somebody comes for them.",
    ]],
    places: {
      home: [
        ["the mending shop", "Buttons in jars by colour, and a radio that was always half on"],
        ["Corner Books", "A long thin shop where every book had somebody's flower in it"],
      ],
      site: [[
        "Camellia House",
        "A garden wall, and red camellias that had come over it and swept the lane",
      ], ["the old post office", "A counter, very small, for letters nobody had dared to send"]],
      road: [
        ["the breakwater", "So narrow that when one of two people stopped, so did the other"],
        ["Ginkgo Hill", "A long slope of yellow leaves that swallowed footsteps"],
      ],
      far: [[
        "the ferry landing",
        "People waiting for the first boat and sharing the steam of their breath",
      ], ["the hill greenhouse", "Flowers in winter, and the print of a hand on the glass"]],
      crowd: [["the lantern market", "A paper lantern at each of the stalls, lit one by one"], [
        "the bandstand",
        "Rows of chairs, and a handful of sand in every one",
      ]],
    },
    jobs: {
      L: ["keeper of a mending shop", "assistant in a bookshop"],
      P: ["a carpenter of boats", "the youngest at the bakery"],
      O: ["steward of an old family", "director of the festival"],
      H: ["a carver of seals", "a retired letter carrier"],
    },
    names: "modern",
    senses: [
      "Out over the water the tide bell rang twice.",
      "A smell of new bread followed them to the end of the lane.",
      "The light of a paper lantern went to and fro over their hands.",
      "A camellia dropped, all in one piece, with a small thud.",
      "Through a wall came a song whose name they almost knew.",
      "Strings of shells clicked together over the door.",
    ],
  },
  mystery: {
    name: "Mystery",
    audience: "Readers who pocket small clues and lay them out later",
    promises: [
      "Clues in plain sight",
      "Reasons that come from the heart",
      "One last piece that fits",
    ],
    avoid: ["A hidden twin", "A riddle solved by luck"],
    era: "The present, in a port whose old houses still use keys",
    everyday:
      "Windows are opened halfway, and the man at the newspaper stand knows everyone by their step.",
    rules: [
      "Write down what was seen apart from what was said.",
      "Nobody lies for nothing.",
      "The cleanest place is the most suspicious.",
    ],
    glossary: [["the book of gaps", "A register of things that are missing."], [
      "three-key door",
      "An old habit of this town: one door, three keys, three people.",
    ]],
    places: {
      home: [
        ["the landing office", "More potted plants than papers, and one window on the alley"],
        ["the room over the clocks", "A floor through which a dozen clocks disagreed"],
      ],
      site: [["Gallery House", "A long dark house with three keyholes to a door"], [
        "the old record room",
        "Drawers up to the ceiling, and most of their labels gone",
      ]],
      road: [["the tram terminus", "Rails that went on humming when the last tram had gone"], [
        "the Fog Steps",
        "A hundred and eight of them, or a hundred and nine, depending on who counted",
      ]],
      far: [["the shuttered workshop", "One thread of light between the curtains"], [
        "the store below the lighthouse",
        "Wet rope, and salt, and forty years of both",
      ]],
      crowd: [["the Fountain tearoom", "Where everyone pretended not to be listening"], [
        "the morning fish market",
        "Where secrets, like fish, were sold before sunrise",
      ]],
    },
    jobs: {
      L: ["a registrar of lost things", "the youngest reporter on the paper"],
      P: ["a mender of clocks", "a copyist"],
      O: ["the steward of the house", "the keeper of records"],
      H: ["the soul of the tearoom", "a retired tram conductor"],
    },
    names: "modern",
    senses: [
      "A tram went by, and the cups shivered on their saucers.",
      "Somewhere a bunch of keys jingled and was still.",
      "A smell of wet newspaper came up the stairs.",
      "In the mist on the window somebody's handprint began to show.",
      "Three clocks struck three, one after the other.",
      "The gaslight blinked once and thought better of it.",
    ],
  },
  horror: {
    name: "Horror",
    audience: "Readers who like a chill down the back and some comfort at the end",
    promises: ["A dread that comes slowly", "Fear with a reason", "Something kind behind the dark"],
    avoid: ["Cruelty on the page", "Shocks for their own sake"],
    era: "The present, in a mountain village that snow cuts off",
    everyday:
      "Water is drawn before sunset, and after dark people cough at each other rather than call out a name.",
    rules: [
      "Do not answer when you are called three times at night.",
      "Cover the mirrors before sleep.",
      "Lay one spoon more than you need.",
    ],
    glossary: [["the spare place", "It belongs to nobody and is always warm."], [
      "night cough",
      "How one says good evening without saying a name.",
    ]],
    places: {
      home: [["the Hearth Inn", "One bed, at the end of the passage, that was always made up"], [
        "the shingle house",
        "A roof that creaked at night as if it were being walked on",
      ]],
      site: [["the north wing", "More windows outside than there were rooms inside"], [
        "the empty observatory",
        "Needles that moved when no one used them",
      ]],
      road: [["Guardian Pass", "Wooden guardians, looking another way than last time"], [
        "the frozen shore",
        "Something under the ice, keeping pace",
      ]],
      far: [["the old relay house", "Cut wires that hummed in the wind"], [
        "the lower library",
        "All of the books with their spines to the wall",
      ]],
      crowd: [[
        "the village hall",
        "A ring of chairs around the stove, and one of them always left free",
      ], ["the bus stop shop", "A light that stayed on when there were no more buses"]],
    },
    jobs: {
      L: ["night keeper of an inn", "the junior at a mountain station"],
      P: ["a snowed-in traveller", "a student who collects records"],
      O: ["head of the village", "owner of the north wing"],
      H: ["who kept the inn before", "the oldest in the village"],
    },
    names: "modern",
    senses: [
      "A floorboard gave, over where there was nobody.",
      "Behind the covered mirror some dust came down, slowly.",
      "The wind had dropped, and the latch still trembled a little.",
      "The fire shrank, as if somebody had drawn a breath.",
      "The snow smelt faintly of old paper.",
      "Far away a dog barked and stopped in the middle of it.",
    ],
  },
  history: {
    name: "History",
    audience: "Readers who find today's heart in a small choice long ago",
    promises: [
      "Old things one can touch",
      "Loyalty deeper than rank",
      "People whom no record kept",
    ],
    avoid: ["Careless portraits of people who lived", "Modern jokes in old mouths"],
    era: "A country town in an old kingdom that ran on brush and paper",
    everyday:
      "Water is fetched at cockcrow and gates are shut at dusk. On market day the news sells before the grain.",
    rules: [
      "Whatever is written may only be changed with a line and a reason.",
      "What was left in trust goes back, whoever holds it now.",
      "At night the one with the lamp walks in front.",
    ],
    glossary: [["first draft", "Written by nobody, before it is written by somebody."], [
      "the trust chest",
      "Where the town leaves what it holds dear.",
    ]],
    places: {
      home: [["the clerk's back room", "Sun on paper windows, and the smell of dry ink"], [
        "the papermaker's house",
        "Wet sheets on lines, and the whole yard white with them",
      ]],
      site: [["Juniper House", "A quiet house with a juniper taller than its roof"], [
        "the travellers' hall",
        "On every post, the names of people from far away",
      ]],
      road: [["Willow Ferry", "A ferryman who took stories in place of coins"], [
        "Cairn Pass",
        "Each pedlar that came by had added a stone",
      ]],
      far: [["the hermitage", "A wind chime that went once round the valley and came back"], [
        "the lower well",
        "A rope worn as smooth as silk",
      ]],
      crowd: [[
        "the five-day market",
        "The toffee man's scissors and the smith's hammer, out of time",
      ], ["the court yard", "One drum and three straw mats"]],
    },
    jobs: {
      L: ["assistant to a town clerk", "copyist at a papermaker's"],
      P: ["a ferryman", "a wandering painter"],
      O: ["steward of a great house", "officer of the granary"],
      H: ["a carver of seals", "a village schoolteacher"],
    },
    names: "past",
    senses: [
      "Far off, somebody was beating linen, tock, tock.",
      "There was a smell of wet ink and dry straw.",
      "The shadow of bamboo moved on the paper of the window.",
      "Moonlight lay on the jars like salt.",
      "The toffee man's scissors clicked all the way round the lane.",
      "The chime under the eaves rang once and hung still.",
    ],
  },
  science_fiction: {
    name: "Science fiction",
    audience: "Readers who look for a heart in the far future",
    promises: [
      "One thing that might work",
      "Cold machines, warm choices",
      "A small light in a lot of dark",
    ],
    avoid: ["Sentences like a manual", "A machine that solves everything"],
    era: "A time when people are born and grow old on stations among the stars",
    everyday:
      "Morning is made by lamps and it rains on Fridays. Seats at the window are passed down from mother to daughter.",
    rules: [
      "No signal is faster than light.",
      "Air and water belong to everyone.",
      "A record may be erased; that it was erased remains.",
    ],
    glossary: [["Friday rain", "Water let down from the roof each Friday, for the dust."], [
      "reply window",
      "The short time in which one can answer a distant call.",
    ]],
    places: {
      home: [["Repair Bay Seven", "Nameless parts on the walls, like fruit"], [
        "the ring greenhouse",
        "A little less weight than elsewhere, and drops that took their time to fall",
      ]],
      site: [["the outer deck", "A round window, and stars down to the floor"], [
        "the old dock",
        "On the ground, almost worn away, the names of ships that had left",
      ]],
      road: [["Corridor Nine", "Lamps that came on one step ahead and went out one step behind"], [
        "the magnet line",
        "Empty cars that slid by all night without a sound",
      ]],
      far: [["the relay satellite", "Dust that had hung in the air since the last person left"], [
        "the shade sector",
        "A place the sun reached once in ten years",
      ]],
      crowd: [["Window Square", "Benches that all faced the way Earth was"], [
        "the water hall",
        "A round room in which people queued for water and for news",
      ]],
    },
    jobs: {
      L: ["a mender of signals", "keeper of old machines"],
      P: ["a navigator on the freight run", "a hand in the greenhouse"],
      O: ["the station manager", "head of the archive"],
      H: ["one of the first settlers", "a retired radio officer"],
    },
    names: "other",
    senses: [
      "The vents breathed low and even.",
      "Crystals of ice went glittering by outside.",
      "Below the deck a pump beat twice, like a heart.",
      "There was a thin smell of metal and wet earth.",
      "The lamps were turning, slowly, to evening.",
      "A blue point on the radio blinked once and waited.",
    ],
  },
  daily_life: {
    name: "Daily life",
    audience: "Readers who look for the moment when an ordinary day moves",
    promises: [
      "Scenes like a hot meal",
      "Neighbours one would like to know by name",
      "A change that is small and certain",
    ],
    avoid: ["Drama for its own sake", "Sermons"],
    era: "The present, in a neighbourhood with one old shop left to each street",
    everyday:
      "In the morning the tofu seller rings a bell, and by evening the whole street knows what is in everybody's pot.",
    rules: [
      "A borrowed bowl is never returned empty.",
      "On rainy days an umbrella belongs to whoever leaves first.",
      "Debts are written down and not mentioned.",
    ],
    glossary: [["full-bowl habit", "Whatever one borrows goes home with something in it."], [
      "the second table",
      "By the window; for whoever always comes.",
    ]],
    places: {
      home: [["the Elm Kitchen", "Four tables, and a doorbell that rang half a beat late"], [
        "the corner repair shop",
        "More things mended than were ever fetched",
      ]],
      site: [[
        "the upstairs parlour",
        "Shoes on the stairs, and room for anyone with an afternoon to spare",
      ], ["the neighbourhood hall", "Folding chairs, and an old piano that had joined the family"]],
      road: [["Washing Lane", "Laundry overhead like the flags of many small countries"], [
        "the stream path",
        "Ducks first, then people",
      ]],
      far: [["the last stop", "Where the bus had a good long rest before it turned round"], [
        "the roof garden",
        "Peppers and lettuce with a view",
      ]],
      crowd: [[
        "the morning market",
        "Where what was thrown in for luck could outweigh what one had paid for",
      ], ["the bench outside the baths", "Three town meetings a day"]],
    },
    jobs: {
      L: ["owner of a very small kitchen", "who took over the repair shop"],
      P: ["a neighbour who helps every day", "from the flower shop next door"],
      O: ["manager of the building", "an officer from the town hall"],
      H: ["the oldest in the street", "from the floor above"],
    },
    names: "modern",
    senses: [
      "From one of the kitchens came a smell of broth.",
      "The tofu seller's bell went slowly by.",
      "The laundry filled with wind and danced for a moment.",
      "A bicycle rang its bell and took the corner.",
      "An old fan turned its head from side to side, as if it disagreed.",
      "A cat moved over on the bench, after the sun.",
    ],
  },
  growth: {
    name: "Coming of age",
    audience: "Readers who root for anyone that gets up again",
    promises: ["Clumsy first steps", "One person who believes", "A name earned"],
    avoid: ["Winning by talent alone", "Grown-ups who lecture"],
    era: "A valley of craftspeople in which everyone is learning something",
    everyday:
      "At dawn hammers, wheels and fiddles all wake at once, and the apprentices make the same movement until it is dark.",
    rules: [
      "At each full moon craft is shown before everyone.",
      "No apprentice touches the master's tools unasked.",
      "Failures are put on a shelf and kept.",
    ],
    glossary: [["the failure shelf", "For what went wrong. Nothing on it is thrown away."], [
      "full-moon trial",
      "Where the apprentices show what they can do.",
    ]],
    places: {
      home: [["the hill workshop", "A failure shelf three times as long as the other one"], [
        "the Wheel House",
        "Somebody behind a wall, practising when they should have been asleep",
      ]],
      site: [["the Guardian's yard", "A mossy stone giant that looked down over everything"], [
        "the great schoolroom",
        "A high quiet wall with rows of names",
      ]],
      road: [["the reed path", "Wind that went ahead and parted the way"], [
        "the water stairs",
        "At every step the water fell on another note",
      ]],
      far: [["the empty practice room", "Old handprints on the mirror"], [
        "the summit hut",
        "All the lights of the valley in one window",
      ]],
      crowd: [["the moon yard", "When people sat down in a ring, the middle of it was a stage"], [
        "the apprentices' table",
        "Boasting first, while the soup got cold",
      ]],
    },
    jobs: {
      L: ["an apprentice who started late", "a slow-handed apprentice"],
      P: ["from the next bench", "of the same age, from another workshop"],
      O: ["judge of the trials", "warden of the school"],
      H: ["a master who sweeps the yard", "a retired craftsman"],
    },
    names: "modern",
    senses: [
      "Somewhere down the valley hammers were keeping time.",
      "Sleeves here always smelt of shavings.",
      "The reeds lay down all together and got up again.",
      "On the failure shelf a bowl caught half of the sun.",
      "A wheel went round and round, like drowsiness.",
      "Far away somebody got the same note wrong three times.",
    ],
  },
};

export const EN_TONES: Readonly<Record<Tone, ToneWords>> = {
  warm: {
    name: "Warm",
    openings: [
      "Some stories only begin because somebody left a light on.",
      "That morning even the kettle sounded kind.",
      "Looking back, it all started with a door left open a little wider than usual.",
    ],
    colours: [
      "Somewhere in all this something kind was hiding.",
      "Where the talk had stopped, a friendly silence sat down.",
      "Something that had been folded small for years began to open.",
      "The pause between them was a comfortable one.",
      "Some things need not be said aloud.",
      "Under it there was something that had not gone cold.",
      "It was a small thing, and it stayed.",
      "Sometimes the heart gets there before the words do.",
      "For a moment nobody was in a hurry.",
      "It was not much, but it was enough to see by.",
    ],
    closings: [
      "That evening the windows lit up, one after another. Each of them was waiting for someone.",
      "And the door stood open a little, for whoever came next.",
      "It was just the night for warming one's hands.",
    ],
    avoid: "Kindness turned into cheap tears",
  },
  bright: {
    name: "Bright",
    openings: [
      "The sky was so clear that it would have been a waste not to start something.",
      "Luck was in short supply that day, but the weather was magnificent.",
      "It began, as these things do, with some running that nobody had planned.",
    ],
    colours: [
      "Just then something inside flew open like a window.",
      "The thought that it might turn out well went off like a sneeze.",
      "Their feet fell into step without being asked.",
      "Laughing turned out to be catching.",
      "Even if it failed, there would be a story in it.",
      "A heart went on ahead, like a drum.",
      "Worry seemed to have agreed to come only as far as the next corner.",
      "There were so many things in the world that nobody had tried yet.",
      "Their eyes met, and both of them nodded at the same time.",
      "Something, whatever it was, was pushing from behind.",
    ],
    closings: [
      "It would be fine tomorrow too. Nobody had any grounds for this, and everybody was sure.",
      "Somebody far off called a name, and the answer was already running.",
      "The world went on sparkling quite unnecessarily. It was a very good thing.",
    ],
    avoid: "A brightness that denies pain",
  },
  dark: {
    name: "Dark",
    openings: [
      "While it was light, nobody spoke of it.",
      "The winter stayed too long that year, and people stopped meeting each other's eyes.",
      "Nothing is as heavy as a secret that everybody knows.",
    ],
    colours: [
      "The dark took its seats, starting in the corners.",
      "What nobody asked was the loudest thing there.",
      "Trust is the kind of bowl that only rings once it is cracked.",
      "The light forgave one half of each face.",
      "The longer it was quiet, the nearer the truth came.",
      "The way they had come seemed to close behind them, softly.",
      "Things left unsaid rose like water to the ankle.",
      "Regret came as it always does, a step late and to the right address.",
      "Something cold went by the back of the neck.",
      "The shadows looked as though they already knew.",
    ],
    closings: [
      "The night was as deep as before. But now they knew about where the bottom was.",
      "The dark did not go. Eyes grew used to it; sometimes that is enough.",
      "It would get light. It would be a little late, and there was no doubt about it.",
    ],
    avoid: "Cruelty for the sake of the dark",
  },
  tense: {
    name: "Tense",
    openings: [
      "There was less time than they thought.",
      "It was wrong from the first minute. Nobody had noticed, that was all.",
      "The door shut. That was when.",
    ],
    colours: [
      "Hold the breath. One. Two.",
      "Time was running out like sand.",
      "Footsteps. Then none.",
      "Every fingertip went cold.",
      "Now, or it would be too late.",
      "Neither of them looked away first.",
      "A heart was beating right beside the ear.",
      "Something had been missed. It was certain.",
      "The air pulled tight.",
      "The last moment to turn back went by.",
    ],
    closings: [
      "Only then did they breathe out. It took a long time.",
      "One by one the sounds came back. Quietly.",
      "This time, it was not too late.",
    ],
    avoid: "Withholding for no reason",
  },
  lyrical: {
    name: "Lyrical",
    openings: [
      "It was the time of year when one season holds the door for the next.",
      "Evening always came from the water, and that day it took its time.",
      "Old things wear a layer of quiet, and here it lay thick.",
    ],
    colours: [
      "Where the light drew back, the evening seeped in.",
      "The words came down like petals and nobody stepped on them.",
      "The wind had brought the scent of somewhere without a name.",
      "A memory is like the moon in water: reach in and it breaks, wait and it gathers.",
      "The day went by, trailing its long sleeves.",
      "A song nobody could hear went once around them.",
      "The heart runs downhill, as water does.",
      "A cloud stayed for a while in the bare branches, and went on.",
      "There was the grain of snow in that silence.",
      "Longing comes up from behind, and makes no sound.",
    ],
    closings: [
      "The moon laid a road on the water. Nobody walked on it, and everyone saw where it went.",
      "And then there was wind, like a name called long ago and only now come back.",
      "No one heard the blossom fall, but in the morning the road was bright.",
    ],
    avoid: "Sentences that are only pretty",
  },
  funny: {
    name: "Funny",
    openings: [
      "There is no hero in this story. There was going to be, but he overslept.",
      "Things began to go wrong after the second breakfast.",
      "The plan was perfect. It was the only thing wrong with it.",
    ],
    colours: [
      "It was a solemn moment, and somebody's stomach chose it to speak.",
      "They both spoke, both apologised, and both spoke again.",
      "There was a good answer to that, but it was out of stock.",
      "Dignity had apparently gone on home ahead of them.",
      "If there had been a clock, it would have coughed.",
      "At this point it was no longer bad luck; it was diligence.",
      "Everyone tried so hard not to laugh that it was worse.",
      "At the decisive moment something squeaked. It generally did.",
      "The resolution to stay calm was kept for the length of two breaths.",
      "A meeting was called inside the head, but nobody came.",
    ],
    closings: [
      "And they all lived happily ever after, except when it came to the washing-up.",
      "That was when the hero turned up, well rested, and ate what was left.",
      "As for second breakfast, it has been kept up to this day.",
    ],
    avoid: "Laughter at somebody's expense",
  },
};
