"""Which words lead to which prompts, flags and questions, and what only looks like them.

One table for both readers of the lists: the server and the browser.
"""

from conversations.phrases import Tongue
from conversations.wording_coach import Place


FRIENDS = "friends_and_family"
STRENGTHS = "own_strengths"
CONCERN = "most_concerned_about"
MATTERS = "what_matters"
SUPPORT = "could_support_help"
COMMUNITY = "community"
ABOUT = "about_you"

# (language, where it was said, what was said, the prompt it leads to)
LEADS: tuple[tuple[Tongue, str, str, str], ...] = (
    ("en", FRIENDS, "My sister Ann has a car.", "are_they_willing"),
    ("en", FRIENDS, "The neighbours are good.", "are_they_willing"),
    ("en", FRIENDS, "There is my son. I haven't asked if he is willing.", "are_they_willing"),
    ("en", FRIENDS, "My husband died. My daughter lives near.", "are_they_willing"),
    ("cy", FRIENDS, "Mae fy chwaer yn byw drws nesa.", "are_they_willing"),
    ("cy", FRIENDS, "Mae gen i ffrindiau da.", "are_they_willing"),
    ("cy", FRIENDS, "Mae'r gŵr yma o hyd.", "are_they_willing"),
    ("cy", FRIENDS, "Mae fy ngwr yma o hyd.", "are_they_willing"),
    ("en", FRIENDS, "My daughter does my shopping, she offered.", "what_it_costs_them"),
    ("cy", FRIENDS, "Mae fy merch yn mynd â fi i'r dre.", "what_it_costs_them"),
    ("en", ABOUT, "I look after my husband.", "own_needs_as_a_carer"),
    ("cy", ABOUT, "Dw i'n gofalu am fy ngŵr.", "own_needs_as_a_carer"),
    ("en", STRENGTHS, "I still cook my own dinners.", "what_it_costs_you"),
    ("en", STRENGTHS, "I’m stubborn, I get by.", "what_it_costs_you"),
    ("cy", STRENGTHS, "Dw i'n dal i goginio bob dydd.", "what_it_costs_you"),
    ("cy", STRENGTHS, "Rwy'n ymdopi.", "what_it_costs_you"),
    ("en", CONCERN, "My son worries about me on the stairs.", "whose_worry_is_it"),
    ("cy", CONCERN, "Mae'r mab yn poeni amdana i ar y grisiau.", "whose_worry_is_it"),
    ("en", CONCERN, "I am frightened of the stairs.", "own_view_of_the_risk"),
    ("cy", CONCERN, "Mae arna i ofn y grisiau.", "own_view_of_the_risk"),
    ("en", MATTERS, "Day centre two days a week.", "what_the_help_is_for"),
    ("cy", MATTERS, "Canolfan ddydd ddwywaith yr wythnos.", "what_the_help_is_for"),
    ("en", ABOUT, "I used to bowl on Thursdays.", "taking_it_up_again"),
    ("cy", ABOUT, "Roeddwn i'n arfer canu yn y côr.", "taking_it_up_again"),
    ("en", COMMUNITY, "There is a club, but no bus.", "getting_there"),
    ("cy", COMMUNITY, "Mae clwb yno, ond does dim bws.", "getting_there"),
    ("en", ABOUT, "Welsh is my first language.", "support_in_welsh"),
    ("cy", ABOUT, "Cymraeg yw iaith y cartref.", "support_in_welsh"),
    ("en", MATTERS, "I miss the lads at bowls.", "what_to_keep"),
    ("cy", MATTERS, "Dw i'n gweld eisiau'r hogia.", "what_to_keep"),
)

