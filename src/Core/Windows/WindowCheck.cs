using Cockpit.Core.Definitions;
using NodaTime;

namespace Cockpit.Core.Windows;

/// <summary>What a window may be.</summary>
public static class WindowCheck
{
    public static Duration MaxLength { get; } = Duration.FromDays(7);

    public const int MaxOffsetDays = 31;

    /// <summary>The days that anybody looks at, both included.</summary>
    public static LocalDate Earliest { get; } = new(1970, 1, 1);

    public static LocalDate Latest { get; } = new(2199, 12, 31);

    /// <summary>A sentence for each field that does not hold; empty where all do.</summary>
    public static IReadOnlyList<string> Problems(MaintenanceWindow w)
    {
        var problems = new List<string>();
        void Add(string? problem)
        {
            if (problem is not null) problems.Add(problem);
        }
        Add(DefinitionName.Problem(w.Name));
        Add(Zones.Problem(w.Zone));
        _ = DayRule.Read(w.Rule, out string? rule);
        Add(rule);
        Add(w.Start.NanosecondOfDay % NodaConstants.NanosecondsPerMinute == 0 ? null : "The start is a time of day in whole minutes, such as 22:00.");
        if (w.Length <= Duration.Zero || w.Length > MaxLength) Add("The length is over 0 and at most 7 days.");
        else if (!Whole(w.Length)) Add("The length is in whole minutes.");
        if (w.Cutoff < Duration.Zero) Add("The cutoff is 0 or more.");
        else if (w.Cutoff >= w.Length) Add("The cutoff is shorter than the length, or no host could ever begin.");
        else if (!Whole(w.Cutoff)) Add("The cutoff is in whole minutes.");
        Add(Math.Abs((long)w.OffsetDays) <= MaxOffsetDays ? null : $"The offset is -{MaxOffsetDays} to {MaxOffsetDays} days.");
        Add(w.From is not { } from || (from >= Earliest && from <= Latest) ? null : $"The first day lies between {Earliest:uuuu-MM-dd} and {Latest:uuuu-MM-dd}.");
        return problems;
    }

    private static bool Whole(Duration duration) => duration == Duration.FromMinutes(Math.Floor(duration.TotalMinutes));
}
