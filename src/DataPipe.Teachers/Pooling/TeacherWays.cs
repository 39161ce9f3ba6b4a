namespace DataPipe.Teachers.Pooling;

/// <summary>The ways to a model that options describe: every endpoint with every key.</summary>
internal static class TeacherWays
{
    /// <summary>For each way its name and the options of a teacher that takes it alone.</summary>
    public static IReadOnlyList<(string Name, TeacherOptions Options)> Of(TeacherOptions options)
    {
        if (options.Endpoints.Count > 0 && options.ApiKeyVariables.Count > 0)
        {
            throw new TeacherConfigurationException(
                nameof(options.ApiKeyVariables),
                "Both 'endpoints' and 'api-key-variables' are given.",
                "Give each of the 'endpoints' its 'api-key-variable'; one address may stand there several times.");
        }

        var alone = options with { Endpoints = [], ApiKeyVariables = [] };
        List<(string Name, TeacherOptions Options)> ways = [];
        foreach (var endpoint in options.Endpoints)
        {
            Add(ways, alone with
            {
                Endpoint = endpoint.Endpoint ?? options.Endpoint,
                ApiKeyVariable = endpoint.ApiKeyVariable ?? options.ApiKeyVariable,
                Model = endpoint.Model ?? options.Model,
                RequestsPerMinute = endpoint.RequestsPerMinute ?? options.RequestsPerMinute,
                TokensPerMinute = endpoint.TokensPerMinute ?? options.TokensPerMinute,
            });
        }

        if (options.Endpoints.Count == 0)
        {
            // A list of keys says it all; the single variable has a default that nobody wrote down.
            foreach (var variable in options.ApiKeyVariables)
                Add(ways, alone with { ApiKeyVariable = variable });
            if (ways.Count == 0)
                Add(ways, alone);
        }

        return ways;
    }

    private static void Add(List<(string Name, TeacherOptions Options)> ways, TeacherOptions way)
    {
        var host = Uri.TryCreate(way.Endpoint, UriKind.Absolute, out var address) ? address.Authority : way.Kind;
        var name = way.ApiKeyVariable is null ? $"{way.Model} at {host}" : $"{way.Model} at {host} with the key of {way.ApiKeyVariable}";
        foreach (var other in ways)
        {
            if (other.Name != name)
                continue;
            throw new TeacherConfigurationException(
                nameof(way.Endpoints), $"'{name}' is named twice.", "Two ways with one key share its limits and gain nothing: name each once.");
        }

        ways.Add((name, way));
    }
}
