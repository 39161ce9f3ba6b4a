using System.ClientModel.Primitives;

namespace DataPipe.Teachers.OpenAi;

/// <summary>Sends requests without any credential, for endpoints that ask for none.</summary>
internal sealed class NoAuthentication : AuthenticationPolicy
{
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
        ProcessNext(message, pipeline, currentIndex);

    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
        ProcessNextAsync(message, pipeline, currentIndex);
}
