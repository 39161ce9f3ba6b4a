using System.Text;

namespace DataPipe.Cli.Tables;

/// <summary>Makes outside text fit for a terminal: its control characters, which could drive the terminal, become visible.</summary>
internal static class Printable
{
    public static string Of(string text)
    {
        var first = text.AsSpan().IndexOfAnyInRange('\0', '\u001f');
        if (first < 0 && text.AsSpan().IndexOfAnyInRange('\u007f', '\u009f') < 0) return text;
        var shown = new StringBuilder(text.Length);
        foreach (var c in text)
            shown.Append(c switch
            {
                '\n' or '\t' => c,
                < ' ' => (char)('\u2400' + c),
                '\u007f' => '\u2421',
                > '\u007f' and <= '\u009f' => '\ufffd',
                _ => c,
            });
        return shown.ToString();
    }
}
