namespace DataPipe.Teachers.Simulated;

/// <summary>The words the simulated teacher builds tasks and answers from.</summary>
internal static class Vocabulary
{
    /// <summary>Noun phrases that stand after "about", without a leading preposition.</summary>
    public static readonly string[] Topics =
    [
        "tidal energy", "the history of printing", "urban beekeeping", "migratory birds", "sourdough bread", "volcanic soil", "public libraries",
        "night trains", "coral reefs", "medieval trade fairs", "compound interest", "rainwater harvesting", "glass making", "honey badgers",
        "open-source licences", "bicycle lanes", "the water cycle", "black tea", "wind turbines", "string quartets", "desert farming", "probability",
        "sleep and memory", "paper recycling", "solar eclipses", "mountain rescue", "lighthouse keepers", "fermented vegetables", "postage stamps",
        "magnetic levitation", "river deltas", "the silk road", "hand tools", "electric ferries", "wild mushrooms", "soil erosion", "chess openings",
        "ancient calendars", "hospital gardens", "radio astronomy", "vaccination campaigns", "school timetables", "wool spinning", "alpine flowers",
        "insulating old houses", "database indexes", "unit testing", "type inference", "network latency", "version control", "prime numbers",
        "linear regression", "garbage collection in programs", "public speaking", "job interviews", "household budgets", "student loans",
        "rental contracts", "sign language", "loan words", "place names", "folk tales", "haiku", "stage lighting", "documentary film", "jazz harmony",
        "pottery glazes", "cheese ripening", "olive harvests", "salt mines", "canal locks", "steam engines", "ice cores", "whale songs",
        "ant colonies", "seed banks", "community theatres", "ferry timetables", "flood defences", "earthquake drills", "first aid", "marathon training",
        "rock climbing", "table tennis", "football refereeing", "the nervous system", "blood donation", "food allergies", "reading glasses",
        "hearing loss", "remote work", "team meetings", "code reviews", "spare parts logistics", "supply chains", "minimum wages", "street markets",
        "museum tours", "city archives", "family recipes", "letter writing", "bird ringing", "orchard pruning", "compost heaps", "bats in attics",
        "moon phases", "star charts", "weather balloons", "tree rings", "peat bogs", "glaciers", "the ozone layer", "battery recycling",
        "hydrogen storage", "heat pumps", "bridge inspection", "tunnel ventilation", "traffic lights", "tram depots", "harbour cranes",
        "airport security", "space debris", "satellite navigation", "optical fibres", "error-correcting codes", "public key cryptography",
        "password habits", "privacy notices", "accessible web pages", "plain language", "voter registration", "jury duty", "patent law",
        "consumer rights", "animal shelters", "guide dogs", "horse dentistry", "sheepdog trials", "butterfly gardens", "invasive species",
        "drinking water tests", "noise pollution", "light pollution", "second-hand clothes", "shoe repair", "furniture restoration", "clock making",
        "violin building", "stained glass", "shadow puppets", "carnival masks", "board game design", "crossword puzzles", "mental arithmetic",
    ];

    /// <summary>People, with their article.</summary>
    public static readonly string[] People =
    [
        "a retired sailor", "a young baker", "a night-shift nurse", "a village teacher", "a bus driver", "a museum guard", "a beekeeper",
        "a first-year student", "a court interpreter", "a bridge engineer", "a shy violinist", "a football coach", "a market trader",
        "a forest ranger", "a software tester", "a grandmother", "a travelling salesman", "a glass blower", "a radio host", "a city planner",
        "a tailor", "a ferry captain", "a librarian", "a goat farmer", "an astronomer", "an apprentice electrician", "an estate agent",
        "an amateur historian", "a hospital cook", "a chess champion", "a piano tuner", "a postman", "a marine biologist", "a locksmith",
    ];

