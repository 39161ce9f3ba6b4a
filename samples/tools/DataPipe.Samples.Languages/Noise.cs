using System.Text;
using DataPipe.Text.Hashing;
using DataPipe.Text.Language;

namespace DataPipe.Samples.Languages;

/// <summary>Text in no language: letters of real words in disorder, or letters drawn at random.</summary>
internal static class Noise
{
    /// <summary>An example made of <paramref name="text"/>.</summary>
    internal static byte[] Example(byte[] text, ulong seed, Script script)
    {
        var letters = Encoding.UTF8.GetString(text).EnumerateRunes().ToArray();
        var isRandom = script == Script.Latin && seed % 3 == 0;
        for (var i = letters.Length - 1; i > 0; i--)
        {
            var chance = Mix64.Combine(seed, (ulong)i);
            if (isRandom && Rune.IsLetter(letters[i])) letters[i] = new((int)('a' + chance % 26));
            else if (!isRandom)
            {
                // Of the last dozen letters, so that words keep their lengths more or less.
                var other = i - (int)(chance % (ulong)Math.Min(i + 1, 12));
                (letters[i], letters[other]) = (letters[other], letters[i]);
            }
        }
        return Encoding.UTF8.GetBytes(string.Concat(letters.Select(r => r.ToString())));
    }
}
