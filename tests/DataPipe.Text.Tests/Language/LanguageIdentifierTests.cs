using System.Text;
using DataPipe.Text.Language;

namespace DataPipe.Text.Tests.Language;

public class LanguageIdentifierTests
{
    [Theory]
    [InlineData("The weather has been very cold this winter and everybody is looking forward to spring.", "en")]
    [InlineData("Das Wetter war in diesem Winter sehr kalt und alle freuen sich auf den Frühling.", "de")]
    [InlineData("Il a fait très froid cet hiver et tout le monde attend le printemps.", "fr")]
    [InlineData("Este invierno ha hecho mucho frío y todos esperan la primavera.", "es")]
    [InlineData("Bu kış hava çok soğuktu ve herkes baharı bekliyor.", "tr")]
    [InlineData("Этой зимой было очень холодно, и все ждут весны.", "ru")]
    [InlineData("Цієї зими було дуже холодно, і всі чекають на весну.", "uk")]
    [InlineData("今年の冬はとても寒くて、みんな春を待っています。", "ja")]
    [InlineData("今年冬天非常冷，大家都在等待春天。", "zh")]
    [InlineData("올겨울은 매우 추워서 모두 봄을 기다리고 있다.", "ko")]
    [InlineData("Ο χειμώνας ήταν πολύ κρύος φέτος.", "el")]
    [InlineData("كان الطقس باردا جدا هذا الشتاء والجميع ينتظر الربيع.", "ar")]
    [InlineData("इस सर्दी में बहुत ठंड थी और सब वसंत का इंतजार कर रहे हैं।", "hi")]
    public void Sentences_of_great_languages_are_known(string text, string expected)
    {
        var guess = LanguageIdentifier.Identify(Encoding.UTF8.GetBytes(text));
        Assert.Equal(expected, guess.Language);
        Assert.True(guess.Confidence > 0.65, $"{guess}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345 67.8 -- !?")]
    [InlineData("😀😀")]
    public void Text_without_letters_is_undetermined(string text) => Assert.Equal(LanguageGuess.Unknown, LanguageIdentifier.Identify(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Noise_of_letters_gets_little_confidence()
    {
        var noise = string.Join(' ', Enumerable.Range(0, 60).Select(w => string.Concat(Enumerable.Range(0, 6).Select(c => (char)('a' + (int)(DataPipe.Text.Hashing.Mix64.Combine((ulong)w, (ulong)c) % 26))))));
        Assert.True(LanguageIdentifier.Identify(Encoding.ASCII.GetBytes(noise)).Confidence < 0.4);
    }

    [Fact]
    public void Mixed_scripts_share_the_confidence()
    {
        var guess = LanguageIdentifier.Identify("The weather has been very cold this winter. Этой зимой было очень холодно, и все ждут."u8);
        Assert.InRange(guess.Confidence, 0.3, 0.7);
    }

    [Fact]
    public void A_guess_is_made_of_the_start_of_a_long_text_and_does_not_change()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Il governo ha detto che non ci sono risposte facili. ", 3000)));
        Assert.Equal("it", LanguageIdentifier.Identify(text).Language);
        Assert.Equal(LanguageIdentifier.Identify(text), LanguageIdentifier.Identify(text));
    }
}