    /// <summary>Places, with their article.</summary>
    public static readonly string[] Places =
    [
        "a harbour town", "a mountain hut", "a night train", "an empty theatre", "a crowded market hall", "a research station", "an old mill",
        "a suburban library", "a hospital waiting room", "a desert village", "an island without cars", "a repair workshop", "a rooftop garden",
        "a railway junction", "a flooded valley", "a university canteen", "a border crossing", "a lighthouse", "a county archive", "a bakery at dawn",
        "a stadium after the match", "an orchard in autumn", "a fishing pier", "a laundrette", "a school gymnasium", "a ship's galley",
    ];

    /// <summary>Things people make or use, with their article.</summary>
    public static readonly string[] Things =
    [
        "a folding bicycle", "a pocket calendar", "a rain barrel", "a wooden toy", "a phone stand", "a school bag", "a tea kettle", "a camping stove",
        "a bird feeder", "a reading lamp", "a winter coat", "a garden bench", "a kitchen scale", "a first-aid kit", "a music box", "a desk fan",
        "a hand loom", "a chess clock", "a door lock", "a lunch box", "a water filter", "a travel pillow", "a tool belt", "an alarm clock",
        "an umbrella", "an electric scooter", "an herb garden", "a board game", "a walking stick", "a solar charger", "a sewing machine",
    ];

    /// <summary>Readers a text can be for.</summary>
    public static readonly string[] Audiences =
    [
        "a ten-year-old", "new employees", "busy parents", "first-time visitors", "a sceptical investor", "secondary school pupils", "older readers",
        "people who just moved to the country", "volunteers", "the local council", "a friend who missed the meeting", "amateur cooks",
        "weekend hikers", "a nervous traveller", "experts from another field", "night workers", "tenants", "small shop owners", "customers on the phone",
        "members of a book club", "exchange students", "junior programmers", "choir singers", "hospital patients", "people without a garden",
    ];

    /// <summary>Forms a text can take, with their article.</summary>
    public static readonly string[] Forms =
    [
        "a short story", "a limerick", "a formal letter", "a diary entry", "a radio advertisement", "a dialogue", "a newspaper column", "a fairy tale",
        "a speech", "a product description", "a sonnet", "a thank-you note", "a press release", "a monologue", "a fable", "a travel report",
        "a job advertisement", "a song verse", "a letter of complaint", "an obituary", "an invitation", "an interview", "a riddle", "a blog entry",
    ];

    /// <summary>Constraints that can end a task.</summary>
    public static readonly string[] Limits =
    [
        "Use no more than three sentences.", "Write it for {audience}.", "Avoid technical terms.", "Give one example for each point.",
        "Answer in a single paragraph.", "Mention {topic} at least once.", "Begin with a question.", "End with a piece of advice.",
        "Keep a friendly but professional tone.", "Use the second person throughout.", "State your assumptions first.", "Rank the points by importance.",
        "Include at least one number and its unit.", "Explain every abbreviation.", "Write about two hundred words.", "Use short, everyday words only.",
        "Set the scene in {place}.", "Imagine that {person} is asking.", "Compare it with {topic} where that helps.", "Point out one common mistake.",
        "Show the steps of your reasoning.", "Do not use the letter q.", "Add a title of at most five words.", "Finish with a summary in one line.",
        "Present the result as a table with two columns.", "Use bullet points.", "Name a possible objection and answer it.", "Keep it under ninety seconds when read aloud.",
        "Assume a budget of fifty euros.", "Take the view of {person}.", "Make it suitable for {audience}.", "Leave out anything about {topic}.",
        "Quote no sources.", "Use humour sparingly.", "Write in the past tense.", "Make every line start with a verb.",
    ];

    /// <summary>Situations that can begin a task.</summary>
    public static readonly string[] Situations =
    [
        "You run a stall at {place}.", "A friend is writing about {topic}.", "Tomorrow you meet {person}.", "Your club is planning an evening on {topic}.",
        "Someone has left {thing} at {place}.", "You have been asked to train {audience}.", "It has rained for nine days in {place}.",
        "A local paper wants to cover {topic}.", "Suppose {person} inherits {thing}.", "The budget for {topic} has been halved.",
        "Your neighbour, {person}, needs help.", "A school class will visit {place}.", "You are preparing a quiz on {topic}.",
    ];