# (language, where it was said, what was said, the prompt that must not come of it)
NEAR_MISSES: tuple[tuple[Tongue, str, str, str], ...] = (
    ("en", FRIENDS, "My sister Ann is happy to drive me.", "are_they_willing"),
    ("en", FRIENDS, "My husband died last year.", "are_they_willing"),
    ("en", FRIENDS, "My son, we don't speak.", "are_they_willing"),
    ("en", FRIENDS, "Friends and family? Nobody.", "are_they_willing"),
    ("en", FRIENDS, "I like nan bread.", "are_they_willing"),
    ("en", FRIENDS, "I season the food myself.", "are_they_willing"),
    (
        "en",
        FRIENDS,
        "Terry next door walks down with me, he likes the company.",
        "are_they_willing",
    ),
    ("en", ABOUT, "My sister Ann has a car.", "are_they_willing"),
    ("cy", FRIENDS, "Mae fy chwaer yn fodlon fy ngyrru.", "are_they_willing"),
    ("cy", FRIENDS, "Bu farw fy ngŵr llynedd.", "are_they_willing"),
    ("cy", FRIENDS, "Mae Merched y Wawr yn cwrdd yma.", "are_they_willing"),
    ("en", FRIENDS, "My daughter does my shopping and needs a break.", "what_it_costs_them"),
    ("en", FRIENDS, "My late husband, he looks after me from up there.", "what_it_costs_them"),
    ("cy", FRIENDS, "Mae fy merch yn mynd â fi, ac mae hi wedi blino.", "what_it_costs_them"),
    ("en", ABOUT, "I used to look after my mother.", "own_needs_as_a_carer"),
    ("en", ABOUT, "I look after my husband. I never get a break.", "own_needs_as_a_carer"),
    ("cy", ABOUT, "Roeddwn i'n arfer gofalu am fy mam.", "own_needs_as_a_carer"),
    ("en", STRENGTHS, "I still miss him.", "what_it_costs_you"),
    ("en", STRENGTHS, "I still cook, with a lot of pain.", "what_it_costs_you"),
    ("en", STRENGTHS, "I want to be independent.", "what_it_costs_you"),
    ("cy", STRENGTHS, "Dw i'n dal i golli Mam.", "what_it_costs_you"),
    ("cy", STRENGTHS, "Dw i'n benderfynol.", "what_it_costs_you"),
    ("cy", STRENGTHS, "Rwy'n ymdopi, ond mae'n boenus.", "what_it_costs_you"),
    ("en", CONCERN, "He wants me to come fishing.", "whose_worry_is_it"),
    ("en", CONCERN, "My son worries about me. I think I am fine.", "whose_worry_is_it"),
    ("cy", CONCERN, "Mae'r mab yn poeni amdana i. Dim ots gen i.", "whose_worry_is_it"),
    ("cy", CONCERN, "Mae'r coleg isio i mi ddewis cwrs.", "whose_worry_is_it"),
    ("cy", CONCERN, "I Huw gael mynd i'r sioe heb boeni amdana i.", "whose_worry_is_it"),
    ("en", CONCERN, "No worries at all.", "own_view_of_the_risk"),
    ("en", CONCERN, "He isn't frightened of it.", "own_view_of_the_risk"),
    ("en", CONCERN, "I am afraid of falling, but it is worth the risk.", "own_view_of_the_risk"),
    ("en", CONCERN, "I am afraid of the dark. A torch would do.", "own_view_of_the_risk"),
    ("cy", CONCERN, "Does dim ofn arna i.", "own_view_of_the_risk"),
    ("en", MATTERS, "A day centre, so that I see people.", "what_the_help_is_for"),
    ("en", MATTERS, "A day out at the centre of town.", "what_the_help_is_for"),
    ("cy", MATTERS, "Canolfan ddydd, er mwyn gweld pobl.", "what_the_help_is_for"),
    ("en", ABOUT, "I got used to the noise.", "taking_it_up_again"),
    ("en", ABOUT, "I gave up smoking.", "taking_it_up_again"),
    ("cy", ABOUT, "Dw i wedi arfer â'r sŵn.", "taking_it_up_again"),
    ("en", COMMUNITY, "No car, but I get the bus.", "getting_there"),
    ("en", COMMUNITY, "I've done the bus on my own nineteen times.", "getting_there"),
    ("cy", COMMUNITY, "Dim car, ond dw i'n dal y bws.", "getting_there"),
    ("en", ABOUT, "I bake Welsh cakes.", "support_in_welsh"),
    ("en", ABOUT, "Every engine on the Welsh Highland line.", "support_in_welsh"),
    ("cy", ABOUT, "Siân sy'n dod, a Chymraeg ydi ei hiaith hi.", "support_in_welsh"),
    ("en", ABOUT, "Welsh, and I prefer to speak it: in Welsh please.", "support_in_welsh"),
    ("cy", ABOUT, "Cymraeg: well gen i siarad hynny.", "support_in_welsh"),
    ("en", MATTERS, "I miss the lads, and I want to keep my garden.", "what_to_keep"),
)

# (where a practitioner wrote it, what was written, the flag it meets)
FLAGGED: tuple[tuple[Place, str, str], ...] = (
    ("view", "She needs to comply with her care plan.", "compliance"),
    ("view", "Non-compliant with tablets.", "compliance"),
    ("step", "To comply with the exercises", "compliance"),
    ("view", "Dylai gydymffurfio â'r cynllun.", "compliance"),
    ("view", "Refuses to engage.", "engagement"),
    ("view", "Mae'n gwrthod cymorth.", "engagement"),
    ("outcome", "Attend day centre 2 days", "service_as_an_outcome"),
    ("view", "Needs a package.", "service_as_an_outcome"),
    ("outcome", "Mynychu canolfan ddydd", "service_as_an_outcome"),
    ("view", "Isolated. Needs support.", "needs_support"),
    ("view", "Mae angen cymorth arni.", "needs_support"),
    ("view", "Suffers from dementia.", "suffering"),
    ("view", "He is wheelchair-bound.", "suffering"),
    ("view", "Mae'n dioddef o iselder.", "suffering"),
    ("view", "Unable to wash.", "unable"),
    ("view", "Mae'n analluog i wisgo.", "unable"),
    ("view", "Isolated. Needs support.", "isolated_or_vulnerable"),
    ("view", "Mae hi'n fregus.", "isolated_or_vulnerable"),
    ("view", "A frail lady.", "labels"),
    ("view", "Ymddygiad heriol gyda'r nos.", "labels"),
    ("view", "Family supportive.", "family_supportive"),
    ("view", "Teulu cefnogol.", "family_supportive"),
    ("view", "Risk of falls - walker provided", "bare_risk"),
    ("view", "Risg o gwympo.", "bare_risk"),
    ("step", "Ring the client", "words_for_people"),
    ("view", "Mae'r defnyddiwr gwasanaeth yn hapus.", "words_for_people"),
    ("view", "MDT on Friday, POC to follow.", "short_forms"),
    ("view", "MDT ddydd Gwener.", "short_forms"),
    ("step", "Reablement for six weeks", "office_words"),
    ("step", "Ailalluogi am chwe wythnos", "office_words"),
)

