using System.Diagnostics.CodeAnalysis;
using DataPipe.Teachers;

namespace DataPipe.Cli.Wiring;

/// <summary>Compares teachers' options by what they say, lists included.</summary>
internal sealed class SameTeacher : IEqualityComparer<TeacherOptions>
{
    public static SameTeacher Comparer { get; } = new();

    public bool Equals(TeacherOptions? x, TeacherOptions? y) =>
        x is null || y is null ? x == y : Bare(x) == Bare(y) && x.ApiKeyVariables.SequenceEqual(y.ApiKeyVariables) && x.Endpoints.SequenceEqual(y.Endpoints);

    public int GetHashCode([DisallowNull] TeacherOptions obj)
    {
        var hash = new HashCode();
        hash.Add(Bare(obj));
        foreach (var variable in obj.ApiKeyVariables) hash.Add(variable, StringComparer.Ordinal);
        foreach (var endpoint in obj.Endpoints) hash.Add(endpoint);
        return hash.ToHashCode();
    }

    private static TeacherOptions Bare(TeacherOptions options) => options with { ApiKeyVariables = Array.Empty<string>(), Endpoints = Array.Empty<TeacherEndpoint>() };
}
