namespace Cockpit.Benchmarks;

/// <summary>The published program that is measured.</summary>
public static class Published
{
    /// <summary>$COCKPIT_PROGRAM, which tests/run.sh sets; else where it publishes to.</summary>
    public static string Program { get; } = Environment.GetEnvironmentVariable("COCKPIT_PROGRAM") is { Length: > 0 } named ? named : Path.GetFullPath("artifacts/publish/cockpit");
}
