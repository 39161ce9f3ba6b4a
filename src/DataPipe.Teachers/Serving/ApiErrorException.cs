namespace DataPipe.Teachers.Serving;

/// <summary>Carries an error from where a request is read to where the response is written.</summary>
internal sealed class ApiErrorException(ApiError error) : Exception(error.Message)
{
    public ApiError Error { get; } = error;
}
