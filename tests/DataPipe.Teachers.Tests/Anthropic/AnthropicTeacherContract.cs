using DataPipe.Teachers.Serving;

namespace DataPipe.Teachers.Tests.Anthropic;

/// <summary>The contract's stop texts and lengths hold here too; only a seed of the provider is not part of this protocol.</summary>
public sealed class AnthropicTeacherContract : TeacherContract
{
    private TeacherServer? _server;

    public override async Task<ITeacher> MakeAsync()
    {
        _server = await TeacherServer.StartAsync(new TeacherServerOptions(), TimeProvider.System, CancellationToken.None);
        return TeacherFactory.Create(Asking.Options(_server.Endpoint.ToString()) with { Kind = "anthropic" }, Asking.Environment, TimeProvider.System);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _server!.DisposeAsync();
    }
}
