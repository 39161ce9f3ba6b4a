namespace DataPipe.Parquet.Tests.Support;

/// <summary>How many cases a property is tried with: few in every build, many where DATAPIPE_LONG_TESTS is 1.</summary>
internal static class LongTests
{
    public static int Cases(int usual, int many) => Environment.GetEnvironmentVariable("DATAPIPE_LONG_TESTS") == "1" ? many : usual;
}