# (where, what was written, the flag that must not come of it)
LET_BE: tuple[tuple[Place, str, str], ...] = (
    ("step", "Attend day centre on Tuesday with Ann", "service_as_an_outcome"),
    ("step", "Needs help with the bins from Huw", "needs_support"),
    ("view", "She goes to the day centre to see her friends.", "service_as_an_outcome"),
    ("view", "Mae'n mynd i'r ganolfan ddydd i weld ei ffrindiau.", "service_as_an_outcome"),
    ("view", "She wants to engage with neighbours.", "engagement"),
    ("view", "They live on an isolated farm.", "isolated_or_vulnerable"),
    ("view", "Maen nhw'n byw mewn tŷ ynysig.", "isolated_or_vulnerable"),
    ("view", "He took a DNA test for the family tree.", "short_forms"),
    ("view", "Ann (sister) will drive on Thursdays until March.", "family_supportive"),
    ("view", "He keeps a torch by the bed, just in case.", "words_for_people"),
    ("view", "She is able to wash at the sink.", "unable"),
    ("view", "Cafodd ei hebrwng adref, heb drafferth.", "office_words"),
    ("view", "He waited patiently, a complicated afternoon.", "compliance"),
    ("view", "We talked about how long suffering he has been.", "suffering"),
    ("view", "They have a feeder for the birds in view, and a table.", "bare_risk"),
    ("view", "The label on the jar was old.", "labels"),
)

# (language, the sentence, the question that its words alone suggest)
BY_WORDS: tuple[tuple[Tongue, str, str], ...] = (
    ("en", "I was born in Bethesda and lived here all my life.", "about_you"),
    ("cy", "Ces i fy magu ym Methesda.", "about_you"),
    ("en", "She had a fall in March and came home in April.", "what_has_been_happening"),
    ("cy", "Mae wedi bod yn yr ysbyty ddwywaith ers y Pasg.", "what_has_been_happening"),
    ("en", "What worries him most is the stairs.", "most_concerned_about"),
    ("cy", "Mae'r grisiau'n codi ofn arni.", "most_concerned_about"),
    ("en", "I'd love to sing again.", "what_matters"),
    ("cy", "Hoffwn i ganu eto.", "what_matters"),
    ("en", "There is no bus after five.", "what_prevents"),
    ("cy", "Does dim bws ar ôl pump.", "what_prevents"),
    ("en", "A rail by the bath would do it.", "could_support_help"),
    ("cy", "Mi fyddai canllaw wrth y bath yn gwneud y tro.", "could_support_help"),
    ("en", "He might fall and lie there till morning.", "risks"),
    ("cy", "Mae peryg iddi fynd ar goll.", "risks"),
    ("en", "I still cook a roast on Sundays.", "own_strengths"),
    ("cy", "Dw i'n dal i goginio cinio dydd Sul.", "own_strengths"),
    ("en", "My sister Ann rings every night.", "friends_and_family"),
    ("cy", "Mae fy chwaer yn ffonio bob nos.", "friends_and_family"),
    ("en", "Everybody at the bowls asks after her.", "community"),
    ("cy", "Mae pawb yn y capel yn holi amdani.", "community"),
    ("en", "Two mornings is not enough.", "is_it_enough"),
    ("cy", "Dydi dau fore ddim yn ddigon.", "is_it_enough"),
    # Several are met: the one that stands first in the data wins.
    ("en", "I want my sister to come more.", "what_matters"),
    ("en", "I worry that I might fall on the stairs.", "most_concerned_about"),
)

# (language, a sentence whose words say nothing, or only seem to)
SAYS_NOTHING: tuple[tuple[Tongue, str], ...] = (
    ("en", "It was raining."),
    ("cy", "Roedd hi'n bwrw glaw."),
    ("en", "No worries, he said."),
    ("en", "Fair enough."),
    ("en", "The person liked the biscuits."),
    ("cy", "Cafodd ddwy baned."),
    ("en", ""),
)
