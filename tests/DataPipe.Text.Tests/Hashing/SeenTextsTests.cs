using System.Text;
using DataPipe.Text.Hashing;

namespace DataPipe.Text.Tests.Hashing;

public class SeenTextsTests
{
    [Fact]
    public void A_piece_is_new_once_in_each_text()
    {
        var seen = new SeenTexts();
        foreach (var pieces in (int[])[3, 5000, 2])
        {
            seen.Reset(2 * pieces);
            for (var i = 0; i < pieces; i++) Assert.True(seen.Add(Encoding.UTF8.GetBytes($"piece {i}")));
            for (var i = 0; i < pieces; i++) Assert.False(seen.Add(Encoding.UTF8.GetBytes($"piece {i}")));
        }
    }
}
