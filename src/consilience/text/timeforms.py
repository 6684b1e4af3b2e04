"""The forms of time expressions: regular expressions over printed English, each with the keys of the words it is tried from.

They are tried in this order at each place, the first that fits is taken. Named groups are the parts handed on.
"""

from __future__ import annotations

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_ANY_WEEKDAY = rf"(?:{_WEEKDAY}|(?:Mon|Tues|Tue|Wed|Thurs|Thur|Thu|Fri|Sat|Sun)\b\.?)"
YEAR = r"(?:1[4-9]\d\d|20\d\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b"
_PART = r"(?:[Pp]re-?dawn|[Mm]orning|[Aa]fternoon|[Ee]vening|[Nn]ight|[Ll]unchtime|[Mm]idday)"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_ONE_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight"
    r"|nine))?|hundred|a hundred|a dozen|half[\s-](?:a[\s-])?dozen|dozen)"
)
_COUNT = rf"(?:\d[\d,]*(?:\.\d+)?|{_ONE_WORD})"
_SOME = r"(?:a\s+couple(?:\s+of)?|couple\s+of|a\s+few|few|several|many|a\s+handful\s+of|some|a\s+number\s+of)"
_QUANTITY = rf"(?:{_COUNT}(?:\s+and\s+a\s+half)?|{_SOME}|an?\s+half|half\s+an?|an?\s+quarter(?:\s+of\s+an?)?|an?)"
_UNIT = r"(?:second|minute|hour|day|night|week|fortnight|weekend|month|quarter|year|decade|centur)(?:ies|y|s)?\b"
_LONG_UNIT = r"(?:day|night|week|fortnight|weekend|month|quarter|year|decade|century)s?"
_LESSER = rf"(?:(?:,\s+|,?\s+and\s+|\s+)(?P<more>{_COUNT})\s+(?P<lesser>(?:second|minute|hour|day|week|month)s?)\b)?"
_A_DAY = rf"\s+(?:(?-i:{_ANY_WEEKDAY}\b|{_MONTH}\s)|\d)"
_FROM_HOUR = r"(?P<from>[01]?\d(?:[:.][0-5]\d)?)"
_ZONE = (
    r"(?:GMT|UTC|BST|CET|CEST|EET|EEST|MSK|IST|JST|KST|AEST|AEDT|E[SD]?T|C[SD]?T|M[SD]?T|P[SD]?T|Eastern|Central"
    r"|Pacific"
    r"|[Ll]ocal time|local|EST/EDT)\b"
)
_STRUCK = (
    r"(?:deadly |fatal )?(?:shooting|attack|killing|stabbing|slaying|crash|collision|fire|blaze|blast|explosion|bombing|raid|protest|riot"
    r"|storm|flood|earthquake|tornado|accident|incident|violence|clash|clashes|murder|homicide|massacre|rampage|derailment)"
)
_AMPM = r"(?:[aApP]\.?\s?[mM]\b\.?)"

