using System.Security.Cryptography;
using System.Text;
using DataPipe.Teachers.Anthropic;
using DataPipe.Teachers.Batches;
using DataPipe.Teachers.OpenAi;
using DataPipe.Teachers.Pooling;
using DataPipe.Teachers.Resilience;
using DataPipe.Teachers.Simulated;

namespace DataPipe.Teachers;

/// <summary>Makes the teacher that options describe: the one place that knows all kinds.</summary>
public static class TeacherFactory
{
    /// <summary>The kinds of teacher there are.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["simulated", "openai", "azure-openai", "anthropic"];

    /// <summary>Checks what can be told without a key or a network: kind, model, endpoint, ranges. Throws <see cref="TeacherConfigurationException"/> with cause and remedy.</summary>
    public static void Check(TeacherOptions options)
    {
        TeacherOptionRules.Check(options);
        if (!Kinds.Contains(options.Kind))
            throw new TeacherConfigurationException(nameof(options.Kind), $"Unknown kind of teacher '{options.Kind}'.", $"Choose one of {string.Join(", ", Kinds)}.");
        if (options.Kind == "simulated")
        {
            if (options.Batch is not null)
                _ = BatchRun.Checked(options);
            if (options.Model != SimulatedTeacher.ModelName)
                throw new TeacherConfigurationException(nameof(options.Model), $"There is no simulated model '{options.Model}'.", $"Name it {SimulatedTeacher.ModelName}, or choose another kind.");
            return;
        }

        foreach (var (_, way) in TeacherWays.Of(options))
            CheckWay(way);
        if (options.Batch is not null)
            _ = BatchRun.Checked(options);
    }

    /// <summary>Which model options ask for and where, without a key or a network; of several endpoints the first, which names the teacher. Throws <see cref="TeacherConfigurationException"/> where the options do not fit together.</summary>
    public static TeacherIdentity IdentityOf(TeacherOptions options)
    {
        if (options.Kind == "simulated") return SimulatedTeacher.Itself;
        var way = TeacherWays.Of(options)[0].Options;
        return way.Kind == "anthropic" ? AnthropicTeacher.IdentityOf(way) : OpenAiTeacher.IdentityOf(way);
    }

    private static void CheckWay(TeacherOptions options)
    {
        if (options.Endpoint is null && options.Model == SimulatedTeacher.ModelName)
            throw new TeacherConfigurationException(nameof(options.Model), "No model is named.", "Give 'model' the name of the model to ask.");
        if (options.Endpoint is null && options.Kind == "azure-openai")
            throw new TeacherConfigurationException(nameof(options.Endpoint), "An Azure OpenAI teacher needs an endpoint.", "Give 'endpoint' the resource's address, such as https://NAME.openai.azure.com.");
        if (options.Endpoint is { } endpoint && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            throw new TeacherConfigurationException(nameof(options.Endpoint), $"The endpoint '{endpoint}' is no http or https address.", "Write it like http://127.0.0.1:8000/v1.");
        if (options.Authentication is not ("api-key" or "entra"))
            throw new TeacherConfigurationException(nameof(options.Authentication), $"Unknown authentication '{options.Authentication}'.", "Choose api-key or entra.");
    }

    /// <summary>Makes a teacher; nothing is sent yet. Dispose of it where it is <see cref="IDisposable"/>. Throws <see cref="TeacherConfigurationException"/> with cause and remedy.</summary>
    /// <param name="options">Which teacher and how patiently to ask it.</param>
    /// <param name="environment">Reads an environment variable; null when it is not set. Keys come from here alone.</param>
    /// <param name="time">The clock of timeouts and waits.</param>
    public static ITeacher Create(TeacherOptions options, Func<string, string?> environment, TimeProvider time) =>
        Create(options, environment, time, new PoolHooks(), static teacher => teacher);

    /// <summary>Makes a teacher as above, with what is around its attempts.</summary>
    /// <param name="options">Which teacher and how patiently to ask it.</param>
    /// <param name="environment">Reads an environment variable; null when it is not set. Keys come from here alone.</param>
    /// <param name="time">The clock of timeouts and waits.</param>
    /// <param name="hooks">What the pool of endpoints tells and asks.</param>
    /// <param name="aroundAttempts">Wraps what asks once per prompt, so that the wrapper sees every attempt: a budget stands here.</param>
    public static ITeacher Create(
        TeacherOptions options, Func<string, string?> environment, TimeProvider time, PoolHooks hooks, Func<ITeacher, ITeacher> aroundAttempts)
    {
        Check(options);
        if (options.Kind == "simulated")
            return aroundAttempts(new SimulatedTeacher(options.Seed));

        List<PoolMember> members = [];
        try
        {
            foreach (var (name, way) in TeacherWays.Of(options))
            {
                members.Add(new PoolMember(name, Provider(way, environment, time))
                {
                    Way = KeyOf(way, environment),
                    RequestsPerMinute = way.RequestsPerMinute,
                    TokensPerMinute = way.TokensPerMinute,
                });
            }
        }
        catch
        {
            foreach (var member in members)
                (member.Teacher as IDisposable)?.Dispose();
            throw;
        }

        return new ResilientTeacher(aroundAttempts(new PooledTeacher(members, options, time, hooks)), options, time);
    }

    private static ITeacher Provider(TeacherOptions way, Func<string, string?> environment, TimeProvider time) =>
        way.Kind == "anthropic" ? new AnthropicTeacher(way, environment, time) : new OpenAiTeacher(way, environment, time);

    // What tells a way from others: kind, address, model and key, which is hashed. Providers limit the rate of a model by key, whatever the entries that use it are called.
    private static string KeyOf(TeacherOptions way, Func<string, string?> environment)
    {
        var variable = way.Kind == "anthropic" ? AnthropicTeacher.VariableOf(way) : way.ApiKeyVariable;
        var key = variable is null ? null : environment(variable)?.Trim();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', way.Kind, way.Endpoint?.TrimEnd('/'), way.Model, way.Authentication, key))));
    }
}
