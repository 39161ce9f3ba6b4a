using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace DataPipe.Teachers.Tests.Pooling;

/// <summary>What a user sets wrongly is said once, soon and with the setting's name, however much is asked.</summary>
public sealed class SetupMistakeTests
{
    private const int Asked = 50;

    [Theory]
    [InlineData(401, """{"error":{"message":"Incorrect API key provided.","code":"invalid_api_key"}}""", FailureKind.Unauthorised, "'api-key-variable'")]
    [InlineData(403, """{"error":{"message":"No access to this model."}}""", FailureKind.Unauthorised, "'api-key-variable'")]
    [InlineData(404, """{"error":{"message":"The model 'm' does not exist.","code":"model_not_found"}}""", FailureKind.InvalidRequest, "'model'")]
    [InlineData(404, "<html>nothing here</html>", FailureKind.InvalidRequest, "'endpoint'")]
    [InlineData(405, "", FailureKind.InvalidRequest, "'endpoint'")]
    [InlineData(302, "", FailureKind.Permanent, "'endpoint'")]
    [InlineData(429, """{"error":{"message":"You exceeded your current quota.","type":"insufficient_quota"}}""", FailureKind.QuotaExhausted, "credit")]
    [InlineData(402, """{"error":{"message":"Insufficient balance."}}""", FailureKind.QuotaExhausted, "credit")]
    public async Task What_no_repeat_can_mend_costs_one_request(int status, string body, FailureKind kind, string setting)
    {
        await using var server = await FaultServer.AlwaysAsync(status, body);
        var failed = await AskManyAsync(Asking.Options(server.Endpoint, "m"));
        Assert.Equal((1, kind), (server.Hits, failed.Kind));
        Assert.Contains(setting, failed.Message, StringComparison.Ordinal);
        Assert.Contains("TEST_KEY", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failed.Message);
        Assert.DoesNotContain(Asking.Key, failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_instead_of_an_answer_costs_three_requests()
    {
        await using var server = await FaultServer.AlwaysAsync(200, "<html>Welcome</html>");
        var failed = await AskManyAsync(Asking.Options(server.Endpoint, "m"));
        Assert.Equal((3, FailureKind.Permanent), (server.Hits, failed.Kind));
        Assert.Contains("'endpoint'", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_said_to_be_a_wrong_endpoint()
    {
        var server = await FaultServer.AlwaysAsync(200, "");
        var endpoint = server.Endpoint;
        await server.DisposeAsync();
        var failed = await AskManyAsync(Asking.Options(endpoint, "m"));
        Assert.Equal((FailureKind.Permanent, false), (failed.Kind, failed.WasSent));
        Assert.Contains("'endpoint'", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_without_an_address_is_said_to_be_a_wrong_endpoint()
    {
        var failed = await AskManyAsync(Asking.Options("https://teacher.invalid/v1", "m"));
        Assert.Equal((FailureKind.Permanent, false), (failed.Kind, failed.WasSent));
        Assert.Contains("'endpoint'", failed.Message, StringComparison.Ordinal);
        Assert.Contains("teacher.invalid", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_accepted()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        var hits = 0;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        await using var app = builder.Build();
        app.Run(context =>
        {
            Interlocked.Increment(ref hits);
            return context.Response.WriteAsync("");
        });
        await app.StartAsync();

        var failed = await AskManyAsync(Asking.Options(app.Urls.First() + "/v1", "m"));
        Assert.Equal((0, FailureKind.Permanent, false), (hits, failed.Kind, failed.WasSent));
        Assert.Contains("'endpoint'", failed.Message, StringComparison.Ordinal);
        Assert.Contains("certificate", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_without_encryption_asked_with_it_is_said_to_be_wrong()
    {
        await using var server = await FaultServer.AlwaysAsync(200, "");
        var failed = await AskManyAsync(Asking.Options(server.Endpoint.Replace("http://", "https://", StringComparison.Ordinal), "m"));
        Assert.Equal((0, FailureKind.Permanent), (server.Hits, failed.Kind));
        Assert.Contains("'endpoint'", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_does_not_work_any_more_ends_what_is_left()
    {
        await using var server = await FaultServer.StartAsync((hit, context) => hit < 20
            ? FaultServer.WriteAsync(context, 200, FaultServer.Completion("ok"))
            : FaultServer.WriteAsync(context, 401, """{"error":{"message":"Key revoked."}}"""));
        using var teacher = (IDisposable)TeacherFactory.Create(Asking.Options(server.Endpoint, "m"), Asking.Environment, TimeProvider.System);
        var replies = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => ((ITeacher)teacher).AskAsync(Prompt.FromUser($"hello {i}"), CancellationToken.None)));
        Assert.Equal(20, replies.Count(reply => reply is Reply.Answered));
        // The eight that were under way when the first was refused.
        Assert.InRange(server.Hits, 21, 28);
    }

    private static async Task<Reply.Failed> AskManyAsync(TeacherOptions options)
    {
        var watch = Stopwatch.StartNew();
        var teacher = TeacherFactory.Create(options, Asking.Environment, TimeProvider.System);
        using var _ = teacher as IDisposable;
        var replies = await Task.WhenAll(Enumerable.Range(0, Asked).Select(i => teacher.AskAsync(Prompt.FromUser($"hello {i}"), CancellationToken.None)));
        Assert.All(replies, reply => Assert.IsType<Reply.Failed>(reply));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
        var messages = replies.Cast<Reply.Failed>().Where(failed => failed.Kind != FailureKind.Transient).ToArray();
        return messages[0];
    }
}
