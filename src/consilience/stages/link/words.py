"""Word lists of linking: which common nouns answer which, and which make a name of what stands before them."""

from __future__ import annotations

GOVERNMENT = frozenset("government administration regime state leadership nation republic kingdom authorities".split())
COUNTRY = frozenset("country nation republic kingdom homeland".split())
CITY = frozenset("city town capital metropolis hub municipality".split())
REGION = frozenset("province county district state region governorate".split())
ANIMALS = frozenset("animal beast creature primate ape mammal bird".split())
MEDIA = frozenset(
    """
    newspaper paper magazine broadcaster network channel station website outlet publication daily tabloid
    """.split()
)
COMPANY = frozenset(
    """
    company firm corporation retailer manufacturer airline carrier automaker carmaker startup start-up
    business conglomerate provider utility insurer lender maker developer operator chain brand giant bureau
    """.split()
)
BODY = frozenset(
    """
    agency organisation organization group authority body bureau department regulator watchdog commission
    committee association movement faction charity sect party militia
    """.split()
)
PRODUCTS = frozenset("product brand item treat snack gadget".split())  # nouns for any product
# Words of names that say what their bearer is.
NAME_NOUNS = {
    "airways": "airline",
    "airlines": "airline",
    "bancorp": "bank",
    "railways": "railway",
    "motors": "carmaker",
}
LAW = frozenset("bill law measure legislation act amendment statute ordinance".split())
ANY_BODY = frozenset(
    "agency organisation organization group authority body regulator watchdog".split()
)  # those that fit bodies of other nouns
FIGHTERS = frozenset("insurgency insurgent militant rebel fighter extremist terrorist jihadist guerrilla".split())
# Craft by the noun that stands for its kind: reports call one ship a vessel, a boat and a ferry.
CRAFT = {
    **dict.fromkeys(
        "ship vessel boat ferry cruiser liner freighter tanker yacht trawler steamer catamaran".split(), "ship"
    ),
    **dict.fromkeys("plane aircraft jet airliner airplane aeroplane jetliner".split(), "plane"),
    **dict.fromkeys("helicopter chopper".split(), "helicopter"),
    **dict.fromkeys("submarine sub".split(), "submarine"),
}
# Nouns that reports use for one another; one that is not listed stands for itself.
SAME = {
    "military": "army", "forces": "army", "cops": "police", "cop": "police", "skipper": "captain", **CRAFT,
}  # fmt: skip
# Nouns that with a name before them make a name of their own ("Northport police", "the 9th Street tunnel").
NAMING = frozenset(
    """
    police troops forces force army navy military crew union party church mosque ministry embassy consulate
    court parliament assembly senate congress legislature cabinet council department agency authority board
    bureau office university college school hospital clinic zoo museum prison jail airport station subway
    railway bridge tunnel park circuit track stadium square tower hotel mall camp base forest river
    lake campaign team committee commission association institute federation league club bank garden street
    road highway province county district region governorate delegation newspaper university stop festival
    plant factory
    """.split()
)

KIND_NOUNS = frozenset(
    """
    group movement party union agency newspaper paper channel network company firm team club militia sect
    organisation organization daily magazine faction
    """.split()
)
PLURAL_NAMES = frozenset("police troops forces force cops".split())
SITES = frozenset(
    """
    zoo university college school hospital prison jail hotel club park stadium museum airport company firm
    factory plant church mosque
    """.split()
)
PRESS_WORDS = frozenset(
    """
    times post news tribune herald gazette telegraph guardian enquirer zeitung journal chronicle tv radio
    reuters press bbc cnn npr
    """.split()
)
BODY_WORDS = frozenset(
    """
    agency association authority bank board bureau center centre club coalition college commission committee
    company congress consulate council court department embassy federation force forces foundation front fund
    group hospital house institute institution league legislature ministry mission movement museum network
    office organisation organization parliament party police school senate service society station team trust
    union university zoo church army navy campaign airport prison assembly cabinet airways airlines
    """.split()
)
PLACE_NOUNS = frozenset(
    """
    city town village province district county state port island region suburb borough hamlet municipality
    """.split()
)
SMALL_WORDS = frozenset("of the and for in on at to a an".split())
PRESS = frozenset(
    """
    times post news journal tribune herald gazette telegraph guardian enquirer chronicle star mail mirror sun
    globe observer
    """.split()
)
# Bodies that are named after their place: the place is not short for the body.
PLACED = BODY_WORDS - {"bank", "company", "foundation", "group", "mission", "movement", "airways", "airlines", "trust"}
KIND_TAILS = frozenset(
    """
    group movement party network organisation organization militants insurgents corps airlines airways airline newspaper
    """.split()
)
COMPASS = frozenset(
    """
    north south east west northern southern eastern western upper lower new old a b c d e f g h i j k l m n
    """.split()
) - {"i", "e"}
