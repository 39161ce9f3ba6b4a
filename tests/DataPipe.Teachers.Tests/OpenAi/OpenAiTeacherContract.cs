using DataPipe.Teachers.Serving;

namespace DataPipe.Teachers.Tests.OpenAi;

public sealed class OpenAiTeacherContract : TeacherContract
{
    private TeacherServer? _server;

    public override async Task<ITeacher> MakeAsync()
    {
        _server = await TeacherServer.StartAsync(new TeacherServerOptions(), TimeProvider.System, CancellationToken.None);
        return TeacherFactory.Create(Asking.Options(_server.Endpoint.ToString()), Asking.Environment, TimeProvider.System);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _server!.DisposeAsync();
    }
}
