namespace DataPipe.Teachers;

/// <summary>Which model a teacher is and where it answers, for provenance.</summary>
/// <param name="Provider">Who serves it: <c>openai</c>, <c>azure-openai</c>, <c>anthropic</c> or <c>simulated</c>.</param>
/// <param name="Model">The model, or the deployment, that is asked for.</param>
/// <param name="EndpointHost">Host and port of the endpoint; <c>in-process</c> when no network is involved.</param>
/// <param name="Simulated">Whether the answers are simulated and must never be taken for a model's.</param>
/// <param name="Version">Version of the protocol or of the simulation.</param>
public sealed record TeacherIdentity(string Provider, string Model, string EndpointHost, bool Simulated, string Version)
{
    /// <summary><c>provider/model@host</c>: the id of a teacher behind an endpoint, and what that of a simulated one in process begins with.</summary>
    public string EndpointId => $"{Provider}/{Model}@{EndpointHost}";
}
