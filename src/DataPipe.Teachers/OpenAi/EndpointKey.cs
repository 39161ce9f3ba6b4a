namespace DataPipe.Teachers.OpenAi;

/// <summary>Resolves where a teacher answers and the key it asks for, and refuses what would give a key away.</summary>
internal static class EndpointKey
{
    private const string EnvironmentRemedy = "Set it in the environment; keys are read from nowhere else.";

    /// <summary>The endpoint's address, ending in a slash; the given one where the options name none. Throws <see cref="TeacherConfigurationException"/>.</summary>
    /// <param name="options">The options.</param>
    /// <param name="usual">The provider's own address.</param>
    /// <param name="usualPath">The path where the address has none.</param>
    public static Uri EndpointOf(TeacherOptions options, string usual, string usualPath)
    {
        if (!Uri.TryCreate(options.Endpoint ?? usual, UriKind.Absolute, out var given) || given.Scheme is not ("http" or "https"))
        {
            throw new TeacherConfigurationException(
                nameof(options.Endpoint), "The endpoint is not an absolute http or https address.", "Give it as in http://127.0.0.1:8000/v1.");
        }

        if (given.UserInfo.Length > 0 || given.Query.Length > 0 || given.Fragment.Length > 0)
        {
            throw new TeacherConfigurationException(
                nameof(options.Endpoint), "The endpoint holds a user name, a query or a fragment.", "Give scheme, host, port and path alone; the key comes from the environment.");
        }

        var path = given.AbsolutePath.TrimEnd('/');
        return new UriBuilder(given) { Path = (path.Length == 0 ? usualPath : path) + "/" }.Uri;
    }

    /// <summary>Host, and port where it is not the usual one.</summary>
    public static string HostOf(Uri endpoint) => endpoint.IsDefaultPort ? endpoint.Host : endpoint.Authority;

    /// <summary>The key, or null where the endpoint asks for none. Throws <see cref="TeacherConfigurationException"/>.</summary>
    public static string? KeyOf(TeacherOptions options, string? variable, Uri endpoint, Func<string, string?> environment)
    {
        if (variable is null)
            return null;
        var key = environment(variable)?.Trim();
        if (string.IsNullOrEmpty(key))
        {
            throw new TeacherConfigurationException(
                nameof(options.ApiKeyVariable),
                $"The environment variable {variable} is not set, and {endpoint.Host} may ask for a key.",
                $"{EnvironmentRemedy} For an endpoint without a key, set the variable's name to null.");
        }

        if (key.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0)
        {
            throw new TeacherConfigurationException(
                nameof(options.ApiKeyVariable),
                $"The environment variable {variable} holds white space, control or non-ASCII characters within the key.",
                "Set it to the key alone, as the provider shows it.");
        }

        if (endpoint.Scheme == Uri.UriSchemeHttp && !endpoint.IsLoopback && !options.AllowKeyOverHttp)
        {
            throw new TeacherConfigurationException(
                nameof(options.Endpoint),
                $"The key of {variable} would travel unencrypted to {endpoint.Host}.",
                "Use https, or allow a key over http where the network is trusted, or set the variable's name to null.");
        }

        return key;
    }
}
