namespace DataPipe.Text.Privacy;

/// <summary>Looks at the bytes around a place.</summary>
internal static class AsciiForm
{
    /// <summary>The byte at an offset, 0 outside of the text.</summary>
    internal static byte At(ReadOnlySpan<byte> utf8, int at) => (uint)at < (uint)utf8.Length ? utf8[at] : (byte)0;

    internal static bool IsDigit(byte b) => (uint)(b - '0') < 10;

    internal static bool IsLetter(byte b) => (uint)((b | 0x20) - 'a') < 26;

    internal static bool IsUpper(byte b) => (uint)(b - 'A') < 26;

    internal static bool IsAlphanumeric(byte b) => IsDigit(b) || IsLetter(b);

    internal static bool IsHex(byte b) => IsDigit(b) || (uint)((b | 0x20) - 'a') < 6;

    /// <summary>Whether a byte goes on with a word or number of ASCII: then what stands beside it is no whole. Other scripts need no space around an address or number.</summary>
    internal static bool IsWordByte(byte b) => IsAlphanumeric(b) || b == '_';
}
