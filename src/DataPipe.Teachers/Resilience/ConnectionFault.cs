using System.Net.Sockets;
using System.Security.Authentication;

namespace DataPipe.Teachers.Resilience;

/// <summary>Tells what kept a request from getting any answer: the words are short and the code is stable.</summary>
internal static class ConnectionFault
{
    public const string UnknownHost = "unknown-host";
    public const string ConnectionRefused = "connection-refused";
    public const string Insecure = "tls";

    /// <summary>Longest wait for a connection: who does not take it up by then is not there.</summary>
    public static TimeSpan LongestConnect { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether a failure with this code came before anything was sent.</summary>
    public static bool IsBeforeSending(string? code) => code is UnknownHost or ConnectionRefused or Insecure;

    /// <summary>Kind and code of the failure that an exception of the network shows; the code is null when there is none of its own.</summary>
    public static (FailureKind Kind, string? Code) Of(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            // A certificate that is not trusted stays so; a handshake that is cut off is a disturbance like any other.
            if (cause is AuthenticationException)
                return (FailureKind.Permanent, Insecure);
            if (cause is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } or SocketException { SocketErrorCode: SocketError.HostNotFound })
                return (FailureKind.Transient, UnknownHost);
            if (cause is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
                return (FailureKind.Transient, ConnectionRefused);
        }

        return (FailureKind.Transient, null);
    }
}