    /// <summary>Things that can be sorted into classes, without an article.</summary>
    public static readonly string[] Items =
    [
        "customer email", "newspaper headline", "product review", "diary entry", "support ticket", "restaurant comment", "school essay", "job advert",
        "weather report", "forum post", "recipe title", "voice message", "song lyric", "travel note", "court summary", "medical question",
        "sports commentary", "quiz answer", "shopping request", "museum caption", "bank transaction", "press statement", "movie synopsis",
        "parking complaint", "warranty claim", "book blurb", "meeting note", "chat line", "poem", "insurance letter",
    ];

    /// <summary>Closed sets of labels.</summary>
    public static readonly string[] LabelSets =
    [
        "positive, negative or neutral", "urgent, normal or low", "politics, sports, science or culture", "formal or informal", "polite or rude",
        "fact or opinion", "billing, repairs or sales", "joy, anger, fear or sadness", "local, national or international", "easy, medium or hard",
        "complaint, question or compliment", "comedy, tragedy, thriller or romance", "past, present or future", "relevant or irrelevant",
        "complete or incomplete", "safe, risky or dangerous", "serious or humorous", "beginner, intermediate or expert", "spam or legitimate",
        "indoor or outdoor", "cheap, moderate or expensive", "public, internal or secret", "plausible or implausible", "agree, disagree or undecided",
        "food, housing, travel or leisure", "spoken or written", "praise, criticism or advice", "supported or unsupported", "old news or recent news",
        "technical, legal or personal",
    ];

    /// <summary>Constraints that can end a task with a closed set of labels.</summary>
    public static readonly string[] LabelLimits =
    [
        "Answer with the label alone.", "If in doubt, choose the milder label.", "Ignore any mention of {topic}.", "Assume the author is {person}.",
        "Judge the whole text, not single words.", "Give one word of reasoning afterwards.", "Treat irony about {topic} as meant seriously.",
        "The text was found in {place}.", "Texts by {person} get the first label.", "Do not consider spelling.",
    ];

    /// <summary>Words in which a passage can be about something.</summary>
    public static readonly string[] Qualities =
    [
        "careful planning", "a steady routine", "good timing", "clear rules", "patience", "simple tools", "regular checks", "local knowledge",
        "cooperation", "reliable measurements", "small experiments", "early warnings", "fresh ideas", "honest feedback", "cheap materials",
        "long practice", "a second opinion", "written notes", "spare time", "quiet surroundings",
    ];

    /// <summary>Words too common to say what a text is about.</summary>
    public static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "the", "and", "for", "are", "but", "not", "you", "all", "any", "can", "had", "her", "was", "one", "our", "out", "get", "has", "him", "his", "how",
        "its", "may", "new", "now", "old", "see", "two", "who", "did", "use", "she", "way", "too", "why", "let", "per", "via", "yes", "say", "end",
        "about", "above", "after", "again", "also", "answer", "because", "been", "before", "being", "below", "between", "both", "could", "does", "doing",
        "down", "during", "each", "example", "explain", "describe", "following", "from", "further", "give", "given", "have", "having", "here", "into",
        "instruction", "just", "list", "make", "more", "most", "must", "name", "only", "other", "over", "please", "provide", "question", "same", "should",
        "some", "such", "task", "tell", "than", "that", "their", "them", "then", "there", "these", "they", "this", "those", "three", "through", "under",
        "until", "very", "were", "what", "when", "where", "which", "while", "will", "with", "would", "write", "your", "yours", "using", "used", "many",
        "asked", "without", "people", "every", "belongs", "single", "paragraph", "suppose", "tomorrow", "find", "keep", "create", "compare", "suggest",
        "plan", "design", "draft", "turn", "rewrite", "summarise", "classify", "identify", "decide", "determine", "train", "class", "visit", "needs",
        "friend", "someone", "wants", "local", "running", "begin", "show", "point", "points", "claim", "teach", "propose", "invent", "imagine",
        "input", "output", "sentence", "sentences", "words", "text", "passage",
    };
}
