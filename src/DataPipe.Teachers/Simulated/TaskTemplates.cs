namespace DataPipe.Teachers.Simulated;

/// <summary>The frames of tasks; slots in braces are filled from <see cref="Vocabulary"/>.</summary>
internal static class TaskTemplates
{
    /// <summary>Tasks with free answers.</summary>
    public static readonly string[] Open =
    [
        "Write {form} in which {person} discovers {thing} at {place}.",
        "Explain {topic} to {audience} without assuming any background.",
        "What are the three biggest misunderstandings about {topic}, and where do they come from?",
        "Suggest five names for a podcast that covers {topic} and {topic2}.",
        "Plan a weekend for {person} who wants to learn about {topic} near {place}.",
        "How would daily life at {place} change if {topic} disappeared overnight?",
        "Compare {topic} with {topic2} and say which deserves more public money.",
        "Turn the given paragraph into {form} aimed at {audience}.",
        "Rewrite the following sentence so that {audience} can understand it at once.",
        "Summarise the passage below in one line that {person} would remember.",
        "Extract every date and the event that belongs to it from the following text.",
        "Correct the grammar of the given email and list the changes you made.",
        "Find the odd one out among the listed words and justify your choice.",
        "Translate this proverb into plain English and explain when {person} might say it.",
        "Create a shopping list for {person} who is building {thing} on a small budget.",
        "Draft a polite message that asks {person} to return {thing}.",
        "Invent a superstition that people in {place} might hold about {thing}.",
        "Design a ten-minute exercise that teaches {audience} something about {topic}.",
        "If {person} had to give up {thing} for a month, what could replace it?",
        "List the questions {audience} should ask before they spend money on {thing}.",
        "Which historical event had the strongest influence on {topic}?",
        "Calculate how long {thing} would have to last to be worth twice its price.",
        "Outline a three-part lecture series on {topic} for {audience}.",
        "Come up with a metaphor that links {topic} to {thing}.",
        "Imagine an argument between {person} and {person2} over {topic}; write both sides.",
        "Why might {person} know more about {topic} than a professor does?",
        "Give instructions for cleaning {thing} that even a tired reader could follow.",
        "Propose a fair rule for sharing {thing} among the guests of {place}.",
        "Write a function that counts how often each word occurs in a list and explain its cost.",
        "Write a regular expression that finds times such as 18:45 and explain each part.",
        "Show how to store appointments for {place} in two database tables.",
        "Solve this riddle and explain the trick behind it to {audience}.",
        "Predict what {topic} will look like in thirty years and name your strongest doubt.",
        "Describe the smell, sound and light of {place} early on a winter morning.",
        "Recommend a book about {topic} and persuade {person} to read it.",
        "Formulate a research question on {topic} that could be settled within one year.",
        "Simplify the given contract clause until {audience} would sign it with confidence.",
        "Continue the story whose first line is provided, keeping {person} at its centre.",
        "Estimate how many people in a city of one million work with {topic}, step by step.",
        "Prepare a checklist for {audience} who inspect {thing} for the first time.",
        "Tell {person} how to break bad news about {topic} kindly.",
        "Convert the listed measurements from imperial to metric units.",
        "Order these events from the earliest to the latest.",
        "Complete the given analogy and explain the relation it rests on.",
        "Fill the gaps in the following recipe so that it serves six.",
        "Point out the weakest argument in this paragraph and repair it.",
        "Generate a headline and a subtitle for a report on {topic} in {place}.",
        "Name the materials that {thing} is usually made of, with one drawback for each.",
        "Interview {person} about {topic}: write four questions and likely answers.",
        "Teach {audience} a memory trick for the key terms of {topic}.",
        "What would {person} pack for a month in {place}, and why?",
        "Describe a safe experiment that demonstrates an effect important to {topic}.",
        "Defend the claim that {topic} belongs on every school timetable.",
        "Advise {person} who cannot choose between studying {topic} and {topic2}.",
        "Trace one ordinary day in the life of {person} at {place}.",
        "Write two contrasting opening paragraphs for a novel set in {place}.",
        "Break the goal of understanding {topic} into weekly milestones.",
        "Which skills from {topic} transfer to {topic2}, and which do not?",
        "Paraphrase the following quotation twice, once formally and once casually.",
        "Find a synonym for each of the given words that fits a text on {topic}.",
    ];

    /// <summary>Tasks whose answers come from a closed set of labels.</summary>
    public static readonly string[] Closed =
    [
        "Classify the given {item} about {topic} as {labels}.",
        "Decide whether the given statement about {topic} is true or false.",
        "Determine if the message sent by {person} is spam or not spam.",
        "Categorise each {item} that mentions {thing} into {labels}.",
        "Label the {item} from {audience} as {labels}.",
        "Identify whether the following sentence about {topic} states a fact or an opinion.",
        "Which of the following labels suits the {item} written at {place}: {labels}?",
        "Is the following {item} on {topic} polite or rude?",
        "Tell whether the two given sentences about {place} agree, contradict each other or are unrelated.",
        "Detect if this request from {person} is a complaint, a question or a compliment.",
        "Decide if the argument on {topic} is for or against the proposal.",
        "Label the emotion that {person} shows in the given {item} as joy, anger, fear or sadness.",
        "Categorise the given expense for {thing} as travel, food, housing or leisure.",
        "Sort the given {item} into {labels} for {audience}.",
        "Say whether {person} would call the given {item} about {topic} good or bad.",
        "Read the {item} below and decide whether it is {labels}.",
        "Identify the genre of the story set in {place}: comedy, tragedy, thriller or romance.",
        "Is the following piece of news about {topic} local, national or international?",
        "Given a {item} concerning {thing}, tell whether it is {labels}.",
        "For {audience}, classify a short text on {topic} by its tone: {labels}.",
    ];

    /// <summary>Tasks a text-only pipeline rejects: they need pictures or files, or ask for programs in general.</summary>
    public static readonly string[] Unusable =
    [
        "Draw {thing} as seen from above and label its parts.",
        "Describe the image of {place} in two sentences.",
        "Plot the yearly figures for {topic} and comment on the trend.",
        "Open the attached file and count the lines that mention {topic}.",
        "Create a graph that shows how {topic} depends on {topic2}.",
        "Go to {place} and report what {person} is doing there.",
        "Write a program that simulates {topic} for {audience}.",
        "Choose the picture that fits a text on {topic} best.",
        "Mark {place} on the map and measure its distance to the coast.",
    ];

    /// <summary>Tasks of too few words to be of use.</summary>
    public static readonly string[] TooShort = ["Explain {topic1w}.", "Define {topic1w}.", "Tell a joke.", "Write a poem.", "Say something.", "Summarise this."];
}
