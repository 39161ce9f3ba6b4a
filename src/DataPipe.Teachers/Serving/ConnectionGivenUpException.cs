namespace DataPipe.Teachers.Serving;

/// <summary>The server ended the connection on purpose: there is nothing left to answer.</summary>
internal sealed class ConnectionGivenUpException() : Exception("The connection was ended on purpose.");
