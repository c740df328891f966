/** What one notices in the English places of the genres once one has seen them before, by their names. */

export const EN_PLACE_DETAILS: Readonly<Record<string, string>> = {
  "the Weathervane Workshop":
    "One of the vanes always pointed at the door. Before anybody came it made half a turn, and if it was somebody it knew it turned back.",
  "Silverbell Mill":
    "Flour from cloudy nights was a little grey. What was baked with the flour of a full moon lit the chin of whoever ate it in the dark.",
  "Mosshill":
    "Twice a day the hill turned over. The grass lay down the other way, and those who had left a stick in the ground had to go and look for it.",
  "the Upside-down Tower":
    "Clouds got caught in its roots. The further down one climbed the higher the windows looked out, and in the lowest room the stars were below.",
  "Whisper Pass":
    "Today there were two things caught in the reeds: 'I've left my umbrella behind,' and 'Still, well done.' Whoever had said them was over the pass by now.",
  "the Lantern Path":
    "The last lantern in the line had a short wick and walked slowly. At every bend the others stopped and waited for it.",
  "Newmoon Alley":
    "The doors had dates on them in place of names. Some of the dates were over. Some had not come yet.",
  "the Glass Wood":
    "A leaf that was trodden on did not break; it went dim for a moment. For just as long as that, the day inside was private.",
  "Threeway Market":
    "When a dragon's scale weighed less than a leek the man at the scales said nothing about it, and the price of everything crept up.",
  "Belltower Square":
    "The paper birds sat with their writing folded inwards. Crumbs were nothing to them, but if anyone read aloud they came and perched on a shoulder.",
  "the mending shop":
    "Clothes that nobody had fetched hung at the back and changed places with the seasons. The green coat in front had worn the same ticket for three years.",
  "Corner Books":
    "Where a flower had been taken out its shape stayed on the page. There were customers who began with whatever words were in it.",
  "Camellia House":
    "However often they were swept up there was another layer by morning. Some said that it was forbidden to sweep. Some said that whoever did the sweeping had left.",
  "the old post office":
    "The bell on the counter had lost its paint on one side. It was the side that people fingered while they made up their minds.",
  "the breakwater":
    "Someone had chalked the number of steps along the wall. Rain took it off, and on the first dry day it was there again, in the same hand.",
  "Ginkgo Hill":
    "As nobody could be heard coming here, people who knew each other hummed. Every household had its own tune.",
  "the ferry landing":
    "In the ticket window, where the time should have been, it said 'When it lifts.' Everybody read it as if it were a time.",
  "the hill greenhouse":
    "The prints could be wiped off, and came back with the steam: a grown-up's hand, and one a little smaller.",
  "the lantern market":
    "The lanterns took after those who hung them. The fishmonger's was wet along one side, and the rice seller's was too high to be of any use.",
  "the bandstand":
    "On the third chair of the front row the sand was always fresh. Who sat there, only the wind could have told.",
  "the landing office":
    "Each of the pots had a number. There was no number four, though a ring in the dust showed where it had stood.",
  "the room over the clocks":
    "Noon took seven minutes to come up through the boards, one clock after another. For those seven minutes nobody said anything that mattered.",
  "Gallery House":
    "The carpet of the gallery was worn along one edge only. Whoever had lived here long had walked with a hand on the wall.",
  "the old record room":
    "On a few of the drawers without labels there was a small ring in pencil. Every time one counted, there was one more.",
  "the tram terminus":
    "The timetable of a tram that no longer ran was still on the board. Every day somebody put a fresh pin in it.",
  "the Fog Steps":
    "They all came out one apart, and it was around the fifty-fourth that they went wrong. There was a stone there that looked newer than the rest.",
  "the shuttered workshop":
    "The thread of light went out when anyone came by, and was lit again when they were twenty steps off.",
  "the store below the lighthouse":
    "To every rope was tied a wooden tag with the name of a boat. On one of them the name had been scratched out, and the knot was new.",
  "the Fountain tearoom":
    "When voices rose somebody turned the fountain up. One had only to look who sat nearest to it, to know where the secrets were.",
  "the morning fish market":
    "Prices were called on the fingers. If the same sign was made inside a sleeve, it was not about fish.",
  "the Hearth Inn":
    "In the morning one side of the bed at the end was pressed flat. Whoever made it knew how to do so without touching that side.",
  "the shingle house":
    "There were always nine steps on the roof. They stopped at the ninth, and nobody had ever heard them go back.",
  "the north wing":
    "From outside there were seven windows, and from inside six. Those who went to look for the one came back and said eight.",
  "the empty observatory":
    "The paper in the recorder was always fresh. The line that the needle drew went up a little at the end, like somebody's handwriting.",
  "Guardian Pass":
    "One of them was worn about the mouth. Travellers laid a finger there as they passed, it was said, so that it should not tell.",
  "the frozen shore":
    "When one stopped, it stopped, and when one ran it fell behind. So on that road nobody stopped, and nobody ran.",
  "the old relay house":
    "There was one receiver with no dust on it. It was silent when one picked it up, but not in the way that a dead line is.",
  "the lower library":
    "If one turned a book round it faced the wall again the next day. But another would be standing out from the shelf a little, this way.",
  "the village hall":
    "The cushion on the free chair was renewed every year. Whose turn it was had never been written down, and nobody ever forgot.",
  "the bus stop shop":
    "After the last bus the owner stacked the change by size. In the morning there were always two coins fewer.",
  "the clerk's back room":
    "In a corner of the paper window was a hole made by a fingernail. Whether it was for looking out or for looking in, the edge did not tell.",
  "the papermaker's house":
    "When they were dry the sheets whispered against each other. The papermaker listened, and knew which to take down first.",
  "Juniper House":
    "There were cuts in the foot of the tree, one for every year. They had stopped at twenty-three, a long time ago.",
  "the travellers' hall":
    "The lowest name was cut in large letters, as a child does it. Above it were two more of the same family, a day apart.",
  "Willow Ferry":
    "In the middle of the river the ferryman said each story over to himself, once. To keep it in mind, he said; but it looked as though he told it to the water.",
  "Cairn Pass":
    "Every trade had its mark upon the stones: a ring for salt, three strokes for brass. This year there were few rings.",
  "the hermitage":
    "A pair of shoes always stood on the step. They were not the monk's. They were for anyone who came without.",
  "the lower well":
    "Neither age nor rank came first here, only the hand that touched the rope first. It was the one rule that nobody quarrelled with.",
  "the five-day market":
    "On the four days between markets the places were marked out with stones. Children played at running without touching the lines.",
  "the court yard":
    "One of the three mats was far newer than the others. It was the one for those who had been wronged, and it wore out first.",
  "Repair Bay Seven":
    "Each part had a tag with the day it was found, and the word 'someday'. When its day came the tag was stuck to the inside of the door. There were a good many.",
  "the ring greenhouse":
    "The strawberries grew sideways. Every child who was raised here knew that there was time to say one's name twice before a drop came down.",
  "the outer deck":
    "Along the bottom of the glass were the marks of foreheads, in order of height. The lowest was at one's knee.",
  "the old dock":
    "Some of the names were painted over every year. They were the ships that had not come back.",
  "Corridor Nine":
    "There was one lamp to a person. When two walked side by side it hesitated, and lit a single one between them, a little brighter.",
  "the magnet line":
    "There was always a hollow in the seats, as if somebody had just got up. They were running with weights for practice, the mechanics said.",
  "the relay satellite":
    "Whoever walked through left a passage of their own shape in the dust. It stayed there for about two days.",
  "the shade sector":
    "There was a folding chair at every window. As they were used once in ten years they were all as good as new.",
  "Window Square":
    "One row did not get up when the lunch hour was over. It faced that way even in the season when Earth could not be seen.",
  "the water hall":
    "The cans had knots in place of names. If somebody was ill their knot was moved to the front before anyone else's.",
  "the Elm Kitchen":
    "Because of the bell, regulars came in, waited for half a beat, and then said hello. In here every greeting ended on a ring.",
  "the corner repair shop":
    "Forty-two umbrellas that nobody had fetched hung upside down from the ceiling. On wet days they were lent out, and now and then they came back as forty-three.",
  "the upstairs parlour":
    "There were five pairs of slippers that belonged to nobody. When someone came with cold feet a pair was standing there before they had asked.",
  "the neighbourhood hall":
    "The piano had no E. The children of the neighbourhood learned their songs with that note sung.",
  "Washing Lane":
    "In this lane it was good manners to hang socks unpaired, so that nobody need be ashamed of having only one.",
  "the stream path":
    "The mother duck remembered people. She walked slowly past those who had fed her, and past those who had thrown stones she walked more slowly still.",
  "the last stop":
    "While the bus rested its driver painted the bench. It was another colour every season, and somewhere it was always wet.",
  "the roof garden":
    "The pots had the names of those who lived below. When two of them quarrelled their pots stood apart, until whoever did the watering put them together again.",
  "the morning market":
    "The tofu woman and the sprout man threw things in for each other's customers. In ten years it had never come out even, and neither of them wanted it to.",
  "the bench outside the baths":
    "Under one leg was a wad of paper, to keep it level. It was the minutes of the last meeting.",
  "the hill workshop":
    "The failures had labels: 'Almost', 'Again', 'That was funny'. The longest part of the shelf was Almost.",
  "the Wheel House":
    "The passage was polished in a single line, where feet that went out to practise at night had stepped. Not one of the boards that creaked was worn.",
  "the Guardian's yard":
    "At its feet lay broken brushes and stumps of chalk. Nobody asked it to let things go well. They asked for one more try.",
  "the great schoolroom":
    "One name hung a hand lower than the rest. That was as far, it was said, as the person who hung it could reach.",
  "the reed path":
    "It was never the same way twice that the wind opened. They all came out at the top.",
  "the water stairs":
    "Only the thirteenth step made no sound. Apprentices stopped on it and put in a note of their own.",
  "the empty practice room":
    "The prints were all at the height of a shoulder, but for one, which was near the floor. That was where somebody had sat down, and had got up again.",
  "the summit hut":
    "The visitors' book began with those who had turned back. Somebody had carried up what they said half way, and had written it down first.",
  "the moon yard":
    "A ring has no front row. Wherever the last to come sat down, that was the front.",
  "the apprentices' table":
    "The underside of the table was covered with the boasts of earlier apprentices. The one that was cut deepest said: 'Today I got nothing right.'",
};
