using System.Runtime.InteropServices;

namespace DataPipe.Text.Rouge;

/// <summary>The texts of a pool that hold one token; many of them by length, so that those too short or too long are not even looked at.</summary>
internal sealed class TokenTexts
{
    private const int Few = 32;
    private readonly List<PooledText> _few = [];
    private List<PooledText>?[] _byLength = [];

    /// <summary>How many texts.</summary>
    public int Count { get; private set; }

    /// <summary>The number of groups that <see cref="Group"/> walks over for texts from <paramref name="least"/> to <paramref name="most"/> tokens, from which on.</summary>
    public (int First, int End) Groups(double least, double most)
    {
        if (_byLength.Length == 0) return (0, 1);
        var first = least > 1 ? GroupOf(Math.Min(least, int.MaxValue)) : 0;
        var end = most < 1 ? 0 : most >= int.MaxValue ? _byLength.Length : GroupOf(most) + 1;
        return (Math.Min(first, _byLength.Length), Math.Min(end, _byLength.Length));
    }

    /// <summary>The texts of a group, in the order of adding.</summary>
    public ReadOnlySpan<PooledText> Group(int group) => CollectionsMarshal.AsSpan(_byLength.Length == 0 ? _few : _byLength[group]);

    /// <summary>Adds a text; one that was just added is not added again.</summary>
    public void Add(PooledText text)
    {
        if (_byLength.Length == 0)
        {
            if (_few is [.., var last] && last.Place == text.Place) return;
            _few.Add(text);
            Count++;
            if (Count <= Few) return;
            foreach (var one in _few) Put(one);
            _few.Clear();
            _few.Capacity = 0;
            return;
        }
        var group = GroupOf(text.Sketch.Tokens);
        if (group < _byLength.Length && _byLength[group] is [.., var newest] && newest.Place == text.Place) return;
        Put(text);
        Count++;
    }

    private void Put(PooledText text)
    {
        var group = GroupOf(text.Sketch.Tokens);
        if (group >= _byLength.Length) Array.Resize(ref _byLength, group + 1);
        (_byLength[group] ??= []).Add(text);
    }

    // Eight groups for every doubling of the length.
    private static int GroupOf(double tokens) => (int)(8 * Math.Log2(tokens));
}
