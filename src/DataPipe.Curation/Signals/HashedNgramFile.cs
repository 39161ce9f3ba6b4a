using System.Globalization;
using System.Text;
using DataPipe.Core.Faults;
using DataPipe.Core.Steps;
using DataPipe.Curation.Lists;
using DataPipe.Text.Signals;

namespace DataPipe.Curation.Signals;

/// <summary>Counts of hashed words and pairs as a text file: a line that tells what it is, then buckets, documents and words, then a count a line.</summary>
internal static class HashedNgramFile
{
    private const string Head = "datapipe hashed n-grams 1";

    internal static byte[] Write(HashedNgramCounts counts)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Head}\n{counts.Buckets.Count}\n{counts.Documents}\n{counts.Words}\n");
        foreach (var count in counts.Buckets) text.Append(CultureInfo.InvariantCulture, $"{count}\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>Reads such a file.</summary>
    /// <exception cref="FaultException">DP1270: it is none, or cut off.</exception>
    internal static HashedNgramCounts Read(StepFile file, IStepFiles files)
    {
        List<long> numbers = [];
        var isFirst = true;
        ListFile.Read(file, files, skipComments: false, line =>
        {
            if (isFirst ? !line.SequenceEqual(Encoding.ASCII.GetBytes(Head)) : !long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !Add(number))
                throw new FaultException("DP1270", $"{file.Path} is no file of the stage 'hashed-ngrams'", null);
            isFirst = false;
        });
        if (numbers.Count < 4 || numbers.Count != 3 + numbers[0] || numbers.Skip(3).Sum() == 0)
            throw new FaultException("DP1270", $"{file.Path} is no whole file of the stage 'hashed-ngrams', or counts nothing", null);
        return new HashedNgramCounts(numbers.GetRange(3, numbers.Count - 3), numbers[1], numbers[2]);

        bool Add(long number)
        {
            numbers.Add(number);
            return numbers.Count < 1 << 24;
        }
    }
}
