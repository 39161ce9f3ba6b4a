namespace DataPipe.Text.Language;

/// <summary>A script, as far as telling languages apart needs it.</summary>
internal enum Script : byte
{
    None, Latin, Cyrillic, Arabic, Devanagari, Greek, Hebrew, Armenian, Georgian, Bengali, Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada,
    Malayalam, Sinhala, Thai, Lao, Burmese, Khmer, Tibetan, Ethiopic, Hangul, Kana, Han, Thaana, Nko, OlChiki, Cherokee,
}
