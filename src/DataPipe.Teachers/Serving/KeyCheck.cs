using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace DataPipe.Teachers.Serving;

/// <summary>Asks every request for the key, in time that does not depend on how much of it is right.</summary>
internal sealed class KeyCheck(string? requiredKey)
{
    private const string Bearer = "Bearer ";

    private readonly byte[]? _digest = requiredKey is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(requiredKey));

    /// <summary>Throws <see cref="ApiErrorException"/> for a request without the right key.</summary>
    public void Admit(HttpRequest request)
    {
        if (_digest is null)
            return;
        var authorization = request.Headers.Authorization.ToString();
        var given = authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? authorization[Bearer.Length..].Trim()
            : request.Headers["api-key"] is { Count: > 0 } azure ? azure.ToString() : request.Headers["x-api-key"].ToString();
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), _digest))
        {
            throw new ApiErrorException(new ApiError(
                StatusCodes.Status401Unauthorized, "invalid_request_error", "The API key is missing or incorrect.", null, "invalid_api_key"));
        }
    }
}
