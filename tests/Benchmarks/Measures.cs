namespace Cockpit.Benchmarks;

/// <summary>What was measured, each held against a limit: a ratio to a peer that ran beside it, or a number that has to hold anywhere.</summary>
public sealed class Measures
{
    private readonly List<(string Name, double Value, string Unit, double Limit, bool AtLeast, string How)> rows = [];

    public int Passed => rows.Count(r => Holds(r.Value, r.Limit, r.AtLeast));

    public int Failed => rows.Count - Passed;

    /// <param name="name">What was measured.</param>
    /// <param name="value">NaN where it could not be measured, which counts as failed.</param>
    /// <param name="limit">The most that is good enough.</param>
    /// <param name="how">Against what, with the raw numbers.</param>
    public void Add(string name, double value, string unit, double limit, string how) => rows.Add((name, value, unit, limit, false, how));

    /// <summary>Like <see cref="Add"/>, where more is better.</summary>
    /// <param name="limit">The least that is good enough.</param>
    public void AddAtLeast(string name, double value, string unit, double limit, string how) => rows.Add((name, value, unit, limit, true, how));

    /// <summary>A ratio of two costs of the same run.</summary>
    public void AddRatio(string name, double ours, double theirs, double limit, string unit, string peer) =>
        Add(name, ours / theirs, "x", limit, $"{ours:0.###} {unit} against {theirs:0.###} {unit} of {peer}");

    public void Print(TextWriter output)
    {
        foreach (var (name, value, unit, limit, atLeast, how) in rows)
            output.WriteLine($"{(Holds(value, limit, atLeast) ? "ok  " : "FAIL")} {name,-42} {value,9:0.###} {unit,-5} {(atLeast ? "least" : "limit")} {limit,7:0.###}  {how}");
        output.WriteLine($"{Passed} passed, {Failed} failed");
    }

    /// <summary>NaN holds nowhere.</summary>
    private static bool Holds(double value, double limit, bool atLeast) => atLeast ? value >= limit : value <= limit;
}
