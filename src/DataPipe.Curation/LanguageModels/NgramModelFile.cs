using DataPipe.Core.Faults;
using DataPipe.Core.Steps;
using DataPipe.Text.LanguageModels;
using DataPipe.Text.Words;

namespace DataPipe.Curation.LanguageModels;

/// <summary>Loads a language model: our own format or ARPA, told apart by the first bytes.</summary>
internal static class NgramModelFile
{
    /// <summary>Loads a model.</summary>
    /// <exception cref="FaultException">DP1262: it is none, or damaged.</exception>
    internal static NgramModel Load(StepFile file, IStepFiles files, WordRule arpaWords, ModelNormalization arpaNormalization)
    {
        using var stream = files.Open(file);
        try
        {
            Span<byte> start = stackalloc byte[4];
            var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            stream.Position = 0;
            return start[..read].SequenceEqual("DPNN"u8) ? NgramModelReader.Read(stream) : ArpaReader.Read(stream, arpaWords, arpaNormalization);
        }
        catch (InvalidDataException wrong)
        {
            throw new FaultException("DP1262", $"{file.Path} is no language model that can be used: {wrong.Message}", wrong);
        }
    }
}