FORMS: tuple[tuple[str, str, str], ...] = (
    ("year slash", "iso", r"(?P<value>(?:19|20)\d\d-[01]\d-[0-3]\d)(?:[T ](?P<clock>[0-2]\d:[0-5]\d)(?::\d\d)?)?\b"),
    ("slash", "slashed", r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<year>(?:19|20)\d\d|\d\d)\b"),
    (
        "month weekday",
        "month-day",
        rf"(?:(?P<weekday>{_ANY_WEEKDAY}),?\s+(?:the\s+)?)?(?P<month>{_MONTH})\s+(?P<day>{_DAY})(?![.,:]\d)"
        rf"(?:(?:\s?[-–]\s?|\s+(?:and|to)\s+(?={_DAY}(?:\s*[,.;)]|\s+(?:in|at)\b|\s*$)))(?P<to>{_DAY}))?"
        rf"(?:,?\s+(?P<year>{YEAR})\b|,?\s+(?:of\s+)?(?P<relative>last|this|next)\s+year\b)?",
    ),
    (
        "month weekday",
        "month-day",
        rf"(?:(?P<weekday>{_ANY_WEEKDAY}),?\s+(?:the\s+)?)?(?<![\d.,$£€:])(?:(?P<from>{_DAY})\s?(?:[-–]|to|and)\s?)?"
        rf"(?P<day>{_DAY})(?:\s+of)?\s+"
        rf"(?P<month>{_MONTH})(?:,?\s+(?P<year>{YEAR})\b|,?\s+(?:of\s+)?(?P<relative>last|this|next)\s+year\b)?",
    ),
    ("month", "month-year", rf"(?P<month>{_MONTH}),?\s+(?:of\s+)?(?P<year>{YEAR}|['’]\d\d)\b"),
    ("month", "month-year", rf"(?P<month>{_MONTH}),?\s+(?:of\s+)?(?P<relative>last|this|next|that)\s+year\b"),
    (
        "month",
        "month",
        rf"(?:(?P<relative>[Ll]ast|[Tt]his|[Nn]ext|[Tt]his past|[Tt]his coming)\s+)?"
        rf"(?P<month>{_MONTH})(?![\w-]|\.?\s+\d{{1,2}}\b)",
    ),
    (
        "weekday",
        "weekday",
        rf"(?:(?P<relative>(?i:last|this past|this coming|this|next|the following|the previous|that same|that|every"
        rf"|each))\s+)?"
        rf"(?P<weekday>{_WEEKDAY})(?P<plural>s\b)?(?:\s?['’]s)?(?:\s+(?P<part>{_PART})(?P<each>s)?\b|(?!,?\s+{_MONTH}\s+\d))",
    ),
    (
        "day-word",
        "day-word",
        rf"(?P<word>(?i:the day before yesterday|the day after tomorrow|yesterday|today|tomorrow|tonight"
        rf"|overnight))\b(?:\s?['’]s)?(?:\s+(?P<part>{_PART})\b)?",
    ),
    (
        "unit part",
        "since-ago",
        rf"(?i:(?P<count>{_QUANTITY})[\s-]+(?P<unit>{_UNIT})(?P<half>\s+and\s+a\s+half)?{_LESSER}\s+"
        rf"(?P<way>ago|earlier|later|before|after|from\s+now|hence|back(?!\s+(?:to|in|at|on|home|from|then|pay))|previously|prior\s+to|ahead\s+of|on"
        rf"(?=\s*[,.;])))\b",
    ),
    (
        "unit",
        "since-ago",
        r"(?i:(?P<unit>(?:minute|hour|day|week|month|year|decade|centurie)s)\s+(?P<way>ago|earlier"
        r"|later|before|after|ahead\s+of))\b",
    ),
    (
        "unit",
        "span",
        rf"(?i:(?:the|these|his|her|their|its|our|my)\s+)?(?i:(?P<relative>last|past|next|coming|following|previous"
        rf"|preceding|recent|first|final|opening))\s+"
        rf"(?i:(?P<count>(?!an?\b){_QUANTITY})\s+(?P<unit>{_UNIT}))",
    ),
    (
        "unit",
        "span",
        r"(?i:(?:the|these)\s+)?(?P<relative>(?i:past|recent|coming|last|next))\s+(?P<unit>(?i:minutes"
        r"|hours|days|nights|weeks|months|years|decades|centuries))\b",
    ),
    (
        "unit part season",
        "unit",
        rf"(?i:(?P<relative>this past|this coming|this same|that same|the very same|the same|the very next|the next"
        rf"|the following|the previous|the preceding|the coming|the past"
        rf"|the last|the current|the present|the prior|this|last|next|that|every other|every|each|all|the new"
        rf"|any given)\s+(?:(?:fiscal|financial|academic|school|calendar)\s+)?"
        rf"(?P<unit>(?:{_LONG_UNIT}|morning|afternoon|evening|spring|summer|autumn|fall|winter|season)))\b(?:\s+"
        rf"(?:of\s+)?(?P<year>{YEAR})\b)?",
    ),
    ("unit", "weekend", r"(?i:the\s+(?:(?:long|holiday|bank holiday|whole|entire)\s+)?weekend)\b(?!\s+of\b)"),
    ("unit", "weekend", rf"(?i:weekend)(?=\s+(?:{_STRUCK})s?\b)"),
    (
        "unit season",
        "edge",
        rf"(?i:(?:the\s+)?(?P<edge>end|beginning|start|middle|close|turn|rest|remainder|course)\s+of\s+(?P<relative>the|this|that|last"
        rf"|next)\s+"
        rf"(?P<unit>day|week|month|year|decade|century|weekend|quarter|{_SEASON}|fiscal year))\b",
    ),
    ("unit season", "edge", r"(?P<unit>year|month|week)(?:['’]s |-| )(?P<edge>end)\b"),
    (
        "unit",
        "early-hours",
        r"(?i:(?:the\s+)?(?:early|small|wee|pre-?dawn)\s+(?:morning\s+)?hours(?:\s+of\s+the\s+"
        r"(?:morning|night|day))?)\b",
    ),
    (
        "part unit",
        "part-of",
        rf"(?i:the\s+(?:(?P<early>early|late)\s+)?(?P<part>morning|afternoon|evening|night))\s+of(?={_A_DAY})",
    ),
    (
        "part unit",
        "part",
        rf"(?i:(?:in|during|throughout|into|by|until|through|on)\s+the\s+(?:early\s+|late\s+"
        rf"|mid-?)?(?P<part>morning|afternoon|evening|night)(?!\s+of{_A_DAY})|all\s+(?:the\s+)?(?P<all>morning|afternoon|evening|night"
        r"|day))\b",
    ),
    ("season", "season-year", rf"(?:the\s+)?(?P<season>(?i:{_SEASON}))(?:\s+of)?\s+(?P<year>{YEAR})\b"),
    (
        "season",
        "season",
        rf"(?i:(?:the|in|by|since|until|through|during|over|mid-?)\s+(?P<season>{_SEASON}))\b(?!\s+"
        rf"(?:of|from|in|to|into|semester|term|games|olympics)\b)",
    ),
    ("decade", "decade", r"(?:the\s+)?(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b"),
    ("decade", "decade", r"(?:the\s+)?['’](?P<short>[2-9]0)['’]?s\b"),
    (
        "decade",
        "decade",
        r"(?i:the\s+(?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties"
        r"|nineties))\b",
    ),
    (
        "unit",
        "century",
        r"(?i:(?:the\s+)?(?P<number>\d\d(?:st|nd|rd|th)|nineteenth|twentieth|twenty-first|eighteenth"
        r"|seventeenth)[\s-]+century)\b",
    ),
    (
        "unit quarter",
        "quarter",
        rf"(?i:(?:the\s+)?(?P<number>first|second|third|fourth|final|last|1st|2nd|3rd"
        rf"|4th)[\s-]+(?P<kind>quarter|half)\s+of\s+(?:(?P<year>{YEAR})|(?:the\s+|this\s+)?(?:fiscal\s+"
        rf"|financial\s+)?year|(?P<relative>last|next)\s+year))\b",
    ),
    ("unit quarter", "quarter", rf"\b(?P<kind>[QH])(?P<number>[1-4])\b(?:\s+(?:of\s+)?(?P<year>{YEAR})\b)?"),
    (
        "unit quarter",
        "quarter",
        r"(?i:the\s+(?P<number>first|second|third|fourth)[\s-]+(?P<kind>quarter))(?=\s+"
        r"(?:earnings|results|profit|revenue|sales|,|\.|net|loss|growth|gdp))",
    ),
    (
        "year",
        "fiscal",
        rf"(?i:fiscal(?:\s+year)?|financial year|FY)\s?(?P<year>{YEAR}|\d\d)(?:[-–/](?P<to>\d\d"
        rf"(?:\d\d)?))?\b",
    ),
    (
        "clock",
        "clock",
        rf"(?<![\d.,$£€:])(?:{_FROM_HOUR}(?:\s?[-–]\s?|\s+(?:to|until|till)\s+|(?<=etween \d)\s+and\s+|(?<=etween \d\d)\s+and\s+))?"
        rf"(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?(?::\d\d)?\s?(?P<ampm>{_AMPM})(?:\s?\(?"
        rf"(?P<zone>{_ZONE})\)?)?",
    ),
    ("clock", "clock", rf"(?<![\d.,$£€:])(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?:\s?\(?(?P<zone>{_ZONE}))"),
    ("clock", "clock", r"(?<![\d.,$£€:])(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?![\d:.]|\s?%)"),
    (
        "clock",
        "clock",
        rf"(?<![\d.,$£€:])(?P<hour>\d|1[0-2]):(?P<minute>[0-5]\d)(?![\d:.])(?:\s+in\s+the\s+(?P<part>morning|afternoon|evening)\b"
        rf"|(?=\s+(?:on\s+)?(?:{_WEEKDAY}|yesterday|this|last)\s+{_PART}\b|\s+tonight\b|\s+last\s+night\b))",
    ),
    ("clock", "clock", rf"(?<![\d.,$£€:-])(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)\s(?:hours\s)?(?P<zone>{_ZONE})"),
    (
        "clock",
        "clock",
        r"(?P<hour>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
        r"|twelve)\s+o['’]clock(?:\s+in\s+the\s+(?P<part>morning|afternoon|evening))?",
    ),
    (
        "clock unit",
        "clock",
        r"(?i:(?:a\s+)?(?P<past>five|ten|quarter|twenty|twenty-five|half)\s+(?:minutes\s+)?(?P<way>past|to)\s+(?P<hour>\d{1,2}|one|two|three"
        r"|four|five|six|seven|eight|nine|ten|eleven|twelve)(?:\s+in\s+the\s+(?P<part>morning|afternoon|evening))?)(?![\w:.-]*\d|\s+(?:million|billion|thousand|hundred|percent|per|[a-z]+s)\b)",
    ),
    ("clock part", "clock", r"(?i:(?P<word>noon|midnight|midday))(?:\s(?P<zone>[Ll]ocal time))?\b"),
    (
        "unit",
        "set",
        rf"(?i:(?P<times>once|twice|{_COUNT}\s+times)\s+(?:a|per|every|each)\s+(?P<unit>day|night|week"
        rf"|month|year|decade|hour))\b",
    ),
    ("unit", "set", rf"(?i:every\s+(?P<count>{_COUNT}|few|other)\s+(?P<unit>{_UNIT}))\b"),
    (
        "adverb",
        "adverb-set",
        r"(?P<word>daily|weekly|fortnightly|monthly|quarterly|yearly|annually|annual|hourly|nightly)\b",
    ),
    (
        "unit part",
        "duration",
        rf"(?i:(?P<count>{_QUANTITY})(?:\s?(?:to|-|–|or)\s?(?P<to>{_COUNT}))?[\s-]+(?:more\s+"
        rf"|full\s+|straight\s+|consecutive\s+|long\s+|whole\s+)?(?P<unit>(?!weekend\s+[a-z]){_UNIT})(?P<half>\s+and\s+a\s+half)?"
        rf"(?:-long)?{_LESSER})",
    ),
    ("unit", "duration", r"(?i:(?P<unit>(?:minute|hour|day|week|month|year|decade|centurie)s)-(?:long|old))\b"),
    (
        "unit",
        "duration",
        r"(?i:\b(?:for|over|in|of|after)\s+(?P<unit>(?:hour|day|week|month|year|decade"
        r"|centurie)s))\b(?!\s+(?:to\s+come|ago))",
    ),
    ("unit", "duration", r"(?i:(?P<unit>decades|centuries))\b"),
    (
        "ordinal",
        "ordinal-day",
        r"(?i:on\s+the\s+(?P<day>\d{1,2}(?:st|nd|rd|th)))\b(?:\s+of\s+(?P<relative>last|this"
        r"|next)\s+month\b)?(?!\s+[a-z])",
    ),
    ("year", "years", rf"(?<![\d.,$£€#/-])(?P<year>{YEAR})\s?[-–/]\s?(?P<to>{YEAR}|\d\d)\b(?![-/\d])"),
    (
        "year",
        "year",
        rf"(?<![\d.,$£€#/:])(?<!\d-)(?P<year>{YEAR})\b(?![,.:]\d|-\d|/\d|%|\s?(?:percent|per cent|pounds"
        rf"|dollars|euros|km|miles|people|feet|metres|meters)\b)",
    ),
)
