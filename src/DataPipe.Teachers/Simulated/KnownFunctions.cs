namespace DataPipe.Teachers.Simulated;

/// <summary>Small functions that the simulated teacher can write, each once well and once with a fault that tests find.</summary>
internal static class KnownFunctions
{
    private static readonly Dictionary<string, (string Good, string Bad)> Bodies = new(StringComparer.Ordinal)
    {
        ["is_palindrome(text)"] = (
            "    letters = [c.lower() for c in text if c.isalnum()]\n    return letters == letters[::-1]",
            "    return text == text[::-1]"),
        ["gcd(a, b)"] = (
            "    while b:\n        a, b = b, a % b\n    return a",
            "    return max(n for n in range(1, min(a, b) + 1) if a % n == 0 and b % n == 0)"),
        ["count_words(text)"] = (
            "    counts = {}\n    for word in text.lower().split():\n        counts[word] = counts.get(word, 0) + 1\n    return counts",
            "    counts = {}\n    for word in text.split(' '):\n        counts[word] = counts.get(word, 0) + 1\n    return counts"),
        ["flatten(items)"] = (
            "    flat = []\n    for item in items:\n        flat.extend(flatten(item) if isinstance(item, list) else [item])\n    return flat",
            "    return [item for inner in items for item in inner]"),
    };

    /// <summary>A function that a request names by its head in backticks; null when it names none that is known.</summary>
    public static string? Write(string request, bool well)
    {
        foreach (var (head, (good, bad)) in Bodies)
            if (request.Contains($"`{head}`", StringComparison.Ordinal))
                return $"```python\ndef {head}:\n{(well ? good : bad)}\n```";
        return null;
    }
}
