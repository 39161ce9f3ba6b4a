using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.Identity;

namespace DataPipe.Teachers.OpenAi;

/// <summary>Where a teacher of the OpenAI protocol answers and how to authenticate there; made only of options that fit together.</summary>
internal sealed class OpenAiConnection
{
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
        var azure = IsAzure(options);
        var endpoint = EndpointOf(options);
        return options.Authentication switch
        {
            "entra" => ByEntra(options, azure, endpoint),
            "api-key" => ByKey(options, azure, endpoint, environment),
            _ => throw new TeacherConfigurationException(
                nameof(options.Authentication), $"Unknown authentication '{options.Authentication}'.", "Choose api-key or entra."),
        };
    }

    /// <summary>The endpoint's address, ending in a slash; throws <see cref="TeacherConfigurationException"/> where it is missing or none.</summary>
    public static Uri EndpointOf(TeacherOptions options)
    {
        var azure = IsAzure(options);
        if (options.Endpoint is null && azure)
        {
            throw new TeacherConfigurationException(
                nameof(options.Endpoint), "Azure OpenAI needs an endpoint.", "Give it as https://RESOURCE.openai.azure.com.");
        }

        return EndpointKey.EndpointOf(options, "https://api.openai.com/v1/", azure ? "/openai/v1" : "");
    }

    private static bool IsAzure(TeacherOptions options) => options.Kind == "azure-openai";

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
        if (EndpointKey.KeyOf(options, options.ApiKeyVariable, endpoint, environment) is not { } key)
            return new OpenAiConnection(options.Kind, endpoint, new NoAuthentication(), new SecretScrubber(null));

        var credential = new ApiKeyCredential(key);
        var policy = azure
            ? ApiKeyAuthenticationPolicy.CreateHeaderApiKeyPolicy(credential, "api-key")
            : ApiKeyAuthenticationPolicy.CreateBearerAuthorizationPolicy(credential);
        return new OpenAiConnection(options.Kind, endpoint, policy, new SecretScrubber(key));
    }
}
