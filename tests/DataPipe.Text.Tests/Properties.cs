using FsCheck;

namespace DataPipe.Text.Tests;

/// <summary>Runs a property as an assertion.</summary>
internal static class Properties
{
    internal static void Holds(this Property property) => Check.QuickThrowOnFailure(property);
}
