namespace DataPipe.Text.Words;

/// <summary>One word of a text: where it is and what it is made of.</summary>
public readonly ref struct Word
{
    private readonly RuneTrait _any, _all;

    internal Word(ReadOnlySpan<byte> span, int start, int bytes, int runes, RuneTrait any, RuneTrait all)
    {
        Span = span;
        Start = start;
        Bytes = bytes;
        Runes = runes;
        _any = any;
        _all = all;
    }

    /// <summary>The bytes of the word, as its rule reads it: those of the text, but for the quotation marks of <see cref="WordRule.Treebank"/>.</summary>
    public ReadOnlySpan<byte> Span { get; }

    /// <summary>The offset of the word in the text, in bytes.</summary>
    public int Start { get; }

    /// <summary>The length of the word in the text, in bytes.</summary>
    public int Bytes { get; }

    /// <summary>The length of the word in code points, as its rule reads it.</summary>
    public int Runes { get; }

    /// <summary>Whether every character is in the filters' punctuation class (<see cref="CharacterClass.IsPunctuation"/>).</summary>
    public bool IsPunctuation => (_all & RuneTrait.Punctuation) != 0;

    /// <summary>Whether some character is a letter of any script.</summary>
    public bool HasAlphabetic => (_any & RuneTrait.Letter) != 0;

    /// <summary>Whether some character is a decimal digit of any script.</summary>
    public bool HasDigit => (_any & RuneTrait.Digit) != 0;

    /// <summary>Whether the word is one mark that ends a sentence.</summary>
    internal bool IsTerminal => Runes == 1 && (_all & RuneTrait.Terminal) != 0;

    /// <summary>Whether every character is in Unicode's punctuation categories.</summary>
    internal bool IsUnicodePunctuation => (_all & RuneTrait.UnicodePunctuation) != 0;
}
