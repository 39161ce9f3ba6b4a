using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.Identity;

namespace DataPipe.Teachers.OpenAi;

/// <summary>Where a teacher of the OpenAI protocol answers and how to authenticate there; made only of options that fit together.</summary>
internal sealed class OpenAiConnection
{
    private const string EnvironmentRemedy = "Set it in the environment; keys are read from nowhere else.";

    private OpenAiConnection(string provider, Uri endpoint, AuthenticationPolicy authentication, SecretScrubber scrubber)
    {
        Provider = provider;
        Endpoint = endpoint;
        Authentication = authentication;
        Scrubber = scrubber;
    }

    public string Provider { get; }

    public Uri Endpoint { get; }

    public AuthenticationPolicy Authentication { get; }

    public SecretScrubber Scrubber { get; }

    /// <summary>Resolves the options; throws <see cref="TeacherConfigurationException"/> where they do not fit together.</summary>
    public static OpenAiConnection Create(TeacherOptions options, Func<string, string?> environment)
    {
        var azure = options.Kind == "azure-openai";
        var endpoint = EndpointOf(options, azure);
        return options.Authentication switch
        {
            "entra" => ByEntra(options, azure, endpoint),
            "api-key" => ByKey(options, azure, endpoint, environment),
            _ => throw new TeacherConfigurationException(
                nameof(options.Authentication), $"Unknown authentication '{options.Authentication}'.", "Choose api-key or entra."),
        };
    }

    private static Uri EndpointOf(TeacherOptions options, bool azure)
    {
        if (options.Endpoint is null && !azure)
            return new Uri("https://api.openai.com/v1/");
        if (options.Endpoint is null)
        {
            throw new TeacherConfigurationException(
                nameof(options.Endpoint), "Azure OpenAI needs an endpoint.", "Give it as https://RESOURCE.openai.azure.com.");
        }

        if (!Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var given) || given.Scheme is not ("http" or "https"))
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
        if (azure && path.Length == 0)
            path = "/openai/v1";
        return new UriBuilder(given) { Path = path + "/" }.Uri;
    }

    private static OpenAiConnection ByEntra(TeacherOptions options, bool azure, Uri endpoint)
    {
        if (!azure)
        {
            throw new TeacherConfigurationException(
                nameof(options.Authentication), $"Entra ID is not offered by kind '{options.Kind}'.", "Use kind azure-openai, or api-key.");
        }

        if (endpoint.Scheme != Uri.UriSchemeHttps)
        {
            throw new TeacherConfigurationException(
                nameof(options.Endpoint), "Entra ID tokens never travel over http.", "Use an https endpoint, or api-key.");
        }

        var policy = new BearerTokenPolicy(new DefaultAzureCredential(), options.EntraScope);
        return new OpenAiConnection(options.Kind, endpoint, policy, new SecretScrubber(null));
    }

    private static OpenAiConnection ByKey(TeacherOptions options, bool azure, Uri endpoint, Func<string, string?> environment)
    {
        if (options.ApiKeyVariable is not { } variable)
            return new OpenAiConnection(options.Kind, endpoint, new NoAuthentication(), new SecretScrubber(null));

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

        var credential = new ApiKeyCredential(key);
        var policy = azure
            ? ApiKeyAuthenticationPolicy.CreateHeaderApiKeyPolicy(credential, "api-key")
            : ApiKeyAuthenticationPolicy.CreateBearerAuthorizationPolicy(credential);
        return new OpenAiConnection(options.Kind, endpoint, policy, new SecretScrubber(key));
    }
}
